using Assay.Learning.Calibration;

namespace Assay.Learning.Tests.Calibration;

public sealed class ReliabilityGroupTests
{
    [Fact]
    public void Items_are_parted_evenly_by_rising_confidence()
    {
        var groups = ReliabilityGroup.Of([.. Enumerable.Range(0, 95).Reverse().Select(item => new Judged(item / 100.0, item >= 50))]);
        groups.Select(group => group.Items).ShouldBe([10, 9, 10, 9, 10, 9, 10, 9, 10, 9], ignoreOrder: true);
        groups.Sum(group => group.Right).ShouldBe(45);
        groups.Zip(groups.Skip(1)).ShouldAllBe(pair => pair.First.To < pair.Second.From);
        (groups[0].From, groups[^1].To).ShouldBe((0, 0.94));
        groups[0].MeanConfidence.ShouldBe(Enumerable.Range(0, groups[0].Items).Average() / 100, 1e-12);
    }

    [Fact]
    public void Equal_confidences_are_never_parted()
    {
        Judged[] judged = [.. Enumerable.Range(0, 60).Select(item => new Judged(item < 50 ? 0.7 : 0.9, item % 5 != 0))];
        ReliabilityGroup.Of(judged).Select(group => (group.From, group.To, group.Items, group.Right)).ShouldBe([(0.7, 0.7, 50, 40), (0.9, 0.9, 10, 8)]);
        ReliabilityGroup.Of(judged, most: 1).ShouldHaveSingleItem().Items.ShouldBe(60);
    }

    /// <summary>8 of 10: [0.444, 0.975], Clopper and Pearson's by any table.</summary>
    [Fact]
    public void The_interval_is_the_exact_one()
    {
        var group = ReliabilityGroup.Of([.. Enumerable.Range(0, 10).Select(item => new Judged(0.5, item < 8))]).ShouldHaveSingleItem();
        (group.Low, group.High).ShouldBe((0.4439045, 0.9747893), new Near());
    }

    [Fact]
    public void Nothing_judged_gives_no_group_and_a_confidence_that_is_none_is_refused()
    {
        ReliabilityGroup.Of([]).ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => ReliabilityGroup.Of([new Judged(1.5, true)]));
        Should.Throw<ArgumentOutOfRangeException>(() => ReliabilityGroup.Of([new Judged(0.5, true)], most: 0));
    }

    private sealed class Near : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) < 1e-6 && Math.Abs(x.Item2 - y.Item2) < 1e-6;

        public int GetHashCode((double, double) obj) => 0;
    }
}
