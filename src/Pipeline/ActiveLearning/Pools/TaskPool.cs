using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning.Pools;

/// <summary>The tasks of a project as features, whatever these are of: a row a task.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="SchemaVersion">Which says what is shown of an item.</param>
/// <param name="RowOf">The row of each task. A task that has nothing to learn from has none: it is neither learned from nor chosen.</param>
internal abstract record TaskPool(long ProjectId, long SchemaVersion, IReadOnlyDictionary<long, int> RowOf)
{
    /// <summary>Half of the processors: people come first.</summary>
    public static int Threads { get; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How many rows there are.</summary>
    public abstract int Count { get; }

    /// <summary>Of so many items the features were learned.</summary>
    public abstract long LearnedOf { get; }

    /// <summary>Where these rows lie in a space in which like items are near: some hundred numbers each.</summary>
    public abstract Matrix Embed(IReadOnlyList<int> rows, CancellationToken stop);

    /// <summary>Of each of these rows the number of its group of near duplicates; −1 for one that has none.</summary>
    public abstract int[] NearDuplicates(IReadOnlyList<int> rows, CancellationToken stop);
}
