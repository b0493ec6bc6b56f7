namespace Assay.Model.Questions;

/// <summary>Puts paths in the order in which their labels stand in the schema, parents before their children.</summary>
internal sealed class SchemaOrder : IComparer<int[]>
{
    public static readonly SchemaOrder Instance = new();

    private SchemaOrder() { }

    /// <summary>The place of each label of the path among its siblings; these compare as the paths do.</summary>
    public static int[] PlaceOf(LabelSet labels, LabelPath path)
    {
        var places = new int[path.Names.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = labels.IndexOf(path.Names[i]);
            labels = places[i] < 0 ? LabelSet.Empty : labels[places[i]].Children;
        }
        return places;
    }

    /// <summary>Compares two lists of paths by their first difference; of one that begins as the other, the shorter comes first.</summary>
    public static int Compare(LabelSet labels, IReadOnlyList<LabelPath> a, IReadOnlyList<LabelPath> b)
    {
        for (var i = 0; i < a.Count && i < b.Count; i++)
            if (Instance.Compare(PlaceOf(labels, a[i]), PlaceOf(labels, b[i])) is var order and not 0) return order;
        return a.Count - b.Count;
    }

    public int Compare(int[]? x, int[]? y) => x.AsSpan().SequenceCompareTo(y);
}
