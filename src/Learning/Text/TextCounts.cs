namespace Assay.Learning.Text;

/// <summary>In how many texts each feature is. A part of the hash decides the table, so that several threads count side by side and the result is the same with any number of them.</summary>
internal sealed class TextCounts
{
    public const int Tables = 16;

    /// <summary>Beyond so many features a table forgets the rarest.</summary>
    private const int Most = 1 << 20;

    private readonly Table[] tables = [.. Enumerable.Range(0, Tables).Select(_ => new Table())];

    public static int TableOf(ulong hash) => (int)(hash >> 2) & (Tables - 1);

    /// <summary>Counts a feature once a text.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="hash">The feature.</param>
    /// <param name="text">The text's number, from 1; texts come one after the other.</param>
    public void Add(int table, ulong hash, int text) => tables[table].Add(hash, text);

    /// <summary>The features of at least so many texts, words before parts of words, those of many texts first.</summary>
    public (ulong[] Hashes, int[] Texts) Best(int atLeast, int atMost)
    {
        Entry[] kept = [.. tables.SelectMany(table => table.Entries).Where(entry => entry.Texts >= atLeast)];
        if (kept.Length > atMost)
        {
            Array.Sort(Array.ConvertAll(kept, entry => Order(entry, parts: 0)), kept);
            Array.Resize(ref kept, atMost);
        }

        Array.Sort(Array.ConvertAll(kept, entry => Order(entry, entry.Hash & 1)), kept);
        return (Array.ConvertAll(kept, entry => entry.Hash), Array.ConvertAll(kept, entry => entry.Texts));
    }

    /// <summary>Parts of words last, then by texts, then by hash.</summary>
    private static ulong Order(in Entry entry, ulong parts) => (parts << 63) | ((ulong)(int.MaxValue - entry.Texts) << 32) | (entry.Hash >> 32);

    private sealed class Table
    {
        private Entry[] entries = new Entry[1 << 10];
        private int count;

        public IEnumerable<Entry> Entries => entries.Where(entry => entry.Hash != 0);

        public void Add(ulong hash, int text)
        {
            ref var entry = ref Place(hash);
            if (entry.Last == text)
                return;
            entry.Last = text;
            entry.Texts++;
        }

        private ref Entry Place(ulong hash)
        {
            if (count * 2 >= entries.Length)
                MakeRoom();
            var mask = entries.Length - 1;
            for (var at = (int)(hash >> 32) & mask; ; at = (at + 1) & mask)
            {
                ref var entry = ref entries[at];
                if (entry.Hash == hash)
                    return ref entry;
                if (entry.Hash != 0)
                    continue;
                count++;
                entry.Hash = hash;
                return ref entry;
            }
        }

        private void MakeRoom()
        {
            var old = entries;
            var forget = 0;
            if (count >= Most)
                while (old.Count(entry => entry.Texts > forget) > Most / 2)
                    forget++;
            (entries, count) = (new Entry[count >= Most ? old.Length : old.Length * 2], 0);
            foreach (var entry in old)
                if (entry.Texts > forget)
                    Place(entry.Hash) = entry;
        }
    }

    internal struct Entry
    {
        public ulong Hash;
        public int Texts;
        public int Last;
    }
}
