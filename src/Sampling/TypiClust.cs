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
    private const int MostClusters = 500, FewestItems = 5, Neighbours = 20, MostCompared = 250;

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
        var labeled = pool.LabeledEmbeddings is { Rows: > 0 } there ? there : null;
        var clusters = Clusters.Of(pool.Embeddings!, (int)Math.Min(MostClusters, (labeled?.Rows ?? 0L) + basket.Expected), seed, cancel);
        var members = Members(clusters);
        var covered = Covered(clusters, labeled, cancel);
        var order = new SeededOrder(seed);
        var queues = new Queue<int>?[members.Length];
        while (!basket.IsFull && Next(members, covered, queues, order) is >= 0 and var cluster)
        {
            queues[cluster] ??= MostTypicalFirst(pool.Embeddings!, members[cluster], clusters.Nearest, order, cancel);
            if (basket.Take(queues[cluster]!.Dequeue()))
                covered[cluster]++;
        }

        return basket.Chosen;
    }

    private static List<int>[] Members(Clusters clusters)
    {
        List<int>[] members = [.. Enumerable.Range(0, clusters.Centres.Rows).Select(_ => new List<int>())];
        for (var item = 0; item < clusters.Nearest.Owners.Length; item++)
            members[clusters.Nearest.Owners[item]].Add(item);
        return members;
    }

    /// <summary>Labeled items a cluster.</summary>
    private static int[] Covered(Clusters clusters, Matrix? labeled, CancellationToken cancel)
    {
        var covered = new int[clusters.Centres.Rows];
        if (labeled is null)
            return covered;
        var nearest = new Nearest(labeled, "labeled item", cancel);
        nearest.AddAll(clusters.Centres);
        foreach (var cluster in nearest.Owners)
            covered[cluster]++;
        return covered;
    }

    /// <returns>−1 when no cluster has items left.</returns>
    private static int Next(List<int>[] members, int[] covered, Queue<int>?[] queues, SeededOrder order)
    {
        var best = -1;
        for (var cluster = 0; cluster < members.Length; cluster++)
            if ((queues[cluster]?.Count ?? members[cluster].Count) > 0 && (best < 0 || Rank(cluster).CompareTo(Rank(best)) < 0))
                best = cluster;
        return best;

        (bool, int, int, uint) Rank(int cluster) => (members[cluster].Count < FewestItems, covered[cluster], -members[cluster].Count, order.Of(cluster));
    }

    private static Queue<int> MostTypicalFirst(Matrix points, List<int> members, Nearest nearest, SeededOrder order, CancellationToken cancel)
    {
        var squared = nearest.Squared.ToArray();
        int[] central = [.. members.OrderBy(item => squared[item]).ThenBy(order.Of)];
        var compared = central.AsMemory(0, Math.Min(central.Length, MostCompared));
        var apart = new float[compared.Length];
        Parallel.For(0, apart.Length, new ParallelOptions { CancellationToken = cancel }, place => apart[place] = Apart(points, compared.Span, place));
        return new Queue<int>([.. Enumerable.Range(0, apart.Length).OrderBy(place => apart[place]).Select(place => central[place]), .. central[apart.Length..]]);
    }

    /// <summary>The mean distance to the nearest neighbours.</summary>
    private static float Apart(Matrix points, ReadOnlySpan<int> items, int place)
    {
        if (items.Length == 1)
            return 0;
        var distances = new float[items.Length];
        for (var other = 0; other < items.Length; other++)
            distances[other] = MathF.Sqrt(Floats.SquaredDistance(points.Row(items[place]), points.Row(items[other])));
        Array.Sort(distances);
        // the first is the item itself
        var neighbours = distances.AsSpan(1, Math.Min(Neighbours, items.Length - 1));
        return Floats.Sum(neighbours) / neighbours.Length;
    }
}
