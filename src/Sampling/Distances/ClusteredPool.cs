using Assay.Sampling.Choosing;

namespace Assay.Sampling.Distances;

/// <summary>
/// A pool in as many clusters as there are and will be labels, at most 500: how many labeled or chosen items each has, and how typical its items are. Typical is what has its
/// neighbours near: the least mean distance to its 20 nearest among the 250 items nearest to the middle of the cluster.
/// </summary>
internal sealed class ClusteredPool
{
    private const int MostClusters = 500, FewestItems = 5, Neighbours = 20, MostCompared = 250;

    private readonly Matrix points;
    private readonly SeededOrder order;
    private readonly Effort effort;
    private readonly float[] fromMiddle;
    private readonly List<int>[] members;
    private readonly Typical[]?[] typical;

    /// <exception cref="UnfitPool">A coordinate is no number.</exception>
    public ClusteredPool(Pool pool, int wanted, ulong seed, Effort effort)
    {
        (points, order, this.effort) = (pool.Embeddings!, new SeededOrder(seed), effort);
        var labeled = pool.LabeledEmbeddings is { Rows: > 0 } there ? there : null;
        var clusters = Clusters.Of(points, (int)Math.Min(MostClusters, (labeled?.Rows ?? 0L) + wanted), seed, effort);
        fromMiddle = clusters.Nearest.Squared.ToArray();
        members = [.. Enumerable.Range(0, clusters.Centres.Rows).Select(_ => new List<int>())];
        for (var item = 0; item < pool.Count; item++)
            members[clusters.Nearest.Owners[item]].Add(item);
        (typical, Covered) = (new Typical[]?[members.Length], new int[members.Length]);
        if (labeled is null)
            return;
        var nearest = new Nearest(labeled, "labeled item", effort);
        nearest.AddAll(clusters.Centres);
        foreach (var cluster in nearest.Owners)
            Covered[cluster]++;
    }

    /// <summary>The items of each cluster.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Members => members;

    /// <summary>How many labeled items each cluster has; who chooses from it counts on.</summary>
    public int[] Covered { get; }

    /// <summary>The first in an order of clusters; those of fewer than five items come last, and of equal ones the larger first.</summary>
    /// <param name="value">The higher, the sooner; null for a cluster that is not to be had.</param>
    /// <returns>−1 when none is to be had.</returns>
    public int First(Func<int, double?> value)
    {
        var (best, most) = (-1, default((bool, double, int, uint)));
        for (var cluster = 0; cluster < members.Length; cluster++)
        {
            if (value(cluster) is not { } own)
                continue;
            var rank = (members[cluster].Count >= FewestItems, own, members[cluster].Count, order.Of(cluster));
            if (best < 0 || rank.CompareTo(most) > 0)
                (best, most) = (cluster, rank);
        }

        return best;
    }

    /// <summary>The items of a cluster from its middle outwards, and how typical the first 250 are.</summary>
    public IReadOnlyList<Typical> OutwardFrom(int cluster)
    {
        if (typical[cluster] is { } known)
            return known;
        int[] central = [.. members[cluster].OrderBy(item => fromMiddle[item]).ThenBy(order.Of)];
        var compared = Math.Min(central.Length, MostCompared);
        var found = Array.ConvertAll(central, item => new Typical(item, float.PositiveInfinity));
        Parallel.For(0, compared, effort.Parallel, place => found[place] = new Typical(central[place], Apart(central.AsSpan(0, compared), place)));
        return typical[cluster] = found;
    }

    /// <summary>The mean distance to the nearest neighbours.</summary>
    private float Apart(ReadOnlySpan<int> items, int place)
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

/// <summary>An item of a cluster.</summary>
/// <param name="Item">Its place in the pool.</param>
/// <param name="Apart">Its mean distance to its neighbours; +∞ where nobody looked.</param>
internal readonly record struct Typical(int Item, float Apart);
