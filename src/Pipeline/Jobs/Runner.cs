using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Assay.Pipeline.Jobs;

/// <summary>The name under which a process runs jobs: machine, process, time of its start, and a number, should it have several runners.</summary>
public static class Runner
{
    /// <summary>A process's start is computed from the clock, which people correct.</summary>
    private static readonly TimeSpan Jitter = TimeSpan.FromSeconds(5);

    private static readonly string ThisProcess = Name(Process.GetCurrentProcess());
    private static int runners;

    public static string New() => string.Create(CultureInfo.InvariantCulture, $"{ThisProcess}/{Interlocked.Increment(ref runners)}");

    /// <summary>
    /// Whether the process is known to have ended, so that its jobs need not wait until their heartbeat is old. False when it
    /// is on another machine or cannot be asked.
    /// </summary>
    public static bool HasEnded(string name)
    {
        var parts = name.Split('/');
        if (parts.Length < 3 || parts[0] != Environment.MachineName
            || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(parts[2], CultureInfo.InvariantCulture, out var started))
            return false;
        try
        {
            using var process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime() - new DateTime(started, DateTimeKind.Utc) > Jitter;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // ended while being asked, or belongs to somebody else: let the heartbeat decide
            return false;
        }
    }

    private static string Name(Process process) =>
        string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{process.Id}/{process.StartTime.ToUniversalTime().Ticks}");
}
