using Assay.Learning.Text;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>The texts of a project's tasks as vectors, and the model that was last trained on them.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="SchemaVersion">Which says what the texts of an item are.</param>
/// <param name="Features">What became a feature.</param>
/// <param name="Rows">A row a task.</param>
/// <param name="RowOf">The row of each task.</param>
/// <param name="LearnedOf">Of so many texts the features were learned.</param>
/// <param name="Model">Over these features; null before there is one.</param>
internal sealed record TaskPool(
    long ProjectId, long SchemaVersion, TextFeatures Features, SparseRows Rows, IReadOnlyDictionary<long, int> RowOf, long LearnedOf, TextClassifier? Model)
{
    /// <summary>Half of the processors: people come first.</summary>
    public static int Threads { get; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Where these rows lie in a space in which like texts are near.</summary>
    public Matrix Embed(IReadOnlyList<int> rows, CancellationToken stop)
    {
        var values = new float[rows.Count * TextFeatures.EmbeddingLength];
        Parallel.For(0, rows.Count, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = stop }, place => Features.Embed(
            Rows.Columns(rows[place]), Rows.Values(rows[place]), values.AsSpan(place * TextFeatures.EmbeddingLength, TextFeatures.EmbeddingLength)));
        return new Matrix(rows.Count, TextFeatures.EmbeddingLength, values);
    }
}
