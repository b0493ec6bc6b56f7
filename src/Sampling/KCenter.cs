using Assay.Sampling.Choosing;
using Assay.Sampling.Distances;

namespace Assay.Sampling;

/// <summary>
/// Covers the pool: each time the item that is farthest from all that are labeled or chosen, <c>argmax_i min_j |xᵢ − xⱼ|</c>. The radius within which
/// every item has a chosen one near is at most twice the least possible (Gonzalez 1985).
/// </summary>
/// <remarks>
/// Sener and Savarese (2018), "Active learning for convolutional neural networks: a core-set approach", ICLR; the greedy form, algorithm 1. Without labeled
/// items the first is drawn by the seed. Outliers are far from all and come early. A pass over the pool an item chosen, most of it over bytes instead of
/// numbers of 32 bits, with the same result.
/// </remarks>
public sealed class KCenter : IStrategy
{
    /// <summary>The one there is.</summary>
    public static KCenter Instance { get; } = new();

    private KCenter() { }

    /// <inheritdoc/>
    public string Name => "k_center";

    /// <inheritdoc/>
    public string Summary => "Items farthest from all that are labeled or chosen, so that the whole pool is covered (core-set).";

    /// <inheritdoc/>
    public StrategyNeeds Needs => StrategyNeeds.Embeddings;

    /// <inheritdoc/>
    public IReadOnlyList<int> Select(Pool pool, Budget budget, ulong seed, CancellationToken cancel = default)
    {
        this.Check(pool);
        var basket = new Basket(pool, budget);
        if (basket.IsFull)
            return basket.Chosen;
        var nearest = new Nearest(pool.Embeddings!, Effort.Of(pool, cancel));
        if (pool.LabeledEmbeddings is { Rows: > 0 } labeled)
            nearest.AddAll(labeled);
        var order = new SeededOrder(seed);
        while (true)
        {
            basket.Bar(nearest.Squared, float.NegativeInfinity);
            if (Largest.Of(nearest.Squared, order) is not (>= 0 and var next) || !basket.Take(next) || basket.IsFull)
                return basket.Chosen;
            nearest.Add(pool.Embeddings!.Row(next));
        }
    }
}
