namespace Assay.Pipeline.Metrics;

/// <summary>A mean with its 95 % interval by Student's t, from sums.</summary>
/// <remarks>
/// The point of Student's t by its expansion about the normal one (Fisher and Cornish 1960, "The percentile points of distributions having known cumulants", Technometrics 2), within 0.001 from 9 degrees of
/// freedom on.
/// </remarks>
internal static class MeanInterval
{
    /// <summary>With fewer values the interval is too wide to say anything.</summary>
    public const int Fewest = 10;

    private const double Z = 1.959963984540054;

    /// <summary>Null for fewer than ten values. The lower end is 0 at the least: what is counted is never below.</summary>
    /// <param name="count">Of values.</param>
    /// <param name="sum">Of them.</param>
    /// <param name="squares">The sum of their squares.</param>
    /// <param name="more">Added to the mean.</param>
    /// <param name="times">By which the result is multiplied.</param>
    public static Estimate? Of(long count, double sum, double squares, double more, double times)
    {
        if (count < Fewest)
            return null;
        var mean = sum / count;
        var half = StudentT(count - 1) * Math.Sqrt(Math.Max(0, squares - (count * mean * mean)) / (count - 1) / count);
        return new Estimate((mean + more) * times, (Math.Max(0, mean - half) + more) * times, (mean + half + more) * times, count);
    }

    private static double StudentT(double degrees)
    {
        const double square = Z * Z;
        return Z * (1 + ((square + 1) / (4 * degrees)) + (((((5 * square) + 16) * square) + 3) / (96 * degrees * degrees))
            + (((((((3 * square) + 19) * square) + 17) * square) - 15) / (384 * degrees * degrees * degrees)));
    }
}
