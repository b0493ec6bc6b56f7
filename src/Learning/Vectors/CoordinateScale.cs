namespace Assay.Learning.Vectors;

/// <summary>Brings vectors to mean 0 and a mean squared length of 1; each coordinate keeps its part in that.</summary>
internal sealed class CoordinateScale
{
    private readonly double[] means;
    private readonly double factor;

    private CoordinateScale(double[] means, double factor) => (this.means, this.factor) = (means, factor);

    public static CoordinateScale Of(IReadOnlyList<float[]> vectors)
    {
        var (means, square) = (new double[vectors[0].Length], 0.0);
        foreach (var vector in vectors)
            for (var i = 0; i < means.Length; i++) means[i] += (double)vector[i] / vectors.Count;
        foreach (var vector in vectors)
            for (var i = 0; i < means.Length; i++) square += (vector[i] - means[i]) * (vector[i] - means[i]) / vectors.Count;
        return new CoordinateScale(means, square > 0 ? 1 / Math.Sqrt(square) : 0);
    }

    public float[] Scaled(float[] vector) => [.. vector.Select((value, i) => (float)((value - means[i]) * factor))];

    /// <summary>Weights for vectors as they come from weights, and an offset at the end of each row, for scaled ones.</summary>
    public (float[] Weights, float[] Offsets) Unscaled(double[] scaled, int classes)
    {
        var (weights, offsets, length) = (new float[classes * means.Length], new float[classes], means.Length);
        for (var one = 0; one < classes; one++)
        {
            var offset = scaled[(one * (length + 1)) + length];
            for (var i = 0; i < length; i++)
            {
                weights[(one * length) + i] = (float)(scaled[(one * (length + 1)) + i] * factor);
                offset -= scaled[(one * (length + 1)) + i] * factor * means[i];
            }

            offsets[one] = (float)offset;
        }

        return (weights, offsets);
    }
}
