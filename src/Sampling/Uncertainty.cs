using Assay.Sampling.Choosing;

namespace Assay.Sampling;

/// <summary>A strategy that takes the items with the highest scores, each item judged by itself.</summary>
public abstract class Uncertainty : IScored
{
    private protected Uncertainty() { }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Summary { get; }

    /// <inheritdoc/>
    public abstract StrategyNeeds Needs { get; }

    /// <inheritdoc/>
    public void Score(Pool pool, Memory<float> scores, CancellationToken cancel = default)
    {
        this.Check(pool);
        if (scores.Length != pool.Count)
            throw new ArgumentException($"There are {scores.Length} places for the scores of {pool.Count} items.", nameof(scores));
        Judge(pool, scores, cancel);
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Select(Pool pool, Budget budget, ulong seed, CancellationToken cancel = default)
    {
        this.Check(pool);
        var basket = new Basket(pool, budget);
        var scores = new float[pool.Count];
        Judge(pool, scores, cancel);
        Ranking.Fill(scores, basket, seed, cancel);
        return basket.Chosen;
    }

    /// <summary>Scores a pool that has what is needed.</summary>
    private protected abstract void Judge(Pool pool, Memory<float> scores, CancellationToken cancel);
}
