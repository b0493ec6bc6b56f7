using Assay.Pipeline.Ingest;

namespace Assay.Pipeline.Tests.Ingest;

public class ChunkSizeTests
{
    [Fact]
    public void It_grows_while_nobody_waits_and_never_beyond_a_tenth_of_a_second()
    {
        var size = new ChunkSize();
        var sizes = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            sizes.Add(size.Rows);
            size.Learn(size.Rows, TimeSpan.FromMilliseconds(size.Rows / 100.0), isAwaited: false);
        }

        sizes.ShouldBe([2_000, 4_000, 8_000, 10_000, 10_000, 10_000], "a row takes a hundredth of a millisecond here");
    }

    [Fact]
    public void Where_nobody_has_waited_for_two_seconds_it_may_take_half_a_second_until_somebody_does()
    {
        var size = new ChunkSize();
        for (var passed = 0; passed < 2_000; passed += 100)
        {
            size.Rows.ShouldBeLessThanOrEqualTo(1_000 * 100 / 50, "a row takes a twentieth of a millisecond here");
            size.Learn(2_000, TimeSpan.FromMilliseconds(100), isAwaited: false);
        }

        for (var i = 0; i < 5; i++)
            size.Learn(size.Rows, TimeSpan.FromMilliseconds(size.Rows / 20.0), isAwaited: false);
        size.Rows.ShouldBe(10_000);
        size.Learn(10_000, TimeSpan.FromMilliseconds(500), isAwaited: true);
        for (var i = 0; i < 5; i++)
            size.Learn(size.Rows, TimeSpan.FromMilliseconds(size.Rows / 20.0), isAwaited: false);
        size.Rows.ShouldBe(2_000);
    }

    [Fact]
    public void It_is_smallest_as_soon_as_somebody_waits_and_recovers_step_by_step()
    {
        var size = new ChunkSize();
        for (var i = 0; i < 6; i++)
            size.Learn(size.Rows, TimeSpan.FromMilliseconds(1), isAwaited: false);
        size.Rows.ShouldBe(ChunkSize.Largest);
        size.Learn(20_000, TimeSpan.FromMilliseconds(50), isAwaited: true);
        size.Rows.ShouldBe(ChunkSize.Smallest);
        size.Learn(1_000, TimeSpan.FromMilliseconds(1), isAwaited: false);
        size.Rows.ShouldBe(2_000);
    }

    [Fact]
    public void A_slow_disk_and_large_rows_make_it_small_but_never_nothing()
    {
        var size = new ChunkSize();
        size.Learn(3, TimeSpan.FromSeconds(1), isAwaited: false);
        size.Rows.ShouldBe(ChunkSize.Smallest);
        size.Learn(0, TimeSpan.Zero, isAwaited: false);
        size.Rows.ShouldBe(ChunkSize.Smallest);
    }
}
