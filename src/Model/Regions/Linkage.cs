namespace Assay.Model.Regions;

/// <summary>How alike two of many are.</summary>
/// <param name="First">The place of one.</param>
/// <param name="Second">The place of another, of the same or of a second list.</param>
/// <param name="Likeness">0 or above; more is more alike.</param>
public readonly record struct Alike(int First, int Second, double Likeness);

/// <summary>
/// Agglomerative clustering by average linkage: the two clusters whose members are most alike on average become one, until none are alike enough.
/// </summary>
/// <remarks>
/// Updates by Lance and Williams (1967), Computer Journal 9:373-380. Members that are alike in nothing never meet, so the work is done within groups
/// that are linked: memory grows with the square of the largest group, time with the square of it in most cases and the cube at worst. A group of more
/// than <see cref="MostExact"/> is clustered by its most alike pairs, without averages.
/// </remarks>
public static class Linkage
{
    /// <summary>The largest group of linked members that is clustered by averages.</summary>
    public const int MostExact = 2_000;

    /// <summary>The clusters, each in ascending order, in the order of their first members.</summary>
    /// <param name="count">How many members there are.</param>
    /// <param name="likeness">Of two members, 0 or above; symmetric.</param>
    /// <param name="apart">Two who may never be together.</param>
    /// <param name="least">The least mean likeness of clusters that are joined, 0 or above.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Clusters(int count, Func<int, int, double> likeness, Func<int, int, bool> apart, double least)
    {
        var alike = new List<Alike>();
        for (var a = 0; a < count; a++)
            for (var b = 0; b < a; b++)
                if (!apart(a, b) && likeness(a, b) is > 0 and var much) alike.Add(new Alike(b, a, much));
        return Clusters(count, alike, apart, least);
    }

    /// <summary>The same of the pairs that are alike at all.</summary>
    /// <param name="count">How many members there are.</param>
    /// <param name="alike">Pairs of members with their likeness, none twice; those left out have none.</param>
    /// <param name="apart">Two who may never be together.</param>
    /// <param name="least">The least mean likeness of clusters that are joined, 0 or above.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Clusters(int count, IReadOnlyList<Alike> alike, Func<int, int, bool> apart, double least)
    {
        var groups = new Groups(count);
        foreach (var (first, second, _) in alike) groups.Join(first, second);
        var links = alike.ToLookup(pair => groups.Of(pair.First));
        var clusters = new List<IReadOnlyList<int>>();
        foreach (var members in groups.All())
        {
            if (members.Count == 1) clusters.Add(members);
            else if (members.Count > MostExact) clusters.AddRange(ByPairs(members, links[groups.Of(members[0])], apart, least));
            else clusters.AddRange(ByAverage(members, links[groups.Of(members[0])], apart, least));
        }
        return [.. clusters.OrderBy(cluster => cluster[0])];
    }

    private static IEnumerable<IReadOnlyList<int>> ByAverage(List<int> members, IEnumerable<Alike> links, Func<int, int, bool> apart, double least)
    {
        var count = members.Count;
        var alike = new double[count, count];
        for (var a = 0; a < count; a++)
            for (var b = 0; b < a; b++)
                if (apart(members[a], members[b])) alike[a, b] = alike[b, a] = double.NegativeInfinity;
        foreach (var (first, second, likeness) in links)
        {
            var (a, b) = (members.BinarySearch(first), members.BinarySearch(second));
            if (!double.IsNegativeInfinity(alike[a, b])) alike[a, b] = alike[b, a] = likeness;
        }
        var clusters = members.Select(member => (List<int>?)[member]).ToArray();
        // for each cluster the one before it that it is most like
        var best = new int[count];
        for (var a = 0; a < count; a++) best[a] = Best(a);
        while (true)
        {
            var (second, most) = (-1, least);
            for (var a = 0; a < count; a++)
                if (clusters[a] is not null && best[a] >= 0 && alike[a, best[a]] > most) (second, most) = (a, alike[a, best[a]]);
            if (second < 0) return clusters.OfType<List<int>>().Select(cluster => cluster.Order().ToList());

            var first = best[second];
            double n = clusters[first]!.Count, m = clusters[second]!.Count;
            for (var other = 0; other < count; other++)
                if (other != first && other != second) alike[first, other] = alike[other, first] = (n * alike[first, other] + m * alike[second, other]) / (n + m);
            clusters[first]!.AddRange(clusters[second]!);
            clusters[second] = null;
            best[first] = Best(first);
            for (var a = first + 1; a < count; a++)
            {
                if (clusters[a] is null) continue;
                if (best[a] == first || best[a] == second) best[a] = Best(a);
                else if (best[a] < 0 || alike[a, first] > alike[a, best[a]] || (alike[a, first] == alike[a, best[a]] && first < best[a])) best[a] = first;
            }
        }

        int Best(int a)
        {
            var (found, most) = (-1, double.NegativeInfinity);
            for (var b = 0; b < a; b++)
                if (clusters[b] is not null && alike[a, b] > most) (found, most) = (b, alike[a, b]);
            return found;
        }
    }

    private static IEnumerable<IReadOnlyList<int>> ByPairs(List<int> members, IEnumerable<Alike> links, Func<int, int, bool> apart, double least)
    {
        var clusters = members.ToDictionary(member => member, member => (List<int>)[member]);
        foreach (var (first, second, likeness) in links.OrderByDescending(pair => pair.Likeness).ThenBy(pair => pair.First).ThenBy(pair => pair.Second))
        {
            var (one, other) = (clusters[first], clusters[second]);
            if (likeness <= least) break;
            if (one == other || one.Exists(a => other.Exists(b => apart(a, b)))) continue;
            one.AddRange(other);
            foreach (var member in other) clusters[member] = one;
        }
        return clusters.Values.Distinct().Select(cluster => cluster.Order().ToList());
    }
}
