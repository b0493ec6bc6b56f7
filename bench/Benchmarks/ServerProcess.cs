using System.Diagnostics;
using System.Globalization;

namespace Assay.Benchmarks;

/// <summary>The real program (assay serve), a process of its own; killed when disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>The kernel's high-water mark of resident memory (VmHWM).</summary>
    public long PeakMemory
    {
        get
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").First(each => each.StartsWith("VmHWM:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <summary>Of all processors together.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it over a data folder, and a PostgreSQL database or none; returns when it answers.</summary>
    public static ServerProcess Start(string folder, string? database = null)
    {
        string[] where = database is null ? ["--data", folder] : ["--data", folder, "--db", database];
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Assay.Cli.dll"), "serve", .. where, "--port", "0"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment.Remove(LoadClient.InlineCompletions);
        var process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
            if (line.StartsWith("Assay is at ", StringComparison.Ordinal))
                return new ServerProcess(process, new Uri(line["Assay is at ".Length..]));
        throw new InvalidOperationException("The server did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
