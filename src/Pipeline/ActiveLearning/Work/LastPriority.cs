using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Assay.Pipeline.ActiveLearning.Work;

/// <summary>
/// A process that gives way to every other on the machine. On Linux by the policy SCHED_IDLE: who else wants a processor has it at once, which niceness does not give (measured: a busy process of the
/// niceness 19 lengthens the 99th percentile of claims on two processors by 60 %, one of this policy by 12 %).
/// </summary>
/// <remarks>sched(7). A process may not leave the policy again without a privilege: one that gets nothing done has to be started anew without it.</remarks>
internal static class LastPriority
{
    private const int Idle = 5;
    private const string Threads = "/proc/self/task";

    /// <summary>For all threads there are, and those that they begin.</summary>
    public static void Take()
    {
        if (!OperatingSystem.IsLinux())
        {
            using var self = Process.GetCurrentProcess();
            self.PriorityClass = ProcessPriorityClass.Idle;
            return;
        }

        var parameter = 0;
        foreach (var thread in Ids())
            _ = SetScheduler(thread, Idle, ref parameter); // refused: the usual priority stays
    }

    /// <summary>How long the threads of this process have run, and how long they have waited for a processor although they had something to do, all together; null where the system does not tell.</summary>
    public static (TimeSpan Ran, TimeSpan Waited)? Times()
    {
        if (!Directory.Exists(Threads))
            return null;
        var (ran, waited) = (0L, 0L);
        foreach (var thread in Ids())
            try
            {
                // time on a processor, time waiting for one, turns
                if (File.ReadAllText($"{Threads}/{thread}/schedstat").Split(' ') is [var on, var before, ..] && long.TryParse(on, CultureInfo.InvariantCulture, out var running)
                    && long.TryParse(before, CultureInfo.InvariantCulture, out var waiting))
                    (ran, waited) = (ran + running, waited + waiting);
            }
            catch (IOException)
            {
                // it has just ended, or the kernel keeps no account
            }

        return (Nanoseconds(ran), Nanoseconds(waited));
    }

    private static TimeSpan Nanoseconds(long count) => TimeSpan.FromTicks(count / TimeSpan.NanosecondsPerTick);

    private static IEnumerable<int> Ids() => Directory.EnumerateDirectories(Threads).Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture));

    [DllImport("libc", EntryPoint = "sched_setscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetScheduler(int thread, int policy, ref int parameter);
}
