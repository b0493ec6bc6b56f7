namespace Assay.Agreement;

/// <summary>Distances between sets of labels, 0 for the same to 1 for nothing in common.</summary>
public static class SetDistance
{
    /// <summary>One less the share of all labels in either that are in both (Jaccard 1901). Two empty sets are the same.</summary>
    public static double Jaccard<T>(IReadOnlySet<T> a, IReadOnlySet<T> b)
    {
        var both = a.Count(b.Contains);
        var either = a.Count + b.Count - both;
        return either == 0 ? 0 : 1 - (double)both / either;
    }

    /// <summary>
    /// MASI: Jaccard's similarity times how far one set is part of the other: 1 when equal, 2/3 when one holds the other, 1/3 when they only overlap.
    /// Passonneau (2006), "Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation", LREC.
    /// </summary>
    public static double Masi<T>(IReadOnlySet<T> a, IReadOnlySet<T> b)
    {
        var both = a.Count(b.Contains);
        var part = both == a.Count && both == b.Count ? 1 : both == a.Count || both == b.Count ? 2 / 3.0 : both > 0 ? 1 / 3.0 : 0;
        return 1 - (1 - Jaccard(a, b)) * part;
    }
}
