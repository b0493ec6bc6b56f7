using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Assay.Model;

namespace Assay.Agreement;

/// <summary>
/// The votes with people left out: items that got the same number of votes for each category are of one kind, and counted. Coefficients that
/// treat people as interchangeable depend on the kinds alone, of which there are few however many items: 5 votes on 5 categories make 251.
/// </summary>
/// <remarks>Kinds come in an order that depends neither on that of the items nor on that of the people. Items without votes are left out.</remarks>
internal sealed class ItemKinds
{
    /// <summary>A table of counts by code stays in the fastest cache below this many cells.</summary>
    private const int MostCells = 1 << 16;

    private static readonly ConditionalWeakTable<Votes, ItemKinds> Found = [];

    private readonly List<int> start = [0], categories = [], counts = [], votes = [];
    private readonly List<long> items = [];

    private ItemKinds(int categoryCount) => Categories = categoryCount;

    /// <summary>Categories there are, used or not.</summary>
    public int Categories { get; }

    /// <summary>The number of kinds.</summary>
    public int Count => items.Count;

    /// <summary>How many items there are of each kind.</summary>
    public ReadOnlySpan<long> Items => CollectionsMarshal.AsSpan(items);

    /// <summary>How many votes an item of each kind has.</summary>
    public ReadOnlySpan<int> Votes => CollectionsMarshal.AsSpan(votes);

    /// <summary>The categories an item of the kind got, rising.</summary>
    public ReadOnlySpan<int> CategoriesOf(int kind) => CollectionsMarshal.AsSpan(categories)[start[kind]..start[kind + 1]];

    /// <summary>How many votes went to each of them.</summary>
    public ReadOnlySpan<int> CountsOf(int kind) => CollectionsMarshal.AsSpan(counts)[start[kind]..start[kind + 1]];

    /// <summary>The kinds of the items of these votes, found once for all coefficients.</summary>
    /// <exception cref="ArgumentException">Someone voted twice on an item.</exception>
    public static ItemKinds Of(Votes votes) => Found.GetValue(votes, Find);

    private static ItemKinds Find(Votes votes)
    {
        votes.RequireOneEach();
        var most = 0;
        for (var item = 0; item < votes.Items; item++) most = Math.Max(most, votes.CategoriesOf(item).Length);
        return Math.Pow(most + 1, votes.Categories) <= MostCells ? ByTable(votes, most)
            : Math.Pow(votes.Categories + 1.0, most) < long.MaxValue / 4 ? ByKey(votes)
            : OneByOne(votes);
    }

    /// <summary>Items of two categories, each kind given as the votes for the first, the votes for both, and how many items.</summary>
    public static ItemKinds OfTwo(IEnumerable<(int First, int Votes, long Items)> given)
    {
        var kinds = new ItemKinds(2);
        foreach (var (first, votes, items) in given.Order())
        {
            kinds.Say(0, first);
            kinds.Say(1, votes - first);
            kinds.Close(items);
        }
        return kinds;
    }

    // an item's code has one digit a category, which counts its votes: adding up places is all the work
    private static ItemKinds ByTable(Votes votes, int most)
    {
        var places = new int[votes.Categories];
        var cells = 1;
        for (var category = 0; category < places.Length; category++, cells *= most + 1) places[category] = cells;
        var half = votes.Items / 2;
        int[] found = new int[cells], other = new int[cells];
        if (votes.Count < 100_000) Count(0, votes.Items, found);
        else Parallel.Invoke(() => Count(0, half, found), () => Count(half, votes.Items, other));

        var kinds = new ItemKinds(votes.Categories);
        for (var cell = 1; cell < cells; cell++)
        {
            if (found[cell] + other[cell] is not (> 0 and var here)) continue;
            for (int category = 0, code = cell; code > 0; category++, code /= most + 1) kinds.Say(category, code % (most + 1));
            kinds.Close(here);
        }
        return kinds;

        void Count(int from, int to, int[] table)
        {
            for (var item = from; item < to; item++)
            {
                var code = 0;
                foreach (var category in votes.CategoriesOf(item)) code += places[category];
                table[code]++;
            }
        }
    }

    // an item's key is its categories in order, read as the digits of one number
    private static ItemKinds ByKey(Votes votes)
    {
        var found = new Dictionary<long, int>();
        var sorted = new List<int>();
        var radix = votes.Categories + 1L;
        for (var item = 0; item < votes.Items; item++)
        {
            long key = 0;
            foreach (var category in Sorted(votes, item, sorted)) key = key * radix + category + 1;
            if (key > 0) CollectionsMarshal.GetValueRefOrAddDefault(found, key, out _)++;
        }
        long[] keys = [.. found.Keys];
        Array.Sort(keys);
        var kinds = new ItemKinds(votes.Categories);
        foreach (var key in keys)
        {
            sorted.Clear();
            for (var rest = key; rest > 0; rest /= radix) sorted.Add((int)(rest % radix) - 1);
            sorted.Reverse();
            kinds.Add(CollectionsMarshal.AsSpan(sorted), found[key]);
        }
        return kinds;
    }

    // so many votes on so many categories that hardly two items are alike
    private static ItemKinds OneByOne(Votes votes)
    {
        var kinds = new ItemKinds(votes.Categories);
        var sorted = new List<int>();
        for (var item = 0; item < votes.Items; item++) kinds.Add(Sorted(votes, item, sorted), 1);
        return kinds;
    }

    private static Span<int> Sorted(Votes votes, int item, List<int> room)
    {
        room.Clear();
        room.AddRange(votes.CategoriesOf(item));
        var said = CollectionsMarshal.AsSpan(room);
        said.Sort();
        return said;
    }

    private void Add(ReadOnlySpan<int> sorted, int times)
    {
        if (sorted.IsEmpty) return;
        for (int i = 0, run; i < sorted.Length; i += run)
        {
            for (run = 1; i + run < sorted.Length && sorted[i + run] == sorted[i];) run++;
            Say(sorted[i], run);
        }
        Close(times);
    }

    private void Say(int category, int count)
    {
        if (count == 0) return;
        categories.Add(category);
        counts.Add(count);
    }

    private void Close(long times)
    {
        var total = 0;
        for (var i = start[^1]; i < counts.Count; i++) total += counts[i];
        votes.Add(total);
        items.Add(times);
        start.Add(categories.Count);
    }

    /// <summary>
    /// The kinds in an order that stays the same when categories are renamed, so that a seeded resample is the same too: by colours refined
    /// three times between kinds and categories (Weisfeiler and Leman 1968), which tell apart what the names alone told apart.
    /// </summary>
    /// <param name="fewest">Kinds with fewer votes are left out.</param>
    public int[] NamelessOrder(int fewest)
    {
        var colours = new ulong[Categories];
        var kinds = new ulong[Count];
        for (var round = 0; round < 3; round++)
        {
            var next = new ulong[Categories];
            for (var kind = 0; kind < Count; kind++)
            {
                if (votes[kind] < fewest) continue;
                var said = CategoriesOf(kind);
                var times = CountsOf(kind);
                ulong colour = 0;
                for (var i = 0; i < said.Length; i++) colour += Mix(colours[said[i]] + (ulong)times[i]);
                kinds[kind] = Mix(colour + (ulong)items[kind]);
                for (var i = 0; i < said.Length; i++) next[said[i]] += Mix(kinds[kind] + (ulong)times[i]) * (ulong)items[kind];
            }
            colours = next;
        }
        return [.. Enumerable.Range(0, Count).Where(kind => votes[kind] >= fewest).OrderBy(kind => kinds[kind])];
    }

    // the finaliser of SplitMix64
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
