namespace Assay.Sampling.Choosing;

/// <summary>Numbers drawn one after the other, the same for the same seed on every machine.</summary>
/// <remarks>SplitMix64: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA.</remarks>
internal sealed class Draws(ulong seed)
{
    private ulong state = seed;

    /// <summary>From 0 up to 1.</summary>
    public double Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) / (double)(1UL << 53);
    }

    /// <summary>A place, each as likely as its weight.</summary>
    /// <param name="weights">Numbers of 0 or more.</param>
    /// <returns>−1 when all are 0.</returns>
    public int Weighted(ReadOnlySpan<float> weights)
    {
        var sums = new double[Chunks.Of(weights.Length)];
        var all = 0.0;
        for (var chunk = 0; chunk < sums.Length; chunk++)
            all += sums[chunk] = Floats.Sum(Run(weights, chunk));
        if (!(all > 0))
            return -1;
        var rest = Next() * all;
        var (at, last) = (0, -1);
        for (; at < sums.Length - 1 && rest >= sums[at]; at++)
            rest -= sums[at];
        for (; at < sums.Length; at++)
        {
            var run = Run(weights, at);
            for (var place = 0; place < run.Length; place++)
            {
                if (run[place] <= 0)
                    continue;
                last = at * Chunks.Size + place;
                rest -= run[place];
                if (rest < 0)
                    return last;
            }
        }

        // rounding may leave a little beyond the end
        return last >= 0 ? last : LastAbove(weights);
    }

    private static ReadOnlySpan<float> Run(ReadOnlySpan<float> weights, int chunk) =>
        weights.Slice(chunk * Chunks.Size, Math.Min(Chunks.Size, weights.Length - chunk * Chunks.Size));

    private static int LastAbove(ReadOnlySpan<float> weights)
    {
        var place = weights.Length - 1;
        while (weights[place] <= 0)
            place--;
        return place;
    }
}
