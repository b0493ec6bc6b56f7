using Assay.Model;

namespace Assay.Agreement;

/// <summary>
/// Brennan and Prediger's κ, also Randolph's free-marginal κ and Bennett's S: chance picks each of the <c>q</c> categories on offer equally often.
/// <c>κ = (p_a − 1/q) / (1 − 1/q)</c>, with <c>p_a</c> as in <see cref="PercentAgreement"/>.
/// </summary>
/// <remarks>
/// <para>Brennan and Prediger (1981), "Coefficient kappa: some uses, misuses, and alternatives", Educational and Psychological Measurement 41:687-699;
/// Randolph (2005), "Free-marginal multirater kappa", ERIC ED490661; Bennett, Alpert and Goldstein (1954), Public Opinion Quarterly 18:303-308, for two.
/// Range [−1/(q − 1), 1].</para>
/// <para>It does not suffer from rare categories, but it depends on how many there are to choose from, used or not: adding one nobody takes raises
/// it. Undefined when no item has two votes, and when there is one category to choose.</para>
/// <para>Interval and standard error as for <see cref="FleissKappa"/>.</para>
/// </remarks>
public sealed class BrennanPrediger : ICoefficient
{
    /// <summary>The only instance.</summary>
    public static readonly BrennanPrediger Instance = new();

    private BrennanPrediger() { }

    /// <inheritdoc/>
    public string Name => "brennan_prediger";

    /// <inheritdoc/>
    public string Title => "Brennan-Prediger κ";

    /// <inheritdoc/>
    public Coefficient Measure(Votes votes, Scale scale)
    {
        scale.Check(votes);
        return votes.Categories == 1 ? Coefficient.NotDefined(Undefined.NoChoice, 0) : new BeyondChance(ItemKinds.Of(votes), new Uniform(votes.Categories)).Measure();
    }

    private sealed class Uniform(int categories) : IChance
    {
        public double Expected(ReadOnlySpan<double> share) => 1.0 / categories;

        public double Slope(int category, ReadOnlySpan<double> share) => 1.0 / categories;
    }
}
