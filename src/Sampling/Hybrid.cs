using Assay.Sampling.Choosing;
using Assay.Sampling.Distances;

namespace Assay.Sampling;

/// <summary>
/// Uncertain, typical and unlike each other: the pool falls into as many clusters as there are and will be labels; each next item comes from the cluster with the most
/// uncertainty for the labels it has, <c>Σ u / (1 + labeled)²</c>, and is the one that is uncertain and has its neighbours near, <c>max u / d</c>, with u the score of
/// <see cref="Margin"/> and d the mean distance to the 20 nearest in the cluster.
/// </summary>
/// <remarks>
/// While a model knows nothing all u are alike, and what remains is close to <see cref="TypiClust"/> (Hacohen, Dekel and Weinshall 2022), by which few labels gain most; as it
/// learns, uncertainty decides more and more. That uncertain items should be typical too: Settles and Craven (2008), "An analysis of active learning strategies for sequence labeling
/// tasks", EMNLP (information density); that clusters keep a batch diverse: Zhdanov (2019), "Diverse mini-batch active learning", arXiv:1901.05954.
/// </remarks>
public sealed class Hybrid : IStrategy
{
    /// <summary>The one there is.</summary>
    public static Hybrid Instance { get; } = new();

    private Hybrid() { }

    /// <inheritdoc/>
    public string Name => "hybrid";

    /// <inheritdoc/>
    public string Summary => "Items that are uncertain, typical of many others, and unlike what is labeled or chosen.";

    /// <inheritdoc/>
    public StrategyNeeds Needs => StrategyNeeds.Probabilities | StrategyNeeds.Embeddings;

    /// <inheritdoc/>
    public IReadOnlyList<int> Select(Pool pool, Budget budget, ulong seed, CancellationToken cancel = default)
    {
        this.Check(pool);
        var basket = new Basket(pool, budget);
        var scores = new float[pool.Count];
        Margin.ScoreAll(pool, scores, cancel);
        if (basket.IsFull)
            return basket.Chosen;
        var clusters = new ClusteredPool(pool, basket.Expected, seed, Effort.Of(pool, cancel));
        double?[] uncertainty = [.. clusters.Members.Select(members => members.Sum(item => (double?)scores[item]))];
        while (!basket.IsFull && clusters.First(Value) is >= 0 and var cluster)
        {
            if (Best(clusters.OutwardFrom(cluster), scores, basket) is >= 0 and var item && basket.Take(item))
                clusters.Covered[cluster]++;
            else
                uncertainty[cluster] = null;
        }

        return basket.Chosen;

        double? Value(int cluster) => uncertainty[cluster] / Math.Pow(1 + clusters.Covered[cluster], 2);
    }

    /// <summary>The uncertain item with near neighbours; where nobody looked for neighbours, the one nearest to the middle.</summary>
    /// <returns>−1 when none can be taken any more.</returns>
    private static int Best(IReadOnlyList<Typical> items, float[] scores, Basket basket)
    {
        var (best, most) = (-1, -1f);
        foreach (var typical in items)
        {
            if (best >= 0 && float.IsPositiveInfinity(typical.Apart))
                break;
            // the same item twice is as near as can be, and not infinitely good
            var value = scores[typical.Item] / (1e-3f + typical.Apart);
            if (value > most && basket.IsOpen(typical.Item))
                (best, most) = (typical.Item, value);
        }

        return best;
    }
}
