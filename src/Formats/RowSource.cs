using System.Buffers;

namespace Assay.Formats;

/// <summary>Finds where a row ends, over bytes that arrive in pieces: keeps its state from piece to piece.</summary>
internal interface IRowScanner
{
    /// <summary>How many of these bytes still belong to the row (its line end included), or -1 when the row goes on beyond them.</summary>
    int Scan(ReadOnlySpan<byte> fresh);
}

/// <summary>One row cut from the file.</summary>
/// <param name="Bytes">The row with its line end; for a row over the limit only its beginning.</param>
/// <param name="Length">Length of the row, also of one over the limit.</param>
/// <param name="Complete">False when the file ended before the row did.</param>
internal readonly record struct RowCut(ReadOnlyMemory<byte> Bytes, long Length, bool Complete)
{
    public bool TooLong => Length > Bytes.Length;
}

/// <summary>
/// The bytes of a file in one pooled buffer, cut into rows. A row within the limit is handed out whole and in place; of a longer one
/// only the beginning is kept while the rest runs through, so memory stays flat whatever the file holds.
/// </summary>
internal sealed class RowSource : IDisposable
{
    private const int ReadSize = 256 * 1024;
    private const int KeptOfLongRow = 1024;

    private readonly FileStreamSource file;
    private readonly int maxRow;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
    private int start, end, held;
    private long offset, lines, heldLines;
    private bool atEnd;

    public RowSource(Stream stream, ReadOptions options)
    {
        file = new FileStreamSource(stream, options.MaxExpandedBytes);
        maxRow = Math.Clamp(options.MaxRowBytes, 1024, 1_000_000_000);
        try
        {
            while (end < FileSignature.HeadBytes && Fill()) { }
            // the same head however the stream cuts its reads, so that a file is always judged alike
            var head = Unread[..Math.Min(Unread.Length, FileSignature.HeadBytes)];
            FileSignature.Check(head);
            // files of the classic Mac, and of some spreadsheets still, end lines with CR alone
            Newline = head.Contains((byte)'\n') || !head.Contains((byte)'\r') ? (byte)'\n' : (byte)'\r';
            if (head.StartsWith("\uFEFF"u8))
                Take(3);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public byte Newline { get; }
    public int MaxRow => maxRow;

    /// <summary>Why the gzip data ended early; null when it did not.</summary>
    public string? Damage { get; private set; }

    public bool Compressed => file.Compressed;
    public long RawBytes => file.RawBytes;
    public long OffsetAfterRow => offset + held;
    public long LinesAfterRow => lines + heldLines;
    public ReadOnlySpan<byte> Unread => buffer.AsSpan(start + held, end - start - held);

    /// <summary>Makes at least one more byte available; false at the end of the file.</summary>
    public bool Fill()
    {
        if (atEnd)
            return false;
        Release();
        if (start > 0 && end == buffer.Length)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }
        if (end == buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(0, end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        try
        {
            var read = file.Read(buffer.AsSpan(end, Math.Min(buffer.Length - end, ReadSize)));
            end += read;
            atEnd = read == 0;
        }
        catch (InvalidDataException e) when (Compressed)
        {
            Damage = $"The gzip data is damaged or cut off here ({e.Message.TrimEnd('.')}). The rows before are kept; the rest cannot be read.";
            atEnd = true;
        }
        return !atEnd;
    }

    /// <summary>Passes over bytes that belong to no row.</summary>
    public void Take(int count)
    {
        Release();
        lines += buffer.AsSpan(start, count).Count(Newline);
        start += count;
        offset += count;
    }

    /// <summary>Passes over all the rest of the file.</summary>
    public void TakeAll(CancellationToken cancellation)
    {
        do
        {
            cancellation.ThrowIfCancellationRequested();
            Take(Unread.Length);
        }
        while (Fill());
    }

    /// <summary>Cuts the row that starts at the first unread byte; null at the end of the file. The row stays valid until the next call.</summary>
    public RowCut? Cut<TScanner>(ref TScanner scanner, CancellationToken cancellation) where TScanner : struct, IRowScanner
    {
        Release();
        var scanned = 0;
        while (true)
        {
            var found = scanner.Scan(Unread[scanned..]);
            var length = found < 0 ? Unread.Length : scanned + found;
            if (length > maxRow)
                return CutLong(ref scanner, length, found >= 0, cancellation);
            if (found >= 0)
                return Hold(length, true);
            scanned = length;
            cancellation.ThrowIfCancellationRequested();
            if (!Fill())
                return scanned == 0 ? null : Hold(scanned, false);
        }
    }

    private RowCut Hold(int length, bool complete)
    {
        held = length;
        heldLines = buffer.AsSpan(start, length).Count(Newline);
        return new RowCut(buffer.AsMemory(start, length), length, complete);
    }

    private RowCut CutLong<TScanner>(ref TScanner scanner, int length, bool found, CancellationToken cancellation)
        where TScanner : struct, IRowScanner
    {
        var kept = Unread[..KeptOfLongRow].ToArray();
        long total = length;
        Take(length);
        while (!found && Fill())
        {
            cancellation.ThrowIfCancellationRequested();
            var more = scanner.Scan(Unread);
            found = more >= 0;
            var count = found ? more : Unread.Length;
            Take(count);
            total += count;
        }
        return new RowCut(kept, total, found);
    }

    /// <summary>Goes forward to a place of an earlier reading.</summary>
    /// <returns>True when that reading had come to its end: the place is one beyond the last byte.</returns>
    public bool GoTo(RowPosition position)
    {
        Release();
        if (position.Offset <= offset)
            return false;
        var missing = position.Offset - offset;
        if (missing > end - start && file.TrySkip(missing - (end - start)))
            Drop(end - start, position);
        while (offset < position.Offset)
        {
            if (end == start && !Fill())
            {
                if (offset == position.Offset - 1)
                    return true;
                throw new UnreadableFile(
                    $"The file has only {offset} bytes, but reading is to go on at byte {position.Offset}: it is not the file that was read before.");
            }
            var count = (int)Math.Min(position.Offset - offset, end - start);
            start += count;
            offset += count;
        }
        lines = position.Line;
        return false;
    }

    private void Drop(int count, RowPosition position)
    {
        start += count;
        offset = position.Offset;
    }

    private void Release()
    {
        start += held;
        offset += held;
        lines += heldLines;
        held = 0;
        heldLines = 0;
    }

    public void Dispose()
    {
        file.Dispose();
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        start = end = held = 0;
        atEnd = true;
    }
}
