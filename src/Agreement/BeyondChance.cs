namespace Assay.Agreement;

/// <summary>Agreement by chance, as a function of the mean share of each category.</summary>
internal interface IChance
{
    /// <summary><c>p_e</c>.</summary>
    double Expected(ReadOnlySpan<double> share);

    /// <summary>What a vote for the category adds to an item's own <c>p_e|i</c>, whose mean over items is <c>p_e</c>.</summary>
    double Slope(int category, ReadOnlySpan<double> share);
}

/// <summary>
/// What Fleiss' κ, Gwet's AC1 and AC2 and Brennan-Prediger's have in common: <c>(p_a − p_e) / (1 − p_e)</c>. <c>p_a</c> is the mean, over items with
/// two votes or more, of the agreement of two votes picked at random; <c>p_e</c> comes from <c>π_k</c>, the mean over all items of the share of
/// votes for <c>k</c>, so that an item with one vote still tells of habits.
/// </summary>
/// <remarks>
/// Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 2 and 5; standard error after Gwet (2008), "Computing inter-rater reliability
/// and its variance in the presence of high agreement", British Journal of Mathematical and Statistical Psychology 61:29-48: each item's own
/// value, less twice its pull on <c>p_e</c>, spread around the coefficient.
/// </remarks>
/// <param name="kinds">The items.</param>
/// <param name="chance">What chance brings.</param>
/// <param name="weight">How much two categories agree, in [0, 1], 1 for the same; null where different is different.</param>
/// <param name="fewest">Items with fewer votes do not tell of habits either.</param>
internal sealed class BeyondChance(ItemKinds kinds, IChance chance, Func<int, int, double>? weight = null, int fewest = 1)
{
    private const int Seed = 2008;

    private readonly double[] agreement = [.. Enumerable.Range(0, kinds.Count).Select(kind => Agreement(kinds, kind, weight))];

    public Coefficient Measure()
    {
        var share = new double[kinds.Categories];
        var counts = kinds.Items.ToArray();
        var (all, shared, observed) = Sum(counts, share);
        if (shared == 0) return Coefficient.NotDefined(Undefined.NoSharedItems, 0);
        var expected = chance.Expected(share);
        if (1 - expected < 1e-12) return Coefficient.NotDefined(Undefined.OneCategory, (int)shared);
        var value = (observed - expected) / (1 - expected);
        var error = all < 2 ? 0 : StandardError(share, all, shared, value, expected);
        // what rounding leaves of a difference of equals is no spread
        var standardError = error > 1e-8 ? error : (double?)null;
        var interval = observed < 1 - 1e-12 && standardError is { } known
            ? (kinds.Count <= Bootstrap.MostKinds ? Bootstrap.OfKinds(kinds, Resampled, fewest, Seed) : null) ?? Around(value, known)
            : Carried(WilsonInterval.Of(Math.Clamp(observed, 0, 1), (int)shared), expected);
        return Coefficient.Of(value, Holding(interval, value), (int)shared, standardError) with { Observed = observed, Expected = expected };
    }

    private double Resampled(long[] counts, double[] share)
    {
        var (_, shared, observed) = Sum(counts, share);
        if (shared == 0) return double.NaN;
        var expected = chance.Expected(share);
        return 1 - expected > 1e-12 ? (observed - expected) / (1 - expected) : double.NaN;
    }

    private (long All, long Shared, double Observed) Sum(long[] counts, double[] share)
    {
        Array.Clear(share);
        long all = 0, shared = 0;
        double observed = 0;
        for (var kind = 0; kind < counts.Length; kind++)
        {
            var here = counts[kind];
            var votes = kinds.Votes[kind];
            if (here == 0 || votes < fewest) continue;
            all += here;
            if (votes > 1)
            {
                shared += here;
                observed += here * agreement[kind];
            }
            var said = kinds.CategoriesOf(kind);
            var times = kinds.CountsOf(kind);
            var part = (double)here / votes;
            for (var i = 0; i < said.Length; i++) share[said[i]] += part * times[i];
        }
        for (var category = 0; category < share.Length; category++) share[category] /= all;
        return (all, shared, observed / shared);
    }

    private double StandardError(double[] share, long all, long shared, double value, double expected)
    {
        double spread = 0;
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            var votes = kinds.Votes[kind];
            if (votes < fewest) continue;
            var said = kinds.CategoriesOf(kind);
            var times = kinds.CountsOf(kind);
            double pull = 0;
            for (var i = 0; i < said.Length; i++) pull += times[i] * chance.Slope(said[i], share) / votes;
            var own = votes > 1 ? (double)all / shared * (agreement[kind] - expected) / (1 - expected) : 0;
            var off = own - 2 * (1 - value) * (pull - expected) / (1 - expected) - value;
            spread += kinds.Items[kind] * off * off;
        }
        return Math.Sqrt(spread / all / (all - 1));
    }

    private static double Agreement(ItemKinds kinds, int kind, Func<int, int, double>? weight)
    {
        var said = kinds.CategoriesOf(kind);
        var times = kinds.CountsOf(kind);
        double all = kinds.Votes[kind], agreeing = 0;
        for (var i = 0; i < said.Length; i++)
        {
            agreeing += (double)times[i] * (times[i] - 1);
            for (var j = 0; weight is not null && j < i; j++) agreeing += 2.0 * times[i] * times[j] * weight(said[i], said[j]);
        }
        return all > 1 ? agreeing / (all * (all - 1)) : 0;
    }

    /// <summary>The normal interval; no agreement is above 1.</summary>
    internal static Interval Around(double value, double error) =>
        new(Math.Max(Math.Min(-1, value), value - WilsonInterval.Z * error), Math.Min(1, value + WilsonInterval.Z * error));

    /// <summary>The interval of <c>p_a</c> carried over with <c>p_e</c> held: for agreement that does not vary, which would claim certainty from two items.</summary>
    internal static Interval Carried(Interval observed, double expected) => new(
        Math.Max(-1, (observed.Low - expected) / (1 - expected)), Math.Min(1, (observed.High - expected) / (1 - expected)));

    /// <summary>Percentiles of few items can miss the value itself.</summary>
    internal static Interval Holding(Interval interval, double value) => new(Math.Min(interval.Low, value), Math.Max(interval.High, value));
}
