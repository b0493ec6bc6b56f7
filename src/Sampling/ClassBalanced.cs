using Assay.Sampling.Choosing;

namespace Assay.Sampling;

/// <summary>
/// Evens out the labels: each time the label that has the fewest items, labeled and chosen together, and of the items the model would give it the one with the
/// smallest margin between its two likeliest answers. For pools in which some labels are rare. A label the model gives to no item gets none.
/// </summary>
/// <remarks>
/// Aggarwal, Popescu and Hudelot (2020), "Active learning for imbalanced datasets", WACV, 1428-1437. Without <see cref="Pool.LabeledClasses"/> labels begin with none each.
/// Not for several labels an item.
/// </remarks>
public sealed class ClassBalanced : IStrategy
{
    /// <summary>The one there is.</summary>
    public static ClassBalanced Instance { get; } = new();

    private ClassBalanced() { }

    /// <inheritdoc/>
    public string Name => "class_balanced";

    /// <inheritdoc/>
    public string Summary => "Items of the labels that have fewest so far, by what the model takes them for; the least sure of each first.";

    /// <inheritdoc/>
    public StrategyNeeds Needs => StrategyNeeds.Probabilities;

    /// <inheritdoc/>
    public IReadOnlyList<int> Select(Pool pool, Budget budget, ulong seed, CancellationToken cancel = default)
    {
        this.Check(pool);
        if (pool.SeveralLabels)
            throw new UnfitPool($"{Name} is for one label an item; with several, take margin or least_confidence.");
        var basket = new Basket(pool, budget);
        var scores = new float[pool.Count];
        Margin.ScoreAll(pool, scores, cancel);
        if (basket.IsFull)
            return basket.Chosen;
        var queues = Queues(pool.Probabilities!, scores, seed);
        var counts = new int[queues.Length];
        foreach (var label in pool.LabeledClasses ?? [])
            counts[label]++;
        var order = new SeededOrder(seed);
        while (!basket.IsFull && Fewest(counts, queues, order) is >= 0 and var label)
            if (basket.Take(queues[label].Dequeue()))
                counts[label]++;
        return basket.Chosen;
    }

    /// <summary>The items the model gives each label, the least sure first.</summary>
    private static Queue<int>[] Queues(Matrix chances, float[] scores, ulong seed)
    {
        Queue<int>[] queues = [.. Enumerable.Range(0, chances.Columns).Select(_ => new Queue<int>())];
        foreach (var item in Ranking.Top(scores, scores.Length, seed))
            queues[Floats.PlaceOfLargest(chances.Row(item))].Enqueue(item);
        return queues;
    }

    /// <returns>−1 when no label has items left.</returns>
    private static int Fewest(int[] counts, Queue<int>[] queues, SeededOrder order)
    {
        var fewest = -1;
        for (var label = 0; label < counts.Length; label++)
            if (queues[label].Count > 0
                && (fewest < 0 || counts[label] < counts[fewest] || (counts[label] == counts[fewest] && order.Of(label) > order.Of(fewest))))
                fewest = label;
        return fewest;
    }
}
