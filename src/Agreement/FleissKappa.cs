using Assay.Model;

namespace Assay.Agreement;

/// <summary>
/// Fleiss' κ: agreement of any number of people beyond chance, where chance is two votes drawn from all votes together.
/// <c>κ = (p_a − p_e) / (1 − p_e)</c>, <c>p_e = Σ_k π_k²</c>, with <c>p_a</c> as in <see cref="PercentAgreement"/> and <c>π_k</c> the mean over items of
/// the share of votes for category <c>k</c>.
/// </summary>
/// <remarks>
/// <para>Fleiss (1971), "Measuring nominal scale agreement among many raters", Psychological Bulletin 76:378-382, for the same number of votes on
/// every item; for unequal numbers and gaps Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., which gives Fleiss' own number where none is
/// missing. At most 1, 0 as by chance. With equal numbers at least −1/(r − 1) for r votes an item; where items with one vote tell of habits that
/// the others do not show it can fall below −1.</para>
/// <para>Undefined when no item has two votes, and when one category only was used. Who voted does not matter, so people may differ from item to
/// item. The name "κ" notwithstanding it extends Scott's π and not Cohen's κ; that is <see cref="CongerKappa"/>.</para>
/// <para>Interval: percentile <see cref="Bootstrap"/> over items; the normal one around the standard error of Gwet (2008) where items are of more
/// than 2,000 kinds; where nothing varies Wilson's interval of <c>p_a</c> carried over. Time grows with the votes.</para>
/// </remarks>
public sealed class FleissKappa : ICoefficient
{
    /// <summary>The only instance.</summary>
    public static readonly FleissKappa Instance = new();

    private FleissKappa() { }

    /// <inheritdoc/>
    public string Name => "fleiss_kappa";

    /// <inheritdoc/>
    public string Title => "Fleiss' κ";

    /// <inheritdoc/>
    public Coefficient Measure(Votes votes, Scale scale)
    {
        scale.Check(votes);
        return Measure(ItemKinds.Of(votes), fewest: 1);
    }

    /// <summary>κ of items given as how many votes each category got, a row an item; rows may differ in their sums.</summary>
    /// <exception cref="ArgumentException">Rows differ in length, or a count is negative.</exception>
    public static Coefficient OfCounts(IReadOnlyList<int[]> counts) => Instance.Measure(Votes.OfCounts(counts));

    internal static Coefficient Measure(ItemKinds kinds, int fewest)
    {
        var shared = 0L;
        var (only, several) = (-1, false);
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            if (kinds.Votes[kind] < fewest) continue;
            if (kinds.Votes[kind] > 1) shared += kinds.Items[kind];
            var said = kinds.CategoriesOf(kind);
            several |= said.Length > 1 || (only >= 0 && said[0] != only);
            only = said[0];
        }
        return shared > 0 && !several
            ? Coefficient.NotDefined(Undefined.OneCategory, (int)shared)
            : new BeyondChance(kinds, new OneUrn(), fewest: fewest).Measure();
    }

    private sealed class OneUrn : IChance
    {
        public double Expected(ReadOnlySpan<double> share)
        {
            double sum = 0;
            foreach (var part in share) sum += part * part;
            return sum;
        }

        public double Slope(int category, ReadOnlySpan<double> share) => share[category];
    }
}
