using System.Globalization;
using System.Runtime.InteropServices;

namespace Assay.Pipeline.ActiveLearning.Work;

/// <summary>
/// Rests of a thread that computes for long: every millisecond it lets go of its processor for a moment. On a machine of two processors the policy of <see cref="LastPriority"/> is not enough: who wakes up
/// on the processor of such a thread has it at once, but who waits on the other one is fetched over only by a processor with nothing to do, which this one never is.
/// </summary>
/// <remarks>
/// A timer sends the thread a signal of its own, whose handler is a function of the C library, usleep, with the number of the signal as its microseconds: no managed code runs in a handler. See
/// timer_create(2) and signal-safety(7). The structures are those of 64-bit glibc and musl.
/// </remarks>
internal sealed class ShortRests : IDisposable
{
    /// <summary>Free of those that the C library (32 and 33) and .NET (34) use, and how many microseconds a rest takes at least.</summary>
    private const int Signal = 50;

    private const long Between = 1_000_000;

    private const int MonotonicClock = 1, ToThread = 4, Restarted = 0x1000_0000;

    private static readonly Lazy<bool> IsHeard = new(Hear);

    private readonly nint timer;

    private ShortRests(nint timer) => this.timer = timer;

    /// <summary>Whether this machine is one on which they help.</summary>
    public static bool AreWanted { get; } = Environment.ProcessorCount == 2;

    /// <summary>Rests of the thread that calls, until they are disposed of; null where the system has none.</summary>
    public static ShortRests? Begin()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            return null;
        try
        {
            return IsHeard.Value ? Started() : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // glibc before 2.34 has timers elsewhere
        }
    }

    public void Dispose() => _ = TimerDelete(timer);

    private static ShortRests? Started()
    {
        if (ThreadId() is not { } thread)
            return null;
        var aim = new SignalEvent { Signal = Signal, How = ToThread, Thread = thread };
        if (TimerCreate(MonotonicClock, in aim, out var timer) != 0)
            return null;
        var rests = new ShortRests(timer);
        if (TimerSet(timer, 0, new Interval { NextNanoseconds = Between, FirstNanoseconds = Between }, 0) == 0)
            return rests;
        rests.Dispose();
        return null;
    }

    /// <summary>proc(5): the link is to process/task/thread. Null where the system does not tell.</summary>
    private static int? ThreadId() =>
        int.TryParse(Path.GetFileName(new FileInfo("/proc/thread-self").LinkTarget), NumberStyles.None, CultureInfo.InvariantCulture, out var thread) ? thread : null;

    private static bool Hear()
    {
        if (!NativeLibrary.TryLoad("libc", typeof(ShortRests).Assembly, DllImportSearchPath.SafeDirectories, out var library) || !NativeLibrary.TryGetExport(library, "usleep", out var sleep))
            return false;

        // a signal that came during a rest would end it, and change errno under whoever is just reading it
        var action = new SignalAction { Handler = sleep, Blocked = ulong.MaxValue, Flags = Restarted };
        return SignalAct(Signal, in action, 0) == 0;
    }

    [DllImport("libc", EntryPoint = "sigaction")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SignalAct(int signal, in SignalAction action, nint old);

    [DllImport("libc", EntryPoint = "timer_create")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int TimerCreate(int clock, in SignalEvent aim, out nint timer);

    [DllImport("libc", EntryPoint = "timer_settime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int TimerSet(nint timer, int flags, in Interval interval, nint old);

    [DllImport("libc", EntryPoint = "timer_delete")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int TimerDelete(nint timer);

    /// <summary>struct sigaction, 152 bytes: the handler, the signals that wait meanwhile, and flags; the C library fills in the rest.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 152)]
    private struct SignalAction
    {
        [FieldOffset(0)]
        public nint Handler;

        [FieldOffset(8)]
        public ulong Blocked;

        [FieldOffset(136)]
        public int Flags;
    }

    /// <summary>struct sigevent, 64 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct SignalEvent
    {
        [FieldOffset(8)]
        public int Signal;

        [FieldOffset(12)]
        public int How;

        [FieldOffset(16)]
        public int Thread;
    }

    /// <summary>struct itimerspec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Interval
    {
        public long NextSeconds, NextNanoseconds, FirstSeconds, FirstNanoseconds;
    }
}
