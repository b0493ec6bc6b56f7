using Assay.Sampling.Choosing;
using Assay.Sampling.Distances;

namespace Assay.Sampling;

/// <summary>
/// Items whose labels would change the model most, and each in another way: the gradient of the last layer, <c>(p − onehot(ŷ)) ⊗ x</c>, is long where the model is unsure;
/// of these k-means++ draws each next one with a chance in proportion to its squared distance to the nearest drawn. The first is the longest.
/// </summary>
/// <remarks>
/// BADGE: Ash, Zhang, Krishnamurthy, Langford and Agarwal (2020), "Deep batch active learning by diverse, uncertain gradient lower bounds", ICLR; k-means++ by Arthur and
/// Vassilvitskii (2007), SODA. With several labels ŷ is the set of labels of at least even chance. The embeddings should be what the model's last layer sees.
/// </remarks>
public sealed class Badge : IStrategy
{
    /// <summary>The one there is.</summary>
    public static Badge Instance { get; } = new();

    private Badge() { }

    /// <inheritdoc/>
    public string Name => "badge";

    /// <inheritdoc/>
    public string Summary => "Items whose labels would change the model most, each in another way (gradients drawn by k-means++).";

    /// <inheritdoc/>
    public StrategyNeeds Needs => StrategyNeeds.Probabilities | StrategyNeeds.Embeddings;

    /// <inheritdoc/>
    public IReadOnlyList<int> Select(Pool pool, Budget budget, ulong seed, CancellationToken cancel = default)
    {
        this.Check(pool);
        var basket = new Basket(pool, budget);
        if (basket.IsFull)
            return basket.Chosen;
        var gradients = new Gradients(pool, Effort.Of(pool, cancel));
        var (draws, first) = (new Draws(seed), gradients.Squared.ToArray());
        basket.Bar(first, float.NegativeInfinity);
        var next = Largest.Of(first, new SeededOrder(seed));
        while (next >= 0 && basket.Take(next) && !basket.IsFull)
        {
            basket.Bar(gradients.Nearest, 0);
            gradients.Add(next);
            next = draws.Weighted(gradients.Nearest);
        }

        // what is left would change nothing new
        Ranking.Fill(gradients.Squared, basket, seed, cancel);
        return basket.Chosen;
    }
}
