using System.Globalization;
using System.Text;
using Assay.Formats;
using Assay.Pipeline.Database;
using ColumnKind = Assay.Pipeline.Database.ColumnKind;

namespace Assay.Pipeline.Ingest;

/// <summary>The rows of an import that could not be taken, for people to mend.</summary>
internal static class RejectedRows
{
    /// <summary>Rejected rows stored of one batch; further ones are counted.</summary>
    public const int MostKept = 100_000;

    private const int PageSize = 1000;

    /// <summary>Adds rows to those the batch counts already, in the transaction that will count these too.</summary>
    public static void Add(Session session, long batchId, IReadOnlyList<RejectedRow> rejected)
    {
        if (rejected.Count == 0)
            return;
        var ordinal = session.One<long>("SELECT rejected FROM batch WHERE id = @batchId", new { batchId });
        if (ordinal >= MostKept)
            return;
        using var writer = session.Dialect.BulkInsert(
            session, "rejected_row",
            new Column("batch_id", ColumnKind.Number), new Column("ordinal", ColumnKind.Number), new Column("line", ColumnKind.Number),
            new Column("column_name", ColumnKind.Text), new Column("position", ColumnKind.Number), new Column("reason", ColumnKind.Text),
            new Column("excerpt", ColumnKind.Text));
        foreach (var row in rejected)
        {
            if (ordinal == MostKept)
                break;
            writer.Write(batchId);
            writer.Write(ordinal++);
            writer.Write(row.Line);
            writer.Write(Storable(row.Column));
            if (row.Position is { } position)
                writer.Write((long)position);
            else
                writer.WriteNull();
            writer.Write(Storable(row.Reason));
            writer.Write(Storable(row.Excerpt));
            writer.EndRow();
        }

        writer.Complete();
    }

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

    /// <summary>PostgreSQL's text holds neither NUL nor half a surrogate pair, and a report of a broken row may quote them.</summary>
    private static string? Storable(string? text)
    {
        if (text is null)
            return null;
        var whole = text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD) ? string.Concat(text.EnumerateRunes()) : text;
        return whole.Replace('\0', '\uFFFD');
    }

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
