namespace Assay.Agreement;

/// <summary>How much two categories of a scale agree: 1 for the same, 0 for the two ends.</summary>
/// <remarks>
/// Linear <c>1 − |x − y| / R</c> and quadratic <c>1 − (x − y)² / R²</c> over the numbers of the categories, <c>R</c> being the largest less the
/// smallest (Cicchetti and Allison 1971; Fleiss and Cohen 1973); ordinal <c>1 − C(m + 1, 2) / C(q, 2)</c> for <c>q</c> categories and <c>m</c> steps between
/// their ranks (Gwet 2014, table 3.7). None needs a table of categories squared.
/// </remarks>
public sealed class AgreementWeights
{
    private AgreementWeights(double total, Func<int, int, double> of) => (Total, Of) = (total, of);

    /// <summary>The weight of two categories.</summary>
    public Func<int, int, double> Of { get; }

    /// <summary>The sum over all ordered pairs of categories.</summary>
    public double Total { get; }

    /// <summary>Falling with the distance.</summary>
    public static AgreementWeights Linear(Scale scale)
    {
        double[] sorted = [.. scale.Values.Order()];
        // Σ|x − y| over ordered pairs: each value is the larger one of those below it
        double sum = 0, below = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            sum += 2 * (i * sorted[i] - below);
            below += sorted[i];
        }
        var (values, range) = (scale.Values, Range(sorted));
        return new((double)sorted.Length * sorted.Length - sum / range, (a, b) => 1 - Math.Abs(values[a] - values[b]) / range);
    }

    /// <summary>Falling with the distance squared.</summary>
    public static AgreementWeights Quadratic(Scale scale)
    {
        double[] sorted = [.. scale.Values.Order()];
        double count = sorted.Length, mean = sorted.DefaultIfEmpty().Average(), sum = 0;
        foreach (var value in sorted) sum += (value - mean) * (value - mean);
        var (values, range) = (scale.Values, Range(sorted));
        return new(count * count - 2 * count * sum / (range * range), (a, b) => 1 - (values[a] - values[b]) * (values[a] - values[b]) / (range * range));
    }

    /// <summary>By the categories between; the numbers give no more than the order.</summary>
    public static AgreementWeights Ordinal(Scale scale)
    {
        var rank = new int[scale.Values.Count];
        foreach (var (place, category) in Enumerable.Range(0, rank.Length).OrderBy(category => scale.Values[category]).Index()) rank[category] = place;
        double most = Math.Max(1, rank.Length * (rank.Length - 1.0) / 2), total = rank.Length;
        for (var steps = 1; steps < rank.Length; steps++) total += 2.0 * (rank.Length - steps) * (1 - steps * (steps + 1.0) / 2 / most);
        return new(total, (a, b) =>
        {
            double steps = Math.Abs(rank[a] - rank[b]);
            return 1 - steps * (steps + 1) / 2 / most;
        });
    }

    // 1 where all numbers are the same, so that all distances are 0
    private static double Range(double[] sorted) => sorted.Length > 0 && sorted[^1] > sorted[0] ? sorted[^1] - sorted[0] : 1;
}
