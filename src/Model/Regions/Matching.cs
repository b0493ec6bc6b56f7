namespace Assay.Model.Regions;

/// <summary>
/// Pairs two lists one to one so that the sum of likenesses is largest, from the pairs that are alike at all.
/// </summary>
/// <remarks>
/// Pairs fall into groups that share no member; each is solved by itself, exactly by <see cref="Assignment"/>. Where regions overlap few others, time grows
/// with their number. A group that would take more than <see cref="MostSteps"/> steps is paired greedily, the most alike first, which reaches at least half
/// of the best sum.
/// </remarks>
public static class Matching
{
    /// <summary>Steps of one exact assignment: the smaller side squared times the larger.</summary>
    public const long MostSteps = 500_000_000;

    /// <summary>The pairs made, in the order of the first list.</summary>
    /// <param name="first">How long the first list is.</param>
    /// <param name="second">How long the second list is.</param>
    /// <param name="alike">Pairs that may be made, none twice, each with a likeness above 0.</param>
    public static IReadOnlyList<Alike> Best(int first, int second, IReadOnlyList<Alike> alike)
    {
        var groups = new Groups(first + second);
        foreach (var pair in alike) groups.Join(pair.First, first + pair.Second);
        var made = new List<Alike>();
        foreach (var group in alike.GroupBy(pair => groups.Of(pair.First)))
        {
            var pairs = group.ToList();
            if (pairs.Count == 1) made.Add(pairs[0]);
            else made.AddRange(OfGroup(pairs));
        }
        made.Sort((a, b) => a.First.CompareTo(b.First));
        return made;
    }

    private static IEnumerable<Alike> OfGroup(List<Alike> pairs)
    {
        List<int> rows = [.. pairs.Select(pair => pair.First).Distinct().Order()], columns = [.. pairs.Select(pair => pair.Second).Distinct().Order()];
        long small = Math.Min(rows.Count, columns.Count), large = Math.Max(rows.Count, columns.Count);
        if (small * small * large > MostSteps) return Greedy(pairs);
        double[][] gains = [.. rows.Select(_ => new double[columns.Count])];
        foreach (var (one, other, likeness) in pairs) gains[rows.BinarySearch(one)][columns.BinarySearch(other)] = likeness;
        return Assignment.Best(gains).Index().Where(pair => pair.Item >= 0)
            .Select(pair => new Alike(rows[pair.Index], columns[pair.Item], gains[pair.Index][pair.Item]));
    }

    private static List<Alike> Greedy(List<Alike> pairs)
    {
        var (made, one, other) = (new List<Alike>(), new HashSet<int>(), new HashSet<int>());
        foreach (var pair in pairs.OrderByDescending(pair => pair.Likeness).ThenBy(pair => pair.First).ThenBy(pair => pair.Second))
        {
            if (one.Contains(pair.First) || other.Contains(pair.Second)) continue;
            one.Add(pair.First);
            other.Add(pair.Second);
            made.Add(pair);
        }
        return made;
    }
}
