namespace Assay.Dedup;

/// <summary>The Jaccard similarity of two items, from their elements.</summary>
internal sealed class PairLikeness(Func<ISets> open)
{
    private readonly ISets sets = open();
    private ulong[] first = [], second = [];
    private int held = -1, heldCount;

    /// <summary>0 to 1; 1 of two empty ones. The first item is remembered for the next call.</summary>
    public double Of(int one, int other)
    {
        if (held != one)
            (heldCount, held) = (Read(one, ref first), one);
        var count = Read(other, ref second);
        return Jaccard(first.AsSpan(0, heldCount), second.AsSpan(0, count));
    }

    /// <summary>Of two sorted sets without repeats.</summary>
    private static double Jaccard(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        var (a, b, both) = (0, 0, 0);
        while (a < one.Length && b < other.Length)
        {
            both += one[a] == other[b] ? 1 : 0;
            var (left, right) = (one[a], other[b]);
            a += left <= right ? 1 : 0;
            b += right <= left ? 1 : 0;
        }

        var all = one.Length + other.Length - both;
        return all == 0 ? 1 : both / (double)all;
    }

    /// <returns>How many different elements there are, sorted.</returns>
    private int Read(int item, ref ulong[] into)
    {
        var elements = sets.Of(item);
        if (into.Length < elements.Length)
            into = new ulong[Math.Max(elements.Length, into.Length * 2)];
        elements.CopyTo(into);
        var sorted = into.AsSpan(0, elements.Length);
        sorted.Sort();
        var count = 0;
        foreach (var element in sorted)
            if (count == 0 || element != sorted[count - 1])
                sorted[count++] = element;
        return count;
    }
}
