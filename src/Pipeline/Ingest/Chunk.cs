using System.Runtime.InteropServices;
using Assay.Dedup;
using Assay.Formats;

namespace Assay.Pipeline.Ingest;

/// <summary>
/// Rows that are committed together, read and checked but not yet in the database. Filled by the reading thread, then read by the
/// writer, perhaps twice (a transaction may be repeated), then emptied and filled again.
/// </summary>
internal sealed class Chunk
{
    /// <summary>Together with the number of chunks under way it bounds the memory of an import.</summary>
    public const int MostBytes = 8 << 20;

    private readonly List<Row> rows = [];
    private readonly List<RejectedRow> rejected = [];
    private readonly List<long> high = [];
    private readonly List<long> low = [];
    private readonly Dictionary<ContentHash, int> first = [];
    private byte[] data = new byte[256 << 10];
    private int used;

    public ReadOnlySpan<Row> Rows => CollectionsMarshal.AsSpan(rows);

    public IReadOnlyList<RejectedRow> Rejected => rejected;

    /// <summary>Content hashes of the rows; empty when duplicates are kept.</summary>
    public ReadOnlySpan<long> High => CollectionsMarshal.AsSpan(high);

    public ReadOnlySpan<long> Low => CollectionsMarshal.AsSpan(low);

    /// <summary>Where the next chunk begins in the file.</summary>
    public RowPosition After { get; private set; }

    public long BytesRead { get; private set; }

    /// <summary>Good and bad rows.</summary>
    public int Count => rows.Count + rejected.Count;

    public bool HoldsMany(int most) => Count >= most || used >= MostBytes;

    public ReadOnlySpan<byte> Data(in Row row) => data.AsSpan(row.Start, row.Length);

    public void Clear()
    {
        rows.Clear();
        rejected.Clear();
        high.Clear();
        low.Clear();
        first.Clear();
        used = 0;
        if (data.Length > 2 * MostBytes)
            data = new byte[256 << 10];
    }

    public void Add(ReadOnlySpan<byte> item, long line, long rank, ContentHash? hash)
    {
        if (data.Length - used < item.Length)
            Array.Resize(ref data, (int)Math.Max(Math.Min(2L * data.Length, Array.MaxLength), (long)used + item.Length));
        item.CopyTo(data.AsSpan(used));
        var earlier = -1;
        if (hash is { } key)
        {
            high.Add(key.High);
            low.Add(key.Low);
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(first, key, out var exists);
            if (exists)
                earlier = known;
            else
                known = rows.Count;
        }

        rows.Add(new Row(used, item.Length, line, rank, earlier));
        used += item.Length;
    }

    public void Reject(RejectedRow row) => rejected.Add(row);

    public void EndAt(RowPosition position, long bytesRead) => (After, BytesRead) = (position, bytesRead);

    /// <param name="Start">Where the item's JSON begins in the chunk's bytes.</param>
    /// <param name="Length">How many bytes it has.</param>
    /// <param name="Line">Its line in the file.</param>
    /// <param name="Rank">The place in the queue.</param>
    /// <param name="Earlier">The place in the chunk of the first row with the same content, or -1.</param>
    public readonly record struct Row(int Start, int Length, long Line, long Rank, int Earlier);
}
