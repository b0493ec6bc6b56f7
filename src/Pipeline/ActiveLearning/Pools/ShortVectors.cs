namespace Assay.Pipeline.ActiveLearning.Pools;

/// <summary>
/// Vectors of any length as 256 numbers whose distances are near theirs: brought to mean 0 and a mean squared length of 1, and longer ones projected, each number into four of the 256 with a sign of its own.
/// </summary>
/// <remarks>Kane and Nelson (2014), "Sparser Johnson-Lindenstrauss transforms", Journal of the ACM 61. Places and signs depend on the number's place alone.</remarks>
internal sealed class ShortVectors
{
    private const int Most = 256, Nonzeros = 4, Sample = 4_000;

    private readonly float[] means;
    private readonly float factor;

    private ShortVectors(float[] means, float factor) => (this.means, this.factor) = (means, factor);

    /// <summary>How many numbers there are.</summary>
    public int Length => Math.Min(Most, means.Length);

    /// <param name="rows">Of one length. Of many, some thousands tell the mean.</param>
    public static ShortVectors Of(IReadOnlyList<Half[]> rows)
    {
        if (rows.Count == 0)
            return new ShortVectors(new float[1], 0);
        var step = Math.Max(1, rows.Count / Sample);
        var (sums, squares, count) = (new double[rows[0].Length], 0.0, 0);
        for (var row = 0; row < rows.Count; row += step, count++)
            for (var i = 0; i < sums.Length; i++)
            {
                var value = (double)rows[row][i];
                sums[i] += value;
                squares += value * value;
            }

        var spread = (squares / count) - sums.Sum(sum => sum / count * (sum / count));
        return new ShortVectors([.. sums.Select(sum => (float)(sum / count))], spread > 1e-12 ? (float)(1 / Math.Sqrt(spread)) : 0);
    }

    /// <param name="vector">As long as those it was made of.</param>
    /// <param name="into">Receives <see cref="Length"/> numbers.</param>
    public void Fill(Half[] vector, Span<float> into)
    {
        into.Clear();
        for (var i = 0; i < means.Length; i++)
        {
            var value = ((float)vector[i] - means[i]) * factor;
            if (means.Length <= Most)
            {
                into[i] = value;
                continue;
            }

            var bits = ((ulong)i + 1) * 0x9E3779B97F4A7C15;
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits ^= bits >> 27;
            for (var place = 0; place < Nonzeros; place++, bits >>= 9)
                into[(int)(bits & (Most - 1))] += (bits & Most) == 0 ? value / 2 : -value / 2;
        }
    }
}
