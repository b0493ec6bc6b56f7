namespace Assay.Model.Regions;

/// <summary>Which regions may overlap at all, found by sorting: those that lie apart cost nothing.</summary>
public static class Overlaps
{
    /// <summary>A region is held against at most so many of its most alike, which bounds the memory where all lie on each other.</summary>
    public const int MostPartners = 64;

    /// <summary>The pairs of two lists that are alike.</summary>
    /// <param name="first">The extents of the one.</param>
    /// <param name="second">The extents of the other.</param>
    /// <param name="likeness">Of a place in the one and a place in the other whose extents touch; those of 0 are left out.</param>
    public static List<Alike> Between(IReadOnlyList<Extent> first, IReadOnlyList<Extent> second, Func<int, int, double> likeness)
    {
        var partners = new List<Alike>[first.Count];
        Sweep([.. first, .. second], (a, b) =>
        {
            var (one, other) = a < b ? (a, b - first.Count) : (b, a - first.Count);
            if (one < first.Count && other >= 0 && likeness(one, other) is > 0 and var much) Keep(partners[one] ??= [], new Alike(one, other, much));
        });
        return Kept(partners);
    }

    /// <summary>The pairs within one list that are alike, the lower place first.</summary>
    public static List<Alike> Within(IReadOnlyList<Extent> all, Func<int, int, double> likeness)
    {
        var partners = new List<Alike>[all.Count];
        Sweep(all, (a, b) =>
        {
            var (one, other) = (Math.Min(a, b), Math.Max(a, b));
            if (likeness(one, other) is > 0 and var much) Keep(partners[one] ??= [], new Alike(one, other, much));
        });
        return Kept(partners);
    }

    private static void Sweep(IReadOnlyList<Extent> all, Action<int, int> meet)
    {
        var open = new List<int>();
        foreach (var next in Enumerable.Range(0, all.Count).OrderBy(place => all[place].Left))
        {
            var kept = 0;
            for (var i = 0; i < open.Count; i++)
            {
                if (all[open[i]].Right < all[next].Left) continue;
                open[kept++] = open[i];
                if (all[open[i]].Touches(all[next])) meet(open[i], next);
            }
            open.RemoveRange(kept, open.Count - kept);
            open.Add(next);
        }
    }

    private static void Keep(List<Alike> partners, Alike pair)
    {
        partners.Add(pair);
        if (partners.Count >= 2 * MostPartners) Trim(partners);
    }

    private static List<Alike> Kept(List<Alike>?[] partners)
    {
        var kept = new List<Alike>();
        foreach (var some in partners)
        {
            if (some is null) continue;
            if (some.Count > MostPartners) Trim(some);
            kept.AddRange(some);
        }
        return kept;
    }

    private static void Trim(List<Alike> partners)
    {
        partners.Sort((a, b) => a.Likeness != b.Likeness ? b.Likeness.CompareTo(a.Likeness) : a.Second.CompareTo(b.Second));
        partners.RemoveRange(MostPartners, partners.Count - MostPartners);
    }
}
