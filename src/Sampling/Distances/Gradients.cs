using Assay.Sampling.Choosing;

namespace Assay.Sampling.Distances;

/// <summary>
/// What labeling each item with the model's own answer ŷ would change in its last layer: <c>gᵢ = aᵢ ⊗ xᵢ</c> with <c>a = p − onehot(ŷ)</c>, and the squared distance of
/// each to the nearest gradient chosen so far. The product of labels and dimensions is never written down: <c>|gᵢ − gⱼ|² = |aᵢ|²|xᵢ|² + |aⱼ|²|xⱼ|² − 2 (aᵢ·aⱼ)(xᵢ·xⱼ)</c>.
/// </summary>
internal sealed class Gradients
{
    private readonly Matrix points;
    private readonly int labels;
    private readonly float[] residuals, lengths, squared, nearest;
    private readonly ByteCodes? codes;
    private readonly Effort effort;

    /// <exception cref="UnfitPool">Chances or coordinates are no such numbers.</exception>
    public Gradients(Pool pool, Effort effort) : this(pool, ByteCodes.Pay(pool.Embeddings!), effort) { }

    internal Gradients(Pool pool, bool isCoded, Effort effort)
    {
        (points, this.effort) = (pool.Embeddings!, effort);
        Chances.Check(pool.Probabilities!, pool.SeveralLabels, effort);
        ByteCodes.Check(points, "item", effort);
        codes = isCoded ? ByteCodes.Of(points, effort) : null;
        labels = pool.Probabilities!.Columns;
        residuals = pool.Probabilities.Values.ToArray();
        (lengths, squared, nearest) = (new float[pool.Count], new float[pool.Count], new float[pool.Count]);
        Array.Fill(nearest, float.PositiveInfinity);
        Chunks.Each(pool.Count, MeasureRun, effort);

        void MeasureRun(int from, int to)
        {
            for (var item = from; item < to; item++)
            {
                Residual(residuals.AsSpan(item * labels, labels), pool.SeveralLabels);
                lengths[item] = Floats.Dot(points.Row(item), points.Row(item));
                squared[item] = lengths[item] * Floats.Dot(OfItem(item), OfItem(item));
            }
        }
    }

    /// <summary>The squared length of each gradient.</summary>
    public ReadOnlySpan<float> Squared => squared;

    /// <summary>The squared distance of each gradient to the nearest chosen; +∞ before there is one. A caller may write 0 where it no longer matters.</summary>
    public Span<float> Nearest => nearest;

    /// <summary>Adds the gradient of an item to those chosen.</summary>
    public void Add(int chosen)
    {
        var probe = new Probe(points.Row(chosen));
        Chunks.Each(points.Rows, (from, to) => Compare(from, to, chosen, probe), effort);
    }

    private void Compare(int from, int to, int chosen, Probe probe)
    {
        var length = MathF.Sqrt(lengths[chosen]);
        var own = OfItem(chosen);
        for (var item = from; item < to; item++)
        {
            if (nearest[item] == 0)
                continue;
            var (sum, alike) = (squared[item] + squared[chosen], Floats.Dot(OfItem(item), own));
            if (codes is not null && Least(item, alike, sum, length, probe) >= nearest[item])
                continue;
            var distance = sum - 2 * alike * Floats.Dot(points.Row(item), probe.Values);
            // what rounding leaves of a difference of equals is no distance
            nearest[item] = Math.Min(nearest[item], distance <= 1e-6f * sum ? 0 : distance);
        }
    }

    /// <summary>What the squared distance is at least. |x·c − x̂·ĉ| ≤ |x̂| error of c + error of x |c|.</summary>
    private float Least(int item, float alike, float sum, float length, Probe probe)
    {
        var product = codes!.Steps[item] * probe.Step * codes.Dot(item, probe);
        var off = 1.001f * ((MathF.Sqrt(codes.Lengths[item]) * probe.Error) + (codes.Errors[item] * length));
        return sum * (1 - 4e-6f) - 2 * alike * product - 2 * Math.Abs(alike) * off;
    }

    private ReadOnlySpan<float> OfItem(int item) => residuals.AsSpan(item * labels, labels);

    private static void Residual(Span<float> chances, bool several)
    {
        if (!several)
            chances[Floats.PlaceOfLargest(chances)] -= 1;
        for (var label = 0; several && label < chances.Length; label++)
            if (chances[label] >= 0.5f)
                chances[label] -= 1;
    }
}
