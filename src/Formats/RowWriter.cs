using System.Buffers;

namespace Assay.Formats;

/// <summary>
/// Writes rows of the same columns to a stream, one pass, in flat memory. The same columns and values give the same bytes on every machine.
/// </summary>
/// <remarks>The stream stays the caller's: it is neither closed nor, before <see cref="Complete"/>, sure to hold every row.</remarks>
public abstract class RowWriter
{
    private const int FlushBytes = 64 * 1024;

    private readonly Stream stream;

    private protected RowWriter(Stream stream, IReadOnlyList<string> columns)
    {
        if (columns.Count == 0)
            throw new ArgumentException("At least one column is needed.", nameof(columns));
        if (columns.Distinct(StringComparer.Ordinal).Count() != columns.Count)
            throw new ArgumentException("Each column name may occur once.", nameof(columns));
        this.stream = stream;
        Columns = columns;
    }

    private protected ArrayBufferWriter<byte> Buffer { get; } = new(FlushBytes * 2);

    /// <summary>Names of the columns, in the order of the cells.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Adds a row: one cell for each column.</summary>
    /// <exception cref="ArgumentException">There are more or fewer cells than columns.</exception>
    public ValueTask Write(IReadOnlyList<Cell> cells, CancellationToken cancellation = default)
    {
        if (cells.Count != Columns.Count)
            throw new ArgumentException($"{cells.Count} cells for {Columns.Count} columns.", nameof(cells));
        Append(cells);
        return Buffer.WrittenCount < FlushBytes ? ValueTask.CompletedTask : Flush(cancellation);
    }

    /// <summary>Hands everything written so far to the stream, and flushes it. To be called once after the last row.</summary>
    public async ValueTask Complete(CancellationToken cancellation = default)
    {
        await Flush(cancellation).ConfigureAwait(false);
        await stream.FlushAsync(cancellation).ConfigureAwait(false);
    }

    private protected abstract void Append(IReadOnlyList<Cell> cells);

    private async ValueTask Flush(CancellationToken cancellation)
    {
        await stream.WriteAsync(Buffer.WrittenMemory, cancellation).ConfigureAwait(false);
        Buffer.ResetWrittenCount();
    }
}
