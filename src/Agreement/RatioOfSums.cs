namespace Assay.Agreement;

/// <summary>
/// A ratio of two sums over items, <c>Σ a_i / Σ b_i</c>, with a percentile <see cref="Bootstrap"/> interval over the items; above 2,000 items the
/// normal interval of the ratio's linearised standard error (Cochran 1977, Sampling Techniques, 3rd ed., ch. 6).
/// </summary>
internal static class RatioOfSums
{
    private const int Seed = 1977;

    /// <param name="terms">One an item; <c>0 ≤ a ≤ b</c>.</param>
    /// <param name="undefined">Why there is no ratio where the lower sum is 0.</param>
    public static Coefficient Of(IEnumerable<(double Upper, double Lower)> terms, string undefined)
    {
        // in one order whatever that of the items, so that sums and draws do not depend on it
        (double Upper, double Lower)[] sorted = [.. terms.Where(term => term.Lower > 0).Order()];
        if (sorted.Length == 0) return Coefficient.NotDefined(undefined, 0);
        double upper = sorted.Sum(term => term.Upper), lower = sorted.Sum(term => term.Lower), squares = 0;
        var value = upper / lower;
        foreach (var (a, b) in sorted) squares += (a - value * b) * (a - value * b);
        var error = sorted.Length > 1 ? Math.Sqrt(squares * sorted.Length / (sorted.Length - 1)) / lower : 0;
        // items that do not vary would claim certainty
        var interval = error < 1e-9 ? WilsonInterval.Of(Math.Clamp(value, 0, 1), sorted.Length)
            : sorted.Length <= Bootstrap.MostKinds ? Resampled(sorted)
            : new Interval(Math.Max(0, value - WilsonInterval.Z * error), Math.Min(1, value + WilsonInterval.Z * error));
        return Coefficient.Of(value, BeyondChance.Holding(interval, value), sorted.Length, error < 1e-9 ? null : error);
    }

    private static Interval Resampled((double Upper, double Lower)[] terms)
    {
        var random = new Random(Seed);
        var ratios = new double[Bootstrap.Resamples];
        for (var r = 0; r < ratios.Length; r++)
        {
            double upper = 0, lower = 0;
            for (var i = 0; i < terms.Length; i++)
            {
                var (a, b) = terms[random.Next(terms.Length)];
                upper += a;
                lower += b;
            }
            ratios[r] = upper / lower;
        }
        return Bootstrap.Percentiles(ratios);
    }
}
