using Assay.Model;

namespace Assay.Agreement;

/// <summary>
/// Krippendorff's α: one less the disagreement seen over that of votes shuffled among all items, at any level of measurement.
/// <c>α = 1 − D_o / D_e</c>, <c>D_o = Σ_u Σ_{c,k} n_uc n_uk δ²(c,k) / (n_u − 1) / n</c>, <c>D_e = Σ_{c,k} n_c n_k δ²(c,k) / (n(n − 1))</c>, over the items <c>u</c>
/// with at least two votes, <c>n_u</c> on each, <c>n</c> in all.
/// </summary>
/// <remarks>
/// <para>Krippendorff (2011), "Computing Krippendorff's alpha-reliability"; (2019) Content Analysis, 4th ed., ch. 12. Differences <c>δ²</c>: nominal, 1 unless
/// the same; ordinal, the squared number of votes between the middles of the two ranks; interval, (x − y)²; ratio, ((x − y) / (x + y))². 1 perfect, 0 as
/// by chance, below 0 worse. Any number of people, any gaps; it corrects for small samples.</para>
/// <para>Undefined when no item has two votes, and when these votes are all the same. At ratio level also with a number below 0.</para>
/// <para>Standard error: each item's pull on α (the infinitesimal jackknife: Jaeckel 1972, "The infinitesimal jackknife", Bell Laboratories). Interval:
/// percentile <see cref="Bootstrap"/> over items; the normal one where items are of more than 2,000 kinds; where nothing varies, Wilson's interval of plain
/// agreement carried over, a disagreement counted as large as chance makes them.</para>
/// <para>Time grows with the votes at the first three levels, whatever the number of distinct values; at ratio level also with the square of the
/// distinct values.</para>
/// </remarks>
public sealed class KrippendorffAlpha : ICoefficient
{
    /// <summary>The only instance.</summary>
    public static readonly KrippendorffAlpha Instance = new();

    private const int Seed = 2011;

    private KrippendorffAlpha() { }

    /// <inheritdoc/>
    public string Name => "krippendorff_alpha";

    /// <inheritdoc/>
    public string Title => "Krippendorff's α";

    /// <inheritdoc/>
    public Coefficient Measure(Votes votes, Scale scale)
    {
        scale.Check(votes);
        return Measure(ItemKinds.Of(votes), scale);
    }

    /// <summary>
    /// As <see cref="Measure(Votes, Scale)"/>, with the normal interval α ± 1.96 se where that has the bootstrap's: a hundredth of the time, for many small
    /// measurements such as one a week.
    /// </summary>
    /// <exception cref="ArgumentException">The scale is made for another number of categories.</exception>
    public static Coefficient MeasureQuickly(Votes votes, Scale scale)
    {
        scale.Check(votes);
        return Measure(ItemKinds.Of(votes), scale, resample: false);
    }

    internal static Coefficient Measure(ItemKinds kinds, Scale scale, bool resample = true)
    {
        var counts = new double[kinds.Categories];
        var shared = Count(kinds, kinds.Items, counts);
        if (shared == 0) return Coefficient.NotDefined(Undefined.NoSharedItems, 0);
        if (counts.Count(count => count > 0) == 1) return Coefficient.NotDefined(Undefined.OneCategory, (int)shared);
        if (scale.Level == Level.Ratio && scale.Values.Any(value => value < 0)) return Coefficient.NotDefined(Undefined.NegativeRatio, (int)shared);

        var difference = Difference.Of(scale);
        var here = difference.Given(counts);
        double[] within = [.. Enumerable.Range(0, kinds.Count).Select(kind => Within(kinds, kind, here))];
        var (all, seen, chance) = (counts.Sum(), 0.0, here.Among(counts));
        for (var kind = 0; kind < within.Length; kind++) seen += kinds.Items[kind] * within[kind];
        // numbers so close that their squares vanish, or different categories that stand for the same number
        if (chance <= 0) return Coefficient.NotDefined(Undefined.OneCategory, (int)shared);
        var alpha = 1 - (all - 1) * seen / chance;

        var error = StandardError(kinds, counts, difference, here, within, seen, chance, shared);
        var standardError = error > 1e-8 ? error : (double?)null;
        Interval? interval = null;
        if (seen > 0 && standardError is { } known)
        {
            interval = resample && kinds.Count <= Bootstrap.MostKinds && here.IsQuick(counts) ? Bootstrap.OfKinds(kinds, Resampled, 2, Seed) : null;
            interval ??= BeyondChance.Around(alpha, known);
        }
        return Coefficient.Of(alpha, BeyondChance.Holding(interval ?? Carried(kinds, counts, shared, alpha), alpha), (int)shared, standardError);

        double Resampled(long[] items, double[] room)
        {
            Count(kinds, items, room);
            var now = difference.Given(room);
            var (sum, pairs, some) = (0.0, 0.0, now.Among(room));
            foreach (var count in room) sum += count;
            for (var kind = 0; kind < items.Length; kind++)
                if (items[kind] > 0) pairs += items[kind] * (ReferenceEquals(now, difference) ? within[kind] : Within(kinds, kind, now));
            return some > 0 ? 1 - (sum - 1) * pairs / some : double.NaN;
        }
    }

    // votes for each category on items that have two or more; gives the number of those
    private static long Count(ItemKinds kinds, ReadOnlySpan<long> items, double[] counts)
    {
        Array.Clear(counts);
        long shared = 0;
        for (var kind = 0; kind < items.Length; kind++)
        {
            if (kinds.Votes[kind] < 2 || items[kind] == 0) continue;
            shared += items[kind];
            var said = kinds.CategoriesOf(kind);
            var times = kinds.CountsOf(kind);
            for (var i = 0; i < said.Length; i++) counts[said[i]] += items[kind] * (double)times[i];
        }
        return shared;
    }

    private static double Within(ItemKinds kinds, int kind, Difference difference) => kinds.Votes[kind] < 2 || kinds.CategoriesOf(kind).Length == 1 ? 0
        : difference.Within(kinds.CategoriesOf(kind), kinds.CountsOf(kind), kinds.Votes[kind]) / (kinds.Votes[kind] - 1);

    private static double StandardError(
        ItemKinds kinds, double[] counts, Difference difference, Difference here, double[] within, double seen, double chance, long shared)
    {
        if (shared < 2) return 0;
        var all = counts.Sum();
        var pull = here.Pull(counts);
        var (seenShift, chanceShift) = difference.Shift(kinds, counts);
        double sum = 0, squares = 0;
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            if (kinds.Votes[kind] < 2) continue;
            var said = kinds.CategoriesOf(kind);
            var times = kinds.CountsOf(kind);
            var (moreSeen, moreChance) = (within[kind], 0.0);
            for (var i = 0; i < said.Length; i++)
            {
                moreSeen += times[i] * seenShift[said[i]];
                moreChance += times[i] * (2 * pull[said[i]] + chanceShift[said[i]]);
            }
            var off = (kinds.Votes[kind] * seen + (all - 1) * moreSeen - (all - 1) * seen * moreChance / chance) / chance;
            sum += kinds.Items[kind] * off;
            squares += kinds.Items[kind] * off * off;
        }
        return Math.Sqrt(Math.Max(0, squares - sum * sum / shared) * shared / (shared - 1));
    }

    private static Interval Carried(ItemKinds kinds, double[] counts, long shared, double alpha)
    {
        double agreeing = 0, all = counts.Sum();
        for (var kind = 0; kind < kinds.Count; kind++)
            foreach (double count in kinds.CountsOf(kind))
                if (kinds.Votes[kind] > 1) agreeing += kinds.Items[kind] * count * (count - 1) / (kinds.Votes[kind] * (kinds.Votes[kind] - 1.0));
        var observed = Math.Min(1, agreeing / shared);
        var wilson = WilsonInterval.Of(observed, (int)shared);
        // how much α falls for each share of disagreement
        var slope = observed < 1 ? (1 - alpha) / (1 - observed) : 1 / (1 - counts.Sum(count => count * (count - 1)) / (all * (all - 1)));
        return new Interval(Math.Max(Math.Min(-1, alpha), 1 - slope * (1 - wilson.Low)), Math.Min(1, 1 - slope * (1 - wilson.High)));
    }
}
