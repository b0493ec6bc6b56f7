namespace Assay.Sampling;

/// <summary>Whether a pool holds what a strategy needs, in shapes that go together. The numbers themselves are looked at where they are read.</summary>
internal static class PoolCheck
{
    /// <exception cref="UnfitPool">It does not.</exception>
    public static void Check(this IStrategy strategy, Pool pool)
    {
        if (pool.Count < 0)
            throw new UnfitPool($"A pool cannot have {pool.Count} items.");
        foreach (var (need, isThere, what) in Each(pool))
            if (strategy.Needs.HasFlag(need) && !isThere)
                throw new UnfitPool($"{strategy.Name} needs {what}; the pool has {Had(pool)}.");
        foreach (var member in pool.Committee ?? [])
            CheckRows("chances of a committee member", member.Rows, pool.Count);
        if (pool.Committee is [var first, ..] && pool.Committee.FirstOrDefault(member => member.Columns != first.Columns) is { } other)
            throw new UnfitPool($"Members of a committee have chances for the same labels; one has {first.Columns}, another {other.Columns}.");
        CheckRows("chances", pool.Probabilities?.Rows, pool.Count);
        CheckRows("embeddings", pool.Embeddings?.Rows, pool.Count);
        CheckRows("token uncertainties", pool.SpanUncertainty?.Items, pool.Count);
        CheckRows("seconds", pool.Seconds?.Length, pool.Count);
        CheckRows("numbers of duplicates", pool.Duplicates?.Length, pool.Count);
        CheckLabeled(pool);
    }

    private static IEnumerable<(StrategyNeeds Need, bool IsThere, string What)> Each(Pool pool) =>
    [
        (StrategyNeeds.Probabilities, pool.Probabilities is not null, "probabilities (items × labels)"),
        (StrategyNeeds.Embeddings, pool.Embeddings is not null, "embeddings (items × dimensions)"),
        (StrategyNeeds.Committee, pool.Committee is { Count: > 1 }, "a committee of two models or more (probabilities of each)"),
        (StrategyNeeds.SpanUncertainty, pool.SpanUncertainty is not null, "uncertainties of tokens"),
    ];

    private static string Had(Pool pool)
    {
        var there = Each(pool).Where(each => each.IsThere).Select(each => each.What).ToList();
        return there.Count == 0 ? "none of what strategies look at" : string.Join(" and ", there);
    }

    private static void CheckRows(string what, int? rows, int count)
    {
        if (rows is { } there && there != count)
            throw new UnfitPool($"The pool has {count} items and {what} of {there}; there is one row an item.");
    }

    private static void CheckLabeled(Pool pool)
    {
        if (pool is { Embeddings: { Rows: > 0 } here, LabeledEmbeddings: { Rows: > 0 } labeled } && here.Columns != labeled.Columns)
            throw new UnfitPool($"Embeddings have {here.Columns} dimensions, those of labeled items {labeled.Columns}; they are of one space.");
        if (pool is { Probabilities: { Rows: > 0 } chances, LabeledClasses: { } classes })
            foreach (var (place, label) in classes.Index())
                if (label < 0 || label >= chances.Columns)
                    throw new UnfitPool($"Labeled item {place} has label {label}; labels are numbered from 0 to {chances.Columns - 1}, the columns of the probabilities.");
    }
}
