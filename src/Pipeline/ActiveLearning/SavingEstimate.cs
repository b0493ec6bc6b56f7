using Assay.Learning.Acceptance;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>
/// From what models are right on to what choosing saved: the random labels' accuracies as a <see cref="PowerLaw"/>, and after how many labels it is as high as the project's model. Intervals by drawing
/// the tasks anew, with all that is said of each: the percentiles of 1,000 draws.
/// </summary>
/// <remarks>Efron and Tibshirani (1993), "An Introduction to the Bootstrap". The same tasks judge all models, so that hard and easy ones are hard and easy for each.</remarks>
internal static class SavingEstimate
{
    /// <summary>A curve says nothing of so many times as many labels as it was measured with.</summary>
    public const int Furthest = 10;

    private const int Draws = 1_000;

    /// <param name="hits">Of one task or more.</param>
    /// <param name="labels">That the project's model learned from.</param>
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
            RandomLow = double.IsFinite(least) ? least : hits.Labels[^1] * Furthest,
            RandomHigh = double.IsFinite(most) ? most : null,
            IsExtrapolated = !double.IsFinite(found) || found > hits.Labels[^1],
            Missing = double.IsFinite(found) ? null : "out_of_reach",
            MoreRandom = null,
        };
    }

    /// <summary>Random labels after which their curve is as high as the project's model, by the tasks drawn; at least the smallest number measured, infinite beyond what the curve says anything of.</summary>
    private static double Reaching(Hits hits, int[] drawn)
    {
        var curve = PowerLaw.Fit([.. hits.Labels.Select((count, place) => new CurvePoint(count, Share(hits.Random[place], drawn), drawn.Length))]);
        var labels = curve.Reaching(Share(hits.Own, drawn));
        return labels > hits.Labels[^1] * Furthest ? double.PositiveInfinity : Math.Max(labels, hits.Labels[0]);
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
