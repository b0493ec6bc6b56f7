namespace Assay.Sampling.Choosing;

/// <summary>Takes items from the best score down until the budget is spent, without sorting more than are taken.</summary>
internal static class Ranking
{
    private const int FewestKept = 1024;

    /// <param name="scores">One an item, no NaN; of equal ones the seed decides.</param>
    /// <param name="basket">Filled.</param>
    /// <param name="seed">Settles ties.</param>
    /// <param name="cancel">Stops the work.</param>
    public static void Fill(ReadOnlySpan<float> scores, Basket basket, ulong seed, CancellationToken cancel)
    {
        var order = new SeededOrder(seed);
        var keep = Math.Min(scores.Length, Math.Max(FewestKept, basket.Wanted));
        while (!basket.IsFull)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var item in Best(scores, keep, order))
                basket.Take(item);
            if (keep == scores.Length)
                return;
            // those kept were too dear or near duplicates: look further down
            keep = (int)Math.Min(scores.Length, 4L * keep);
        }
    }

    /// <summary>So many items, the best first; all when there are no more.</summary>
    public static ReadOnlySpan<int> Top(ReadOnlySpan<float> scores, int count, ulong seed) => Best(scores, Math.Min(count, scores.Length), new SeededOrder(seed));

    /// <summary>The best so many, in order. Twice as many are held; when these are full the worse half goes, and what is no better need not be looked at.</summary>
    private static ReadOnlySpan<int> Best(ReadOnlySpan<float> scores, int keep, SeededOrder order)
    {
        var room = (int)Math.Min(scores.Length, 2L * keep);
        var (keys, items) = (new ulong[room], new int[room]);
        var (held, worst, floor) = (0, ulong.MaxValue, float.NegativeInfinity);
        for (var item = 0; item < scores.Length; item++)
        {
            if (scores[item] < floor)
                continue;
            var key = Key(scores[item], order.Of(item));
            if (key > worst)
                continue;
            if (held == room)
            {
                Array.Sort(keys, items, 0, held);
                held = keep;
                (worst, floor) = (keys[held - 1], scores[items[held - 1]]);
                if (key > worst)
                    continue;
            }

            (keys[held], items[held++]) = (key, item);
        }

        Array.Sort(keys, items, 0, held);
        return items.AsSpan(0, Math.Min(held, keep));
    }

    /// <summary>The smaller, the better: by score, then by the seeded order.</summary>
    private static ulong Key(float score, uint place)
    {
        // adding 0 makes one zero of the two; the bits of numbers of either sign rise with them after this
        var bits = BitConverter.SingleToUInt32Bits(score + 0f);
        var rising = (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
        return ~(((ulong)rising << 32) | place);
    }
}
