namespace Assay.Agreement.Tests;

public sealed class NewcombeIntervalTests
{
    /// <summary>Newcombe 1998, table II, method 10.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void The_published_intervals_come_out(int a, int m, int b, int n, double low, double high)
    {
        var interval = NewcombeInterval.Of((double)a / m, m, (double)b / n, n);
        Math.Round(interval.Low, 4).ShouldBe(low);
        Math.Round(interval.High, 4).ShouldBe(high);
    }
}
