using System.Diagnostics;

namespace Assay.Benchmarks;

/// <summary>How long work takes that one can do again and again.</summary>
internal static class MedianTime
{
    /// <summary>Seconds, the median; the run before them, which compiles, is not counted, unless there is but one.</summary>
    public static double Of(Func<object> work, int runs)
    {
        var times = new List<double>();
        for (var run = 0; run < (runs == 1 ? 1 : runs + 1); run++)
        {
            GC.Collect();
            var begun = Stopwatch.GetTimestamp();
            GC.KeepAlive(work());
            if (run > 0 || runs == 1)
                times.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        times.Sort();
        return Report.Percentile(times, 0.5);
    }
}
