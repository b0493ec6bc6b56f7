namespace Assay.Formats;

/// <summary>
/// Reads a file row by row in flat memory. After each <see cref="Read"/> the current row is either good
/// (<see cref="Row"/> holds a JSON object) or rejected (<see cref="Rejected"/> says why).
/// </summary>
/// <remarks>
/// The bytes of <see cref="Row"/> live in the reader's buffer and change with the next <see cref="Read"/>. Not thread-safe.
/// A good row is valid UTF-8, one JSON object of at most 64 levels, without repeated property names, halves of surrogate pairs and NUL characters.
/// </remarks>
public abstract class RowReader : IDisposable
{
    /// <summary>Deepest nesting of a good row; the row itself is level 1.</summary>
    public const int MaxDepth = 64;

    private protected RowReader(RowSource source, ReadOptions options)
    {
        Source = source;
        RowsBefore = options.After.Row;
        after = options.After;
    }

    private readonly RowPosition after;
    private bool ended;

    private protected RowSource Source { get; }
    private long RowsBefore { get; set; }

    /// <summary>The current row as a JSON object in UTF-8, valid until the next <see cref="Read"/>; empty when it was rejected.</summary>
    public ReadOnlyMemory<byte> Row { get; private protected set; }

    /// <summary>Why the current row is rejected; null when it is good.</summary>
    public RejectedRow? Rejected { get; private set; }

    /// <summary>Line of the file, from 1, on which the current row starts.</summary>
    public long Line { get; private protected set; }

    /// <summary>The place after the current row: store it with the row's effects, and hand it to <see cref="ReadOptions.After"/>
    /// to go on from here.</summary>
    /// <remarks>After a rejection that ends the reading (an array never closed, damaged gzip) the offset is one beyond the bytes read,
    /// so that going on from there does not report it again.</remarks>
    public RowPosition Position => new(RowsBefore, Source.LinesAfterRow, Source.OffsetAfterRow + (ended ? 1 : 0));

    /// <summary>Bytes taken from the file as it lies on disk (compressed when it is): progress against its length.</summary>
    public long BytesRead => Source.Compressed ? Source.RawBytes : Source.OffsetAfterRow;

    /// <summary>True when the file was gzip.</summary>
    public bool Compressed => Source.Compressed;

    /// <summary>Columns every row has, when the format knows them before the first row (CSV, TSV, text); else null.</summary>
    public virtual IReadOnlyList<string>? Columns => null;

    /// <summary>Remarks on the file as a whole, such as renamed columns; complete once the first row was read.</summary>
    public virtual IReadOnlyList<string> Warnings => [];

    /// <summary>Goes to the next row, good or rejected; false at the end of the file.</summary>
    /// <exception cref="UnreadableFile">A gzip file grew over <see cref="ReadOptions.MaxExpandedBytes"/>.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop; the reader can be disposed only.</exception>
    public bool Read(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        Row = default;
        Rejected = null;
        if (ended || !Next(cancellation))
            return false;
        RowsBefore++;
        return true;
    }

    /// <summary>Sets <see cref="Line"/> and either <see cref="Row"/> or, by <see cref="Reject"/>, the rejection.</summary>
    private protected abstract bool Next(CancellationToken cancellation);

    private protected bool Reject(ReadOnlySpan<byte> row, RowFault fault)
    {
        int? position = null;
        var reason = fault.Reason;
        if (fault.Index >= 0)
        {
            var before = row[..Math.Min(fault.Index, row.Length)];
            var newline = before.LastIndexOf(Source.Newline);
            var character = Utf8Text.CountCharacters(before[(newline + 1)..]) + 1;
            if (newline < 0)
                position = character;
            else
                reason += FormattableString.Invariant($" (Line {Line + before.Count(Source.Newline)}, character {character}.)");
        }
        Rejected = new RejectedRow(Line, fault.Column, position, reason, Excerpt.Of(row, Math.Max(fault.Index, 0)));
        return true;
    }

    /// <summary>Gzip data broke off: one last rejected row says so, with what there is of the row it broke.</summary>
    private protected bool RejectDamage(ReadOnlySpan<byte> row = default) =>
        Source.Damage is { } damage && RejectRest(row, new RowFault(damage));

    /// <summary>Rejects what is left of the file; nothing is read after it.</summary>
    private protected bool RejectRest(ReadOnlySpan<byte> row, RowFault fault)
    {
        ended = true;
        return Reject(row, fault);
    }

    /// <summary>To be called at the end of construction, when what stands before the rows has been read.</summary>
    private protected void GoOn() => ended = Source.GoTo(after);

    private protected static string TooLong(long bytes, int limit) => FormattableString.Invariant(
        $"This row has {bytes:N0} bytes; at most {limit:N0} are read. Shorten it, or raise the limit.");

    public void Dispose()
    {
        Row = default;
        Source.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>What is wrong with a row, before it is told with line and excerpt. Index is a byte of the row, or -1.</summary>
internal sealed record RowFault(string Reason, int Index = -1, string? Column = null);
