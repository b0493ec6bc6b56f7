using Assay.Sampling.Choosing;
using Assay.Sampling.Distances;

namespace Assay.Sampling;

/// <summary>
/// For the cold start, when no model knows anything yet: as many clusters as there will be labels, and from each that has none the most typical item, the largest cluster
/// first. Typical is what has its neighbours near: the least mean distance to its 20 nearest in the cluster.
/// </summary>
/// <remarks>
/// TypiClust: Hacohen, Dekel and Weinshall (2022), "Active learning on a budget: opposite strategies suit high and low budgets", ICML. At most 500 clusters, as there, and those of
/// fewer than five items come last. Neighbours are sought among the 250 items nearest to the middle of the cluster.
/// </remarks>
public sealed class TypiClust : IStrategy
{
    /// <summary>The one there is.</summary>
    public static TypiClust Instance { get; } = new();

    private TypiClust() { }

    /// <inheritdoc/>
    public string Name => "typiclust";

    /// <inheritdoc/>
    public string Summary => "For the cold start: the most typical item of each cluster that has no label yet.";

    /// <inheritdoc/>
    public StrategyNeeds Needs => StrategyNeeds.Embeddings;

    /// <inheritdoc/>
    public IReadOnlyList<int> Select(Pool pool, Budget budget, ulong seed, CancellationToken cancel = default)
    {
        this.Check(pool);
        var basket = new Basket(pool, budget);
        if (basket.IsFull)
            return basket.Chosen;
        var clusters = new ClusteredPool(pool, basket.Expected, seed, Effort.Of(pool, cancel));
        var queues = new Queue<int>?[clusters.Members.Count];
        while (!basket.IsFull && clusters.First(Value) is >= 0 and var cluster)
        {
            queues[cluster] ??= new Queue<int>(clusters.OutwardFrom(cluster).OrderBy(typical => typical.Apart).Select(typical => typical.Item));
            if (basket.Take(queues[cluster]!.Dequeue()))
                clusters.Covered[cluster]++;
        }

        return basket.Chosen;

        double? Value(int cluster) => (queues[cluster]?.Count ?? clusters.Members[cluster].Count) > 0 ? -clusters.Covered[cluster] : null;
    }
}
