using System.Globalization;
using System.Security.Cryptography;
using Assay.Pipeline.ActiveLearning.Work;

namespace Assay.Pipeline.Tests.ActiveLearning;

public sealed class ShortRestsTests
{
    private static readonly byte[] Something = new byte[1 << 20];

    private static readonly byte[] Known = SHA256.HashData(Something);

    [Fact]
    public async Task Who_computes_lets_go_of_its_processor_again_and_again_and_goes_on_where_it_was()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Rests are of Linux.");
        const int wanted = 50, most = 100_000;
        var rested = await OnThread(() =>
        {
            using var rests = ShortRests.Begin();
            Assert.NotNull(rests);
            var before = Rested();
            for (var round = 0; round < most && Rested() - before < wanted; round++)
                Compute();
            return Rested() - before;
        });
        Assert.True(rested >= wanted, $"It has rested {rested} times.");
    }

    [Fact]
    public async Task Nobody_rests_once_the_rests_are_over()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Rests are of Linux.");
        var (rested, took) = await OnThread(() =>
        {
            ShortRests.Begin()!.Dispose();
            var (before, begun) = (Rested(), Environment.TickCount64);
            for (var round = 0; round < 500; round++)
                Compute();
            return (Rested() - before, Environment.TickCount64 - begun);
        });

        // there would be one a millisecond; some are waits for a collection of memory
        Assert.True(rested < took / 4, $"It has rested {rested} times in {took} ms.");
    }

    private static Task<T> OnThread<T>(Func<T> work) => Task.Factory.StartNew(work, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Compute() => Assert.Equal(Known, SHA256.HashData(Something));

    /// <summary>How often this thread has given its processor away.</summary>
    private static long Rested() => long.Parse(
        File.ReadLines("/proc/thread-self/status").First(line => line.StartsWith("voluntary_ctxt_switches:", StringComparison.Ordinal)).Split(':')[1], CultureInfo.InvariantCulture);
}
