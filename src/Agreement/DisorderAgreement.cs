namespace Assay.Agreement;

/// <summary>From disorder to agreement: <c>1 − δ_o / δ_e</c> with <c>δ_o = Σ disorder / Σ weight</c> over continua.</summary>
internal static class DisorderAgreement
{
    /// <summary>Chance itself brings none.</summary>
    public const string NoDisorderByChance = "Units by chance have no disorder here, so agreement beyond chance cannot be measured.";

    /// <param name="terms">One a continuum.</param>
    /// <param name="expected">The disorder by chance, δ_e, above 0.</param>
    /// <param name="most">How many times its weight the disorder of a continuum can be, at most.</param>
    /// <param name="undefined">Why there is no value where no continuum has weight.</param>
    /// <returns>With an interval over continua, <see cref="RatioOfSums"/>; that of δ_e, which more samples make as small as one likes, is not in it.</returns>
    public static Coefficient Of(IEnumerable<(double Disorder, double Weight)> terms, double expected, double most, string undefined)
    {
        var observed = RatioOfSums.Of(terms.Select(term => (term.Disorder, term.Weight * most)), undefined);
        if (observed.Value is not { } ratio) return observed;
        if (expected <= 0) return Coefficient.NotDefined(NoDisorderByChance, observed.Items);
        var interval = observed is { Items: > 1, Interval: { } of } ? new Interval(Corrected(of.High), Corrected(of.Low)) : (Interval?)null;
        return Coefficient.Of(Corrected(ratio), interval, observed.Items, interval is null ? null : observed.StandardError * most / expected);

        double Corrected(double disorder) => 1 - disorder * most / expected;
    }
}
