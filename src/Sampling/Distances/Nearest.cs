using Assay.Sampling.Choosing;

namespace Assay.Sampling.Distances;

/// <summary>
/// The squared distance of each point to the nearest of the centres given so far. A new centre is compared by <see cref="ByteCodes"/> first; only where it may
/// be nearer than all before, and that gets rarer with each centre, are the coordinates themselves read. Results are those of reading all of them.
/// </summary>
internal sealed class Nearest
{
    /// <summary>Points that stay at hand while many centres pass.</summary>
    private const int Tile = 256;

    private readonly Matrix points;
    private readonly ByteCodes? codes;
    private readonly float[] squared, reach;
    private readonly int[] owners;
    private readonly Effort effort;
    private int centres;

    /// <exception cref="UnfitPool">A coordinate is no number.</exception>
    public Nearest(Matrix points, Effort effort) : this(points, "item", effort) { }

    /// <param name="points">Any number.</param>
    /// <param name="what">What a message calls a point.</param>
    /// <param name="effort">How much it may take, and until when.</param>
    /// <exception cref="UnfitPool">A coordinate is no number.</exception>
    public Nearest(Matrix points, string what, Effort effort) : this(points, ByteCodes.Pay(points), effort) => ByteCodes.Check(points, what, effort);

    internal Nearest(Matrix points, bool isCoded, Effort effort)
    {
        (this.points, this.effort) = (points, effort);
        codes = isCoded ? ByteCodes.Of(points, effort) : null;
        (squared, reach, owners) = (new float[points.Rows], new float[points.Rows], new int[points.Rows]);
        Clear();
    }

    /// <summary>To the nearest centre; +∞ before there is one, −∞ once a caller has written it: such a point is passed over.</summary>
    public Span<float> Squared => squared;

    /// <summary>Which centre is the nearest, by its place in the order they were added; of equally near ones the first.</summary>
    public ReadOnlySpan<int> Owners => owners;

    /// <summary>Forgets all centres.</summary>
    public void Clear()
    {
        Array.Fill(squared, float.PositiveInfinity);
        Array.Fill(reach, float.PositiveInfinity);
        centres = 0;
    }

    /// <summary>Adds a centre.</summary>
    public void Add(ReadOnlySpan<float> centre)
    {
        var probe = new Probe(centre);
        var number = centres++;
        Chunks.Each(points.Rows, (from, to) => Compare(from, to, probe, number), effort);
    }

    /// <summary>Adds many centres.</summary>
    /// <exception cref="UnfitPool">A coordinate is no number.</exception>
    public void AddAll(Matrix added)
    {
        ByteCodes.Check(added, "labeled item", effort);
        var probes = new Probe[added.Rows];
        for (var row = 0; row < probes.Length; row++)
            probes[row] = new Probe(added.Row(row));
        var before = centres;
        centres += probes.Length;
        Chunks.Each(points.Rows, CompareRun, effort);

        void CompareRun(int from, int to)
        {
            for (var tile = from; tile < to; tile += Tile)
                for (var place = 0; place < probes.Length; place++)
                    Compare(tile, Math.Min(to, tile + Tile), probes[place], before + place);
        }
    }

    private void Compare(int from, int to, Probe probe, int number)
    {
        if (codes is null)
        {
            for (var point = from; point < to; point++)
                if (!float.IsNegativeInfinity(squared[point]))
                    Measure(point, probe, number);
            return;
        }

        var (steps, lengths) = (codes.Steps, codes.Lengths);
        for (var point = from; point < to; point++)
        {
            if (float.IsNegativeInfinity(squared[point]))
                continue;
            // |x − c| ≥ |x̂ − ĉ| − error of x − error of c, and the left side matters only where it is below what is known
            var between = lengths[point] + probe.Length - 2 * steps[point] * probe.Step * codes.Dot(point, probe);
            var known = reach[point] + probe.Error;
            if (between - Slack(lengths[point], probe) < known * known && Measure(point, probe, number))
                reach[point] = MathF.Sqrt(squared[point]) + codes.Errors[point];
        }
    }

    /// <summary>What rounding may have added to the difference of lengths and product.</summary>
    private static float Slack(float length, Probe probe) => 4e-6f * (length + probe.Length);

    private bool Measure(int point, Probe probe, int number)
    {
        var distance = Floats.SquaredDistance(points.Row(point), probe.Values);
        if (!(distance < squared[point]))
            return false;
        (squared[point], owners[point]) = (distance, number);
        return true;
    }
}
