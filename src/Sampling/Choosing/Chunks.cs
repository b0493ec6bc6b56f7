namespace Assay.Sampling.Choosing;

/// <summary>Work on runs of items, on all cores. How items are divided does not depend on the number of cores, so neither do results.</summary>
internal static class Chunks
{
    /// <summary>Items in a run: few enough to spread evenly, many enough to pay for handing them out.</summary>
    public const int Size = 2048;

    public static int Of(int count) => (count + Size - 1) / Size;

    /// <param name="count">How many items.</param>
    /// <param name="work">First item, and the one after the last.</param>
    /// <param name="effort">How much it may take, and until when.</param>
    public static void Each(int count, Action<int, int> work, Effort effort)
    {
        if (count <= Size)
        {
            effort.ThrowIfCancellationRequested();
            if (count > 0)
                work(0, count);
            return;
        }

        Parallel.For(0, Of(count), effort.Parallel, chunk => work(chunk * Size, Math.Min(count, (chunk + 1) * Size)));
    }

    /// <summary>The first item at fault over all runs.</summary>
    /// <param name="count">How many items.</param>
    /// <param name="work">Gives the first item at fault of its run, or −1.</param>
    /// <param name="effort">How much it may take, and until when.</param>
    /// <returns>−1 when there is none.</returns>
    public static int FirstFault(int count, Func<int, int, int> work, Effort effort)
    {
        var first = int.MaxValue;
        var gate = new Lock();
        Each(
            count,
            (from, to) =>
            {
                if (work(from, to) is >= 0 and var found)
                    lock (gate)
                        first = Math.Min(first, found);
            },
            effort);
        return first == int.MaxValue ? -1 : first;
    }
}
