using Assay.Model;

namespace Assay.Agreement;

/// <summary>
/// Gwet's AC1 and AC2: chance is taken to strike only where an item is hard, which keeps them from falling when one category is rare.
/// <c>AC = (p_a − p_e) / (1 − p_e)</c>, <c>p_e = T_w / (q(q − 1)) · Σ_k π_k (1 − π_k)</c>, with <c>p_a</c> the mean weighted agreement of two votes on an
/// item, <c>π_k</c> the mean share of votes for category <c>k</c> of the <c>q</c> on offer, and <c>T_w</c> the sum of all weights.
/// </summary>
/// <remarks>
/// <para>AC1 has no weights (1 for the same category, else 0, so <c>T_w = q</c>): Gwet (2008), "Computing inter-rater reliability and its variance in the
/// presence of high agreement", British Journal of Mathematical and Statistical Psychology 61:29-48. AC2 weighs near misses: Gwet (2014),
/// Handbook of Inter-Rater Reliability, 4th ed., ch. 3 and 5, with <see cref="AgreementWeights"/>. At most 1, 0 as by chance.</para>
/// <para>It depends on how many categories there are to choose from, used or not. Undefined when no item has two votes, when there is one item only
/// (its p_a and p_e would come from the same answers), and when there is one category to choose; AC2 also at nominal level.</para>
/// <para>Standard error after Gwet (2008); interval as for <see cref="FleissKappa"/>. Time grows with the votes.</para>
/// </remarks>
public sealed class GwetAc : ICoefficient
{
    /// <summary>For names.</summary>
    public static readonly GwetAc Ac1 = new("gwet_ac1", "Gwet's AC1", null);

    /// <summary>Weights falling with the distance.</summary>
    public static readonly GwetAc Ac2Linear = new("gwet_ac2_linear", "Gwet's AC2, linear weights", AgreementWeights.Linear);

    /// <summary>Weights falling with the distance squared.</summary>
    public static readonly GwetAc Ac2Quadratic = new("gwet_ac2_quadratic", "Gwet's AC2, quadratic weights", AgreementWeights.Quadratic);

    /// <summary>Weights by the number of categories between.</summary>
    public static readonly GwetAc Ac2Ordinal = new("gwet_ac2_ordinal", "Gwet's AC2, ordinal weights", AgreementWeights.Ordinal);

    private readonly Func<Scale, AgreementWeights>? weights;

    private GwetAc(string name, string title, Func<Scale, AgreementWeights>? weights) => (Name, Title, this.weights) = (name, title, weights);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Title { get; }

    /// <inheritdoc/>
    public Coefficient Measure(Votes votes, Scale scale)
    {
        scale.Check(votes);
        if (weights is not null && scale.Level == Level.Nominal) return Coefficient.NotDefined(Undefined.NeedsOrder, 0);
        if (votes.Categories == 1) return Coefficient.NotDefined(Undefined.NoChoice, 0);
        var kinds = ItemKinds.Of(votes);
        if (kinds.Count == 1 && kinds.Items[0] == 1 && kinds.Votes[0] > 1) return Coefficient.NotDefined(Undefined.OneItem, 1);
        var (categories, weighing) = ((double)votes.Categories, weights?.Invoke(scale));
        var total = weighing?.Total ?? categories;
        return new BeyondChance(kinds, new Hard(total / (categories * (categories - 1))), weighing is null ? null : weighing.Of).Measure();
    }

    private sealed class Hard(double factor) : IChance
    {
        public double Expected(ReadOnlySpan<double> share)
        {
            double sum = 0;
            foreach (var part in share) sum += part * (1 - part);
            return factor * sum;
        }

        public double Slope(int category, ReadOnlySpan<double> share) => factor * (1 - share[category]);
    }
}
