using Assay.Dedup;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning.Pools;

/// <summary>The images of a project's tasks as vectors, of two bytes a number.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="SchemaVersion">Which says what the images of an item are.</param>
/// <param name="Encoder">What made the vectors.</param>
/// <param name="Rows">A row a task.</param>
/// <param name="RowOf">The row of each task.</param>
internal sealed record ImagePool(long ProjectId, long SchemaVersion, string Encoder, IReadOnlyList<Half[]> Rows, IReadOnlyDictionary<long, int> RowOf)
    : TaskPool(ProjectId, SchemaVersion, RowOf)
{
    /// <summary>
    /// Near duplicates have the same strongest numbers, but for a few. Of photographs of blood cells, saved anew in other sizes and qualities, copies have 0.57 to 1 of them in common, and different ones at most 0.18.
    /// </summary>
    private const int Strongest = 40;

    private static readonly NearDuplicateOptions Alike = new() { Threshold = 0.5, Threads = Threads };

    private readonly Lazy<ShortVectors> shorter = new(() => ShortVectors.Of(Rows));

    public override int Count => Rows.Count;

    public override long LearnedOf => Rows.Count;

    /// <summary>The vector of a row.</summary>
    public float[] Vector(int row) => Array.ConvertAll(Rows[row], value => (float)value);

    public override Matrix Embed(IReadOnlyList<int> rows, CancellationToken stop)
    {
        var length = shorter.Value.Length;
        var values = new float[rows.Count * length];
        Parallel.For(0, rows.Count, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = stop }, place =>
            shorter.Value.Fill(Rows[rows[place]], values.AsSpan(place * length, length)));
        return new Matrix(rows.Count, length, values);
    }

    public override int[] NearDuplicates(IReadOnlyList<int> rows, CancellationToken stop) => Dedup.NearDuplicates.Of(rows.Count, place => StrongestOf(Rows[rows[place]]), Alike, stop);

    /// <summary>The places of its strongest numbers, each with its sign.</summary>
    private int[] StrongestOf(Half[] vector)
    {
        var values = new float[shorter.Value.Length];
        shorter.Value.Fill(vector, values);
        int[] places = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(Array.ConvertAll(values, value => -Math.Abs(value)), places);
        return [.. places.Take(Strongest).Where(place => values[place] != 0).Select(place => (2 * place) + (values[place] < 0 ? 1 : 0))];
    }
}
