using System.Globalization;

namespace Assay.Benchmarks;

/// <summary>Prints figures as Markdown.</summary>
public sealed class Report(TextWriter to)
{
    /// <summary>Both, or the one that ASSAY_BENCH_ENGINE names.</summary>
    public static IReadOnlyList<string> Engines =>
        Environment.GetEnvironmentVariable("ASSAY_BENCH_ENGINE") is { Length: > 0 } one ? [one] : TestKit.TestDb.Engines;

    public void Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[^1].Trim();
        var memory = File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        to.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} × {model}, {long.Parse(memory, CultureInfo.InvariantCulture) / 1024 / 1024} GiB, .NET {Environment.Version}");
    }

    public void Heading(string text) => to.WriteLine($"\n## {text}\n");

    public void Table(params string[] columns)
    {
        to.WriteLine("| " + string.Join(" | ", columns) + " |");
        to.WriteLine("|" + string.Concat(columns.Select(_ => "---|")));
    }

    public void Row(params object[] cells)
    {
        to.WriteLine("| " + string.Join(" | ", cells.Select(cell => string.Create(CultureInfo.InvariantCulture, $"{cell}"))) + " |");
        to.Flush();
    }

    public void Note(string text) => to.WriteLine($"\n{text}");

    public static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static double Percentile(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
