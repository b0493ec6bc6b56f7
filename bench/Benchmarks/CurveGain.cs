using System.Globalization;

namespace Assay.Benchmarks;

/// <summary>What one kind of learning curve gains over another, over seeds.</summary>
internal static class CurveGain
{
    private const int Resamples = 10_000;

    /// <summary>The mean gain in points, with the interval that holds the middle 95 % of its resampled values; bold above zero, italic below.</summary>
    /// <param name="differences">A seed each, as shares.</param>
    public static string Of(IEnumerable<double> differences)
    {
        double[] gains = [.. differences.Select(difference => 100 * difference)];
        var draws = new Random(1);
        double[] means = [.. Enumerable.Range(0, Resamples).Select(_ => gains.Average(_ => gains[draws.Next(gains.Length)])).Order()];
        var (low, high) = (means[(int)(0.025 * Resamples)], means[(int)(0.975 * Resamples)]);
        var text = string.Create(CultureInfo.InvariantCulture, $"{gains.Average():+0.0;−0.0;0.0} [{low:+0.0;−0.0;0.0}, {high:+0.0;−0.0;0.0}]");
        return low > 0 ? $"**{text}**" : high < 0 ? $"*{text}*" : text;
    }
}
