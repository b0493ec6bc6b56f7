namespace Assay.Aggregation;

/// <summary>Votes grouped by one of their columns: by item or by person.</summary>
/// <param name="Start">Where each group begins, and behind the last its end.</param>
/// <param name="Others">The other column: who voted, or on what.</param>
/// <param name="Values">What the votes say.</param>
internal readonly record struct Grouped<T>(int[] Start, int[] Others, T[] Values)
{
    public int Groups => Start.Length - 1;

    public ReadOnlySpan<int> OthersOf(int group) => Others.AsSpan(Start[group]..Start[group + 1]);

    public ReadOnlySpan<T> ValuesOf(int group) => Values.AsSpan(Start[group]..Start[group + 1]);

    /// <summary>A counting sort; votes of one group stay in the order they came in.</summary>
    public static Grouped<T> Of(ReadOnlySpan<int> group, ReadOnlySpan<int> other, ReadOnlySpan<T> value, int groups)
    {
        var start = new int[groups + 1];
        foreach (var g in group) start[g + 1]++;
        for (var g = 0; g < groups; g++) start[g + 1] += start[g];
        var next = start.AsSpan(0, groups).ToArray();
        var others = new int[group.Length];
        var values = new T[group.Length];
        for (var v = 0; v < group.Length; v++)
        {
            var at = next[group[v]]++;
            others[at] = other[v];
            values[at] = value[v];
        }
        return new Grouped<T>(start, others, values);
    }

    /// <summary>The same votes grouped by the other column, in the order of this one.</summary>
    public Grouped<T> Turned(int others)
    {
        var column = new int[Others.Length];
        for (var g = 0; g < Groups; g++) column.AsSpan(Start[g]..Start[g + 1]).Fill(g);
        return Of(Others, column, Values, others);
    }
}
