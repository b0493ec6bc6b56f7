using Assay.Formats;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Ingest;

/// <summary>One imported file and how much of it is in the database. It has the id of its import job.</summary>
public sealed record Batch
{
    public long Id { get; init; }

    public long ProjectId { get; init; }

    public string? UploadId { get; init; }

    public string FileName { get; init; } = "";

    public string Format { get; init; } = "";

    public long BytesTotal { get; init; }

    public long BytesRead { get; init; }

    /// <summary>Where reading goes on; null when nothing was read yet.</summary>
    public string? ResumeAt { get; init; }

    public long RowsRead { get; init; }

    public long Imported { get; init; }

    public long Duplicates { get; init; }

    public long Rejected { get; init; }

    /// <summary>Milliseconds spent importing, over all runs.</summary>
    public long RanMs { get; init; }

    /// <summary>All tasks of the batch have ids from here …</summary>
    public long? FirstTask { get; init; }

    /// <summary>… to here; so may tasks of batches imported at the same time.</summary>
    public long? LastTask { get; init; }

    public long? UndoJobId { get; init; }

    public RowPosition Position => ResumeAt is null ? default : Parse(ResumeAt);

    public static Batch Get(Session session, long id) =>
        session.OneOrNone<Batch>("SELECT * FROM batch WHERE id = @id", new { id }) ?? throw new NotFound($"There is no import {id}.");

    internal static string Write(RowPosition position) => FormattableString.Invariant($"{position.Row} {position.Line} {position.Offset}");

    private static RowPosition Parse(string text)
    {
        var numbers = text.Split(' ').Select(part => long.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return new RowPosition(numbers[0], numbers[1], numbers[2]);
    }
}
