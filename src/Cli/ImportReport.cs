using System.Globalization;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Jobs;

namespace Assay.Cli;

/// <summary>What became of the files, in words.</summary>
internal static class ImportReport
{
    /// <summary>Whether nothing of the file could be used, or it could not be read to its end.</summary>
    public static bool IsBad(ImportJob job) => job.State == JobState.Failed || (job.Rejected > 0 && job.Imported + job.Duplicates == 0);

    public static void Tell(IReadOnlyList<ImportJob> jobs, Output output)
    {
        foreach (var job in jobs)
        {
            output.Say($"{job.FileName}: {Count(job.Imported, job.Answers ? "answer" : "item")} imported{Also(job.Duplicates, "duplicate")}{Also(job.Rejected, IsMedia(job) ? "file" : "row", " rejected")}{End(job)}");
            foreach (var row in job.RejectedSample)
                output.Error.WriteLine(IsMedia(job)
                    ? $"{job.FileName}: {row.Excerpt}: {row.Reason}"
                    : $"{job.FileName}:{row.Line}: {(row.Column is null ? "" : $"{row.Column}: ")}{row.Reason}");
            if (job.Rejected > job.RejectedSample.Count)
                output.Error.WriteLine($"{job.FileName}: and {Number(job.Rejected - job.RejectedSample.Count)} more; --rejected DIR writes them all");
        }
    }

    /// <summary>Whether each row was a file, whose name says more than its number.</summary>
    private static bool IsMedia(ImportJob job) => job.Format == "media";

    private static string Also(long count, string noun, string what = "") => count == 0 ? "" : $", {Count(count, noun)}{what}";

    private static string Count(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string End(ImportJob job) => job.State switch
    {
        JobState.Completed => job.RowsPerSecond is { } speed && job.RowsRead >= 1000 ? string.Create(CultureInfo.InvariantCulture, $" ({speed:N0} rows/s)") : "",
        JobState.Cancelled => "; cancelled, the same command goes on from here",
        _ => $"; {job.State}: {job.Error}",
    };
}
