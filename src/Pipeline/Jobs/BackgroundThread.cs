using System.Runtime.InteropServices;

namespace Assay.Pipeline.Jobs;

/// <summary>Computes for long on a thread of its own, after everybody else: the pool's threads are few, and people's requests wait for them and for the processors.</summary>
internal static class BackgroundThread
{
    /// <summary>A thread that is so nice gets a tenth of a processor that another wants.</summary>
    private const int Niceness = 10;

    /// <summary>Runs it; what it throws, the task throws.</summary>
    /// <param name="work">Should wait for nothing that others do at this priority.</param>
    /// <param name="stop">Before it has begun; from then on it is the work that looks.</param>
    public static Task<T> Run<T>(Func<T> work, CancellationToken stop) => Task.Factory.StartNew(
        () =>
        {
            Yield();
            return work();
        },
        stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Linux keeps a priority for each thread, which .NET does not set there. Where it is refused, the usual one stays.</summary>
    private static void Yield()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(which: 0, who: 0, Niceness);
        else
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
    }

    /// <summary>Of the thread that calls, with 0 and 0.</summary>
    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int niceness);
}
