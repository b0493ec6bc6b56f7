using Assay.Pipeline.Metrics;
using CsCheck;

namespace Assay.Pipeline.Tests.Metrics;

public sealed class ProjectionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Even_days_end_when_the_rest_divided_by_the_pace_says()
    {
        var finish = Projection.Of(1000, [100, 100, 100, 100, 100, 100, 100], Now)!;
        finish.At.ShouldBe(Now.AddDays(10));
        finish.Low.ShouldBeLessThan(finish.At);
        finish.High.ShouldBeGreaterThan(finish.At);
        (finish.High - finish.Low).TotalDays.ShouldBeLessThan(2);
    }

    [Fact]
    public void Uneven_days_leave_a_wider_range()
    {
        var even = Projection.Of(1000, [100, 100, 100, 100, 100, 100, 100], Now)!;
        var uneven = Projection.Of(1000, [0, 300, 0, 200, 0, 200, 0], Now)!;
        uneven.At.ShouldBe(even.At);
        (uneven.High - uneven.Low).ShouldBeGreaterThan(even.High - even.Low);
    }

    [Fact]
    public void Nothing_left_or_too_little_done_projects_nothing()
    {
        Projection.Of(0, [5], Now).ShouldBeNull();
        Projection.Of(10, [], Now).ShouldBeNull();
        Projection.Of(10, [0, 0], Now).ShouldBeNull();
        Projection.Of(10, [10, 9], Now).ShouldBeNull();
        Projection.Of(10, [10, 10], Now).ShouldNotBeNull();
    }

    [Fact]
    public void Any_pace_gives_an_ordered_range_within_the_calendar() => Gen.Select(Gen.Long[1, 10_000_000], Gen.Long[0, 100_000].Array[1, 7])
        .Sample((left, days) => Projection.Of(left, days, Now) is not { } finish || (finish.Low <= finish.At && finish.At <= finish.High && finish.Low >= Now));

    [Fact]
    public void The_median_stands_between_the_order_statistics_of_its_interval()
    {
        // n = 25: 12.5 ∓ 4.9 → the 7th and the 18th, rounded outward
        var times = Enumerable.Range(1, 25).Select(i => (double)i).ToList();
        Projection.Median(times).ShouldBe(new MedianTime(13, 7, 19, 25));
        Projection.Median([1, 2, 3, 4]).ShouldBeNull();
        Projection.Median([1, 2, 3, 4, 100])!.Median.ShouldBe(3);
    }
}
