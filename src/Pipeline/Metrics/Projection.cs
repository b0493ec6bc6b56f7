namespace Assay.Pipeline.Metrics;

/// <summary>Figures that need a little statistics, as pure functions.</summary>
public static class Projection
{
    public const int PaceDays = 7;

    /// <summary>With fewer decisions the interval is so wide that a date says nothing.</summary>
    private const int FewestDecided = 20;

    private static readonly TimeSpan Furthest = TimeSpan.FromDays(365 * 50);

    /// <summary>
    /// When <paramref name="left"/> tasks will be decided, going on as in the last days. The interval is that of the mean of the days
    /// (Student's t, on the log scale, so that no pace is negative), and at least the Poisson spread of the counts.
    /// </summary>
    /// <param name="left">Tasks still to decide.</param>
    /// <param name="perDay">Tasks decided on each of the last days, oldest first, beginning with the first day anything was decided.</param>
    /// <param name="now">The moment it is counted from.</param>
    /// <returns>Null when nothing is left, or too little was decided to go by.</returns>
    public static Finish? Of(long left, IReadOnlyList<long> perDay, DateTimeOffset now)
    {
        var sum = perDay.Sum();
        if (left <= 0 || sum < FewestDecided)
            return null;
        var n = perDay.Count;
        var mean = sum / (double)n;
        var spread = n > 1 ? Math.Sqrt(perDay.Sum(day => (day - mean) * (day - mean)) / (n - 1)) / (mean * Math.Sqrt(n)) : 0;
        var factor = Math.Exp(Math.Max(n > 1 ? StudentT(n - 1) * spread : 0, 1.96 / Math.Sqrt(sum)));
        return new Finish(After(1), After(1 / factor), After(factor));

        DateTimeOffset After(double times)
        {
            var days = left / mean * times;
            return now + (days < Furthest.TotalDays ? TimeSpan.FromDays(days) : Furthest);
        }
    }

    /// <summary>
    /// The median and its distribution-free 95 % interval from the order statistics: ranks n/2 ∓ 0.98 √n (Conover, Practical
    /// Nonparametric Statistics, 1999, section 3.2). Null with fewer than 5 values.
    /// </summary>
    public static MedianTime? Median(IReadOnlyList<double> sorted)
    {
        var n = sorted.Count;
        if (n < 5)
            return null;
        var half = 0.98 * Math.Sqrt(n);
        var low = Math.Max(0, (int)Math.Floor((n / 2.0) - half) - 1);
        var high = Math.Min(n - 1, (int)Math.Ceiling((n / 2.0) + half));
        return new MedianTime((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[low], sorted[high], n);
    }

    /// <summary>The 97.5 % point for 1 to 6 degrees of freedom: a week has no more.</summary>
    private static double StudentT(int degrees) => degrees switch { 1 => 12.71, 2 => 4.30, 3 => 3.18, 4 => 2.78, 5 => 2.57, _ => 2.45 };
}
