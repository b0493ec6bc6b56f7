namespace Assay.Agreement;

/// <summary>
/// The interval of a difference of two independent proportions by their score intervals (Newcombe 1998, "Interval estimation for the difference between
/// independent proportions: comparison of eleven methods", Statistics in Medicine 17:873-890, method 10):
/// <c>d − √((p₁−l₁)² + (u₂−p₂)²)</c> to <c>d + √((u₁−p₁)² + (p₂−l₂)²)</c>.
/// </summary>
public static class NewcombeInterval
{
    /// <summary>The 95 % interval of <paramref name="first"/> − <paramref name="second"/>.</summary>
    /// <param name="first">In [0, 1].</param>
    /// <param name="firstCount">Trials of the first, at least 1.</param>
    /// <param name="second">In [0, 1].</param>
    /// <param name="secondCount">Trials of the second, at least 1.</param>
    public static Interval Of(double first, int firstCount, double second, int secondCount)
    {
        var one = WilsonInterval.Of(first, firstCount);
        var two = WilsonInterval.Of(second, secondCount);
        var difference = first - second;
        return new Interval(
            difference - double.Hypot(first - one.Low, two.High - second),
            difference + double.Hypot(one.High - first, second - two.Low));
    }
}
