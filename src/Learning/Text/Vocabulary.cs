namespace Assay.Learning.Text;

/// <summary>From the hash of a feature to its column, by open addressing. 0 is no hash.</summary>
internal sealed class Vocabulary
{
    private Entry[] entries;
    private int mask;

    public Vocabulary(int expected)
    {
        var size = 16;
        while (size < expected * 2L)
            size *= 2;
        entries = new Entry[size];
        mask = size - 1;
    }

    public int Count { get; private set; }

    /// <summary>The number of a feature, or −1.</summary>
    public int Of(ulong hash)
    {
        var table = entries;
        for (var at = (int)(hash >> 32) & mask; ; at = (at + 1) & mask)
        {
            ref readonly var entry = ref table[at];
            if (entry.Hash == hash)
                return entry.Number;
            if (entry.Hash == 0)
                return -1;
        }
    }

    /// <summary>The place of a feature's number, 0 for a new one; valid until the next call.</summary>
    public ref int At(ulong hash)
    {
        if (Count * 2 >= entries.Length)
            Grow();
        for (var at = (int)(hash >> 32) & mask; ; at = (at + 1) & mask)
        {
            ref var entry = ref entries[at];
            if (entry.Hash == hash)
                return ref entry.Number;
            if (entry.Hash != 0)
                continue;
            Count++;
            entry.Hash = hash;
            return ref entry.Number;
        }
    }

    private void Grow()
    {
        var old = entries;
        (entries, Count) = (new Entry[old.Length * 2], 0);
        mask = entries.Length - 1;
        foreach (var entry in old)
            if (entry.Hash != 0)
                At(entry.Hash) = entry.Number;
    }

    private struct Entry
    {
        public ulong Hash;
        public int Number;
    }
}
