namespace Assay.Learning.Acceptance;

/// <summary>
/// The binomial distribution, to about 1e-13 of each value, and the exact limits it sets to a rate: the chance that <c>n</c> independent items of which
/// each is wrong with rate <c>p</c> have <c>k</c> wrong ones is <c>C(n, k) p^k (1 − p)^(n − k)</c>.
/// </summary>
/// <remarks>
/// Single chances after Loader (2000), "Fast and Accurate Computation of Binomial Probabilities"; tails are sums of them from the largest on.
/// Limits after Clopper and Pearson (1934), "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26:404-413.
/// </remarks>
public static class Binomial
{
    private const double Negligible = 1e-17;

    /// <summary>The chance of exactly <paramref name="wrong"/> of <paramref name="items"/>, 0 to 1.</summary>
    /// <param name="wrong">0 to <paramref name="items"/>.</param>
    /// <param name="items">0 or more.</param>
    /// <param name="rate">0 to 1.</param>
    public static double Exactly(int wrong, int items, double rate)
    {
        Check(wrong, items);
        CheckShare(rate, nameof(rate));
        if (rate is 0 or 1)
            return wrong == (rate is 0 ? 0 : items) ? 1 : 0;
        var (n, k, p, q) = ((double)items, (double)wrong, rate, 1 - rate);
        if (wrong == 0)
            return items == 0 ? 1 : Math.Exp(p < 0.1 ? -Deviance(n, n * q) - n * p : n * Math.Log(q));
        if (wrong == items)
            return Math.Exp(q < 0.1 ? -Deviance(n, n * p) - n * q : n * Math.Log(p));
        var log = StirlingError(items) - StirlingError(wrong) - StirlingError(items - wrong) - Deviance(k, n * p) - Deviance(n - k, n * q);
        return Math.Exp(log) * Math.Sqrt(n / (2 * Math.PI * k * (n - k)));
    }

    /// <summary>The chance of at most <paramref name="wrong"/> of <paramref name="items"/>, 0 to 1; falls as the rate grows.</summary>
    /// <param name="wrong">0 to <paramref name="items"/>.</param>
    /// <param name="items">0 or more.</param>
    /// <param name="rate">0 to 1.</param>
    public static double AtMost(int wrong, int items, double rate)
    {
        Check(wrong, items);
        CheckShare(rate, nameof(rate));
        if (wrong == items || rate is 0)
            return 1;
        if (rate is 1)
            return 0;
        return wrong <= items * rate ? Down(wrong, items, rate) : Math.Max(0, 1 - Down(items - wrong - 1, items, 1 - rate));
    }

    /// <summary>The largest rate under which so few wrong ones are no rarer than 1 − <paramref name="confidence"/>: the true rate is above it at most that often.</summary>
    /// <param name="wrong">0 to <paramref name="items"/>.</param>
    /// <param name="items">0 or more; without any the limit is 1.</param>
    /// <param name="confidence">Above 0, below 1.</param>
    public static double UpperLimit(int wrong, int items, double confidence)
    {
        Check(wrong, items);
        CheckOpen(confidence, nameof(confidence));
        return wrong == items ? 1 : Solve(rate => AtMost(wrong, items, rate) > 1 - confidence);
    }

    /// <summary>The mirror image of <see cref="UpperLimit"/>: the true rate is below it at most as often as 1 − <paramref name="confidence"/>.</summary>
    /// <param name="wrong">0 to <paramref name="items"/>.</param>
    /// <param name="items">0 or more; without any the limit is 0.</param>
    /// <param name="confidence">Above 0, below 1.</param>
    public static double LowerLimit(int wrong, int items, double confidence) => 1 - UpperLimit(items - wrong, items, confidence);

    /// <summary>Both limits, each at half of what <paramref name="confidence"/> leaves: the Clopper-Pearson interval.</summary>
    /// <param name="wrong">0 to <paramref name="items"/>.</param>
    /// <param name="items">0 or more; without any the interval is 0 to 1.</param>
    /// <param name="confidence">Above 0, below 1; 0.95 is usual.</param>
    public static (double Low, double High) Interval(int wrong, int items, double confidence = 0.95)
    {
        CheckOpen(confidence, nameof(confidence));
        var each = 1 - ((1 - confidence) / 2);
        return (LowerLimit(wrong, items, each), UpperLimit(wrong, items, each));
    }

    internal static void CheckOpen(double share, string name)
    {
        if (!(share is > 0 and < 1))
            throw new ArgumentOutOfRangeException(name, share, "It should be above 0 and below 1.");
    }

    private static void Check(int wrong, int items)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        if (wrong < 0 || wrong > items)
            throw new ArgumentOutOfRangeException(nameof(wrong), wrong, $"Of {items} items 0 to {items} can be wrong.");
    }

    private static void CheckShare(double share, string name)
    {
        if (!(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(name, share, "It should be from 0 to 1.");
    }

    /// <summary>P(at most k) for k up to the mean: each chance from the one above it, until nothing is added any more.</summary>
    private static double Down(int wrong, int items, double rate)
    {
        var each = Exactly(wrong, items, rate);
        var sum = each;
        for (var k = wrong; k > 0 && each > sum * Negligible; k--)
        {
            each *= k * (1 - rate) / ((items - k + 1) * rate);
            sum += each;
        }

        return Math.Min(1, sum);
    }

    private static double Solve(Func<double, bool> isBelow)
    {
        var (low, high) = (0.0, 1.0);
        while (low + ((high - low) / 2) is var middle && middle > low && middle < high)
            (low, high) = isBelow(middle) ? (middle, high) : (low, middle);
        return high;
    }

    /// <summary>ln n! less Stirling's formula, n from 1.</summary>
    private static double StirlingError(int n)
    {
        if (n > 15)
        {
            var square = (double)n * n;
            return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - 1 / 1188.0 / square) / square) / square) / square) / n;
        }

        var factorial = 1.0;
        for (var i = 2; i <= n; i++) factorial *= i;
        return Math.Log(factorial) - ((n + 0.5) * Math.Log(n)) + n - (Math.Log(2 * Math.PI) / 2);
    }

    /// <summary>x ln(x/m) + m − x, without losing digits where x is near m.</summary>
    private static double Deviance(double x, double mean)
    {
        if (Math.Abs(x - mean) >= 0.1 * (x + mean))
            return (x * Math.Log(x / mean)) + mean - x;
        var v = (x - mean) / (x + mean);
        var sum = (x - mean) * v;
        var each = 2 * x * v;
        for (var j = 1; ; j++)
        {
            each *= v * v;
            var next = sum + (each / ((2 * j) + 1));
            if (next.Equals(sum))
                return sum;
            sum = next;
        }
    }
}
