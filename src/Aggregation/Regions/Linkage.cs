namespace Assay.Aggregation.Regions;

/// <summary>
/// Agglomerative clustering by average linkage: the two clusters whose members are most alike on average become one, until none are alike enough.
/// </summary>
/// <remarks>Updates by Lance and Williams (1967), Computer Journal 9:373-380. Memory grows with the square of the members, time with their cube at
/// worst.</remarks>
internal static class Linkage
{
    /// <summary>The clusters, each in ascending order, in the order of their first members.</summary>
    /// <param name="count">How many members there are.</param>
    /// <param name="likeness">Of two members; symmetric.</param>
    /// <param name="apart">Two who may never be together.</param>
    /// <param name="least">The least mean likeness of clusters that are joined.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Clusters(int count, Func<int, int, double> likeness, Func<int, int, bool> apart, double least)
    {
        var alike = new double[count, count];
        for (var a = 0; a < count; a++)
            for (var b = 0; b < a; b++)
                alike[a, b] = alike[b, a] = apart(a, b) ? double.NegativeInfinity : likeness(a, b);
        var clusters = Enumerable.Range(0, count).Select(member => (List<int>?)[member]).ToArray();
        while (true)
        {
            var (first, second, most) = (-1, -1, least);
            for (var a = 0; a < count; a++)
                for (var b = 0; b < a && clusters[a] is not null; b++)
                    if (clusters[b] is not null && alike[a, b] > most) (first, second, most) = (b, a, alike[a, b]);
            if (first < 0) return [.. clusters.OfType<List<int>>().Select(cluster => cluster.Order().ToList())];

            double n = clusters[first]!.Count, m = clusters[second]!.Count;
            for (var other = 0; other < count; other++)
                if (other != first && other != second) alike[first, other] = alike[other, first] = (n * alike[first, other] + m * alike[second, other]) / (n + m);
            clusters[first]!.AddRange(clusters[second]!);
            clusters[second] = null;
        }
    }
}
