using Assay.Learning.Acceptance;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>
/// From what models are right on to what choosing saved: after how many random labels their accuracy is as high as that of the chosen ones. Between the numbers that were measured the log-odds of being right are
/// taken as linear in the logarithm of the labels; beyond them they go on with the slope of the last three numbers. Curves level off sooner, so that rather too few random labels are told than too many.
/// Intervals by drawing the tasks anew, with all that is said of each: the percentiles of 1,000 draws.
/// </summary>
/// <remarks>Efron and Tibshirani (1993), "An Introduction to the Bootstrap". The same tasks judge all models, so that hard and easy ones are hard and easy for each.</remarks>
internal static class SavingEstimate
{
    /// <summary>A curve says nothing of so many times as many labels as it was measured with.</summary>
    public const int Furthest = 10;

    private const int Draws = 1_000;

    /// <param name="hits">Of one task or more.</param>
    /// <param name="labels">Chosen ones.</param>
    /// <param name="at">When it is found.</param>
    public static LabelSaving Of(Hits hits, long labels, DateTimeOffset at)
    {
        int[] all = [.. Enumerable.Range(0, hits.Own.Length)];
        var right = hits.Own.Count(isHit => isHit);
        var (low, high) = Binomial.Interval(right, all.Length);
        var random = new Random(all.Length);
        var draws = new double[Draws];
        var leads = new double[Draws];
        var shared = Array.FindLastIndex(hits.Chosen, each => each is not null);
        for (var draw = 0; draw < Draws; draw++)
        {
            var drawn = Array.ConvertAll(all, _ => random.Next(all.Length));
            draws[draw] = Reaching(hits, drawn);
            leads[draw] = shared < 0 ? 0 : Lead(hits, shared, drawn);
        }

        Array.Sort(draws);
        Array.Sort(leads);
        var (found, least, most) = (Reaching(hits, all), draws[Draws * 25 / 1_000], draws[(Draws * 975 / 1_000) - 1]);
        return new LabelSaving
        {
            At = at,
            Labels = labels,
            Evaluated = all.Length,
            Accuracy = new Estimate(right / (double)all.Length, low, high, all.Length),
            Curve = [.. hits.Labels.Select((count, place) => new SavingPoint(count, Share(hits.Random[place], all), hits.Chosen[place] is { } chosen ? Share(chosen, all) : null))],
            Lead = shared < 0 ? null : new Estimate(Lead(hits, shared, all), leads[Draws * 25 / 1_000], leads[(Draws * 975 / 1_000) - 1], all.Length),
            LeadAt = shared < 0 ? null : hits.Labels[shared],
            Random = double.IsFinite(found) ? found : null,
            RandomLow = double.IsFinite(least) ? least : hits.Labels[^1],
            RandomHigh = double.IsFinite(most) ? most : null,
            IsExtrapolated = !double.IsFinite(found) || found > hits.Labels[^1],
            Missing = double.IsFinite(found) ? null : "out_of_reach",
            MoreRandom = null,
        };
    }

    /// <summary>By the tasks drawn; at least the smallest number measured, infinite beyond what the curve says anything of.</summary>
    private static double Reaching(Hits hits, int[] drawn)
    {
        var wanted = LogOdds(hits.Own, drawn);
        double[] labels = [.. hits.Labels.Select(count => Math.Log(count))], odds = [.. hits.Random.Select(isHit => LogOdds(isHit, drawn))];
        var below = Array.FindIndex(odds, each => each >= wanted) - 1;
        if (below == -1)
            return hits.Labels[0];
        if (below >= 0)
            return Math.Exp(labels[below] + ((wanted - odds[below]) / (odds[below + 1] - odds[below]) * (labels[below + 1] - labels[below])));
        var slope = Slope(labels.AsSpan(labels.Length - Math.Min(labels.Length, 3)), odds.AsSpan(odds.Length - Math.Min(odds.Length, 3)));
        var found = slope > 0 ? Math.Exp(labels[^1] + ((wanted - odds[^1]) / slope)) : double.PositiveInfinity;
        return found > hits.Labels[^1] * Furthest ? double.PositiveInfinity : found;
    }

    /// <summary>By least squares.</summary>
    private static double Slope(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (meanX, meanY, both, square) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
            (meanX, meanY) = (meanX + (x[i] / x.Length), meanY + (y[i] / x.Length));
        for (var i = 0; i < x.Length; i++)
            (both, square) = (both + ((x[i] - meanX) * (y[i] - meanY)), square + ((x[i] - meanX) * (x[i] - meanX)));
        return square > 0 ? both / square : 0;
    }

    /// <summary>With half a task more on either side, so that none and all are finite.</summary>
    private static double LogOdds(bool[] isHit, int[] drawn)
    {
        var right = Share(isHit, drawn) * drawn.Length;
        return Math.Log((right + 0.5) / (drawn.Length - right + 0.5));
    }

    private static double Lead(Hits hits, int place, int[] drawn) => Share(hits.Chosen[place]!, drawn) - Share(hits.Random[place], drawn);

    private static double Share(bool[] isHit, int[] drawn)
    {
        var count = 0;
        foreach (var task in drawn)
            if (isHit[task])
                count++;
        return count / (double)drawn.Length;
    }
}
