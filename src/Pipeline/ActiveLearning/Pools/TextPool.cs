using Assay.Dedup;
using Assay.Learning.Text;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning.Pools;

/// <summary>The texts of a project's tasks as vectors, and the model that was last trained on them.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="SchemaVersion">Which says what the texts of an item are.</param>
/// <param name="Features">What became a feature.</param>
/// <param name="Rows">A row a task.</param>
/// <param name="RowOf">The row of each task.</param>
/// <param name="Texts">Of so many the features were learned.</param>
/// <param name="Model">Over these features; null before there is one.</param>
internal sealed record TextPool(
    long ProjectId, long SchemaVersion, TextFeatures Features, SparseRows Rows, IReadOnlyDictionary<long, int> RowOf, long Texts, TextClassifier? Model) : TaskPool(ProjectId, SchemaVersion, RowOf)
{
    /// <summary>Features are words, pairs and parts of words: a share of 0.8 of them is what 0.7 is of a text's pieces of five characters, on edited news.</summary>
    private static readonly NearDuplicateOptions Alike = new() { Threshold = 0.8, Threads = Threads };

    public override int Count => Rows.Count;

    public override long LearnedOf => Texts;

    public override Matrix Embed(IReadOnlyList<int> rows, CancellationToken stop)
    {
        var values = new float[rows.Count * TextFeatures.EmbeddingLength];
        Parallel.For(0, rows.Count, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = stop }, place => Features.Embed(
            Rows.Columns(rows[place]), Rows.Values(rows[place]), values.AsSpan(place * TextFeatures.EmbeddingLength, TextFeatures.EmbeddingLength)));
        return new Matrix(rows.Count, TextFeatures.EmbeddingLength, values);
    }

    public override int[] NearDuplicates(IReadOnlyList<int> rows, CancellationToken stop) =>
        Dedup.NearDuplicates.Of(rows.Count, place => Rows.Columns(rows[place]), Alike, stop);
}
