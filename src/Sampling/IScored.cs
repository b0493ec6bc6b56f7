namespace Assay.Sampling;

/// <summary>A strategy that judges each item by itself, so that a whole queue can be put in its order.</summary>
public interface IScored : IStrategy
{
    /// <summary>Gives every item a score; the higher, the sooner it is worth a label. 0 is the least there can be.</summary>
    /// <param name="pool">As for <see cref="IStrategy.Select"/>; neither cost nor near duplicates are looked at.</param>
    /// <param name="scores">One place an item.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="UnfitPool">The pool lacks what the strategy needs, or holds numbers that cannot be.</exception>
    /// <exception cref="ArgumentException">There are not as many places as items.</exception>
    void Score(Pool pool, Memory<float> scores, CancellationToken cancel = default);
}

/// <summary>The usual case.</summary>
public static class Scoring
{
    /// <summary>Gives every item a score, into a span.</summary>
    /// <param name="strategy">By which.</param>
    /// <param name="pool">The items.</param>
    /// <param name="scores">One place an item.</param>
    public static void Score(this IScored strategy, Pool pool, Span<float> scores) => strategy.Score(pool).CopyTo(scores);

    /// <summary>The score of every item.</summary>
    /// <param name="strategy">By which.</param>
    /// <param name="pool">The items.</param>
    public static float[] Score(this IScored strategy, Pool pool)
    {
        var scores = new float[pool.Count];
        strategy.Score(pool, scores.AsMemory());
        return scores;
    }
}
