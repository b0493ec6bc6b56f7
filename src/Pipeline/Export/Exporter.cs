using Assay.Formats;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Export;

/// <param name="Format">jsonl or csv.</param>
/// <param name="Annotations">Every answer of every person beside the final label.</param>
/// <param name="OnlyDecided">Leave out tasks without a final label.</param>
/// <param name="GuardFormulas">For CSV that people open in a spreadsheet; it changes texts that look like formulas.</param>
public sealed record ExportOptions(string Format = "jsonl", bool Annotations = false, bool OnlyDecided = true, bool GuardFormulas = false);

/// <summary>
/// Writes a project's labels with their provenance, by task id, in flat memory, as of one moment. The same data gives the same bytes:
/// nothing of the export itself (its time, its number) is in it.
/// </summary>
public sealed class Exporter(Db db)
{
    public static IReadOnlyList<string> Formats { get; } = ["jsonl", "csv"];

    /// <summary>Writes the file; the stream stays open.</summary>
    /// <returns>The number of rows.</returns>
    /// <exception cref="Invalid">There is no such format.</exception>
    public async Task<long> Write(long projectId, ExportOptions options, Stream stream, CancellationToken cancellation)
    {
        if (!Formats.Contains(options.Format))
            throw new Invalid("format", "known", $"There is no export format \"{options.Format}\"; there are {string.Join(", ", Formats)}.");
        using var session = db.Snapshot();
        var settings = ProjectSettings.Load(session, projectId);
        var rows = new ExportRows(session, projectId, options);
        var layout = options.Format == "csv"
            ? ExportLayout.Flat(settings.Schema, DataColumns.Of(rows), options.Annotations)
            : ExportLayout.Nested(options.Annotations);
        var writer = ((IWritableFormat)DatasetFormats.Find(options.Format)!).Create(stream, layout.Columns, new WriteOptions { GuardFormulas = options.GuardFormulas });
        var written = 0L;
        foreach (var row in rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            await writer.Write(layout.Cells(row), cancellation);
            written++;
        }

        await writer.Complete(cancellation);
        return written;
    }
}
