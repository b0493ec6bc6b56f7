using Assay.Sampling.Choosing;

namespace Assay.Sampling.Distances;

/// <summary>
/// Points in clusters around their means (k-means: Lloyd 1982, begun by k-means++). The means are found on a sample where there are many points, then every point goes to its
/// nearest.
/// </summary>
internal sealed class Clusters
{
    private const int Sample = 10_000, Iterations = 10;

    private Clusters(Matrix centres, Nearest nearest) => (Centres, Nearest) = (centres, nearest);

    /// <summary>The means; fewer than asked for where there are not as many different points.</summary>
    public Matrix Centres { get; }

    /// <summary>Of each point its cluster, and how far from the mean it lies.</summary>
    public Nearest Nearest { get; }

    /// <exception cref="UnfitPool">A coordinate is no number.</exception>
    public static Clusters Of(Matrix points, int clusters, ulong seed, Effort effort)
    {
        var nearest = new Nearest(points, effort);
        var drawn = points.Rows <= Sample ? points : points.Take(Ranking.Top(new float[points.Rows], Sample, seed));
        var own = drawn == points ? nearest : new Nearest(drawn, effort);
        var centres = Spread(drawn, own, clusters, seed);
        var owners = own.Owners.ToArray();
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            centres = Means(drawn, owners, centres);
            own.Clear();
            own.AddAll(centres);
            if (own.Owners.SequenceEqual(owners))
                break;
            owners = own.Owners.ToArray();
        }

        if (own != nearest)
            nearest.AddAll(centres);
        return new Clusters(centres, nearest);
    }

    /// <summary>k-means++: each next centre is a point drawn by its squared distance to the nearest.</summary>
    private static Matrix Spread(Matrix points, Nearest nearest, int clusters, ulong seed)
    {
        var draws = new Draws(seed);
        var centres = new List<int>();
        var next = (int)(draws.Next() * points.Rows);
        while (next >= 0 && centres.Count < clusters)
        {
            centres.Add(next);
            nearest.Add(points.Row(next));
            next = draws.Weighted(nearest.Squared);
        }

        return points.Take(centres.ToArray());
    }

    /// <summary>The mean of each cluster; one that has lost all its points stays where it was.</summary>
    private static Matrix Means(Matrix points, int[] owners, Matrix before)
    {
        var (sums, counts) = (new double[before.Rows * points.Columns], new int[before.Rows]);
        for (var point = 0; point < points.Rows; point++)
        {
            counts[owners[point]]++;
            var sum = sums.AsSpan(owners[point] * points.Columns, points.Columns);
            var row = points.Row(point);
            for (var column = 0; column < row.Length; column++)
                sum[column] += row[column];
        }

        var means = before.Values.ToArray();
        for (var place = 0; place < means.Length; place++)
            if (counts[place / points.Columns] is > 0 and var count)
                means[place] = (float)(sums[place] / count);
        return new Matrix(before.Rows, before.Columns, means);
    }
}
