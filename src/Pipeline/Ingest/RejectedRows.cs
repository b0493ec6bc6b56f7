using System.Globalization;
using System.Text;
using Assay.Formats;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Ingest;

/// <summary>The rows of an import that could not be taken, for people to mend.</summary>
internal static class RejectedRows
{
    private const int PageSize = 1000;

    public static IReadOnlyList<(long Ordinal, RejectedRow Row)> Page(Session session, long batchId, long after, int most) =>
        [.. session.Query<Stored>(
            """
            SELECT ordinal, line, column_name, position, reason, excerpt FROM rejected_row
            WHERE batch_id = @batchId AND ordinal > @after ORDER BY ordinal LIMIT @most
            """,
            new { batchId, after, most }).Select(row => (row.Ordinal, new RejectedRow(row.Line, row.ColumnName, (int?)row.Position, row.Reason, row.Excerpt)))];

    /// <summary>All of them as CSV, a page at a time.</summary>
    public static async Task WriteCsv(Db db, Batch batch, Stream to, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync("line,column,position,reason,excerpt".AsMemory(), cancel);
        long after = -1, written = 0;
        while (true)
        {
            var page = db.Read(session => Page(session, batch.Id, after, PageSize));
            foreach (var (ordinal, row) in page)
            {
                await writer.WriteLineAsync(Line(row.Line.ToString(CultureInfo.InvariantCulture), row.Column, row.Position, row.Reason, row.Excerpt).AsMemory(), cancel);
                after = ordinal;
                written++;
            }

            if (page.Count < PageSize)
                break;
        }

        if (written < batch.Rejected)
            await writer.WriteLineAsync(
                Line("", null, null, FormattableString.Invariant($"{batch.Rejected - written:N0} more rows were rejected; only the first {written:N0} are kept."), "").AsMemory(), cancel);
    }

    private static string Line(string line, string? column, int? position, string reason, string excerpt) =>
        string.Join(',', line, Quoted(column ?? ""), position?.ToString(CultureInfo.InvariantCulture), Quoted(reason), Quoted(excerpt));

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n ") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed record Stored
    {
        public long Ordinal { get; init; }
        public long Line { get; init; }
        public string? ColumnName { get; init; }
        public long? Position { get; init; }
        public string Reason { get; init; } = "";
        public string Excerpt { get; init; } = "";
    }
}
