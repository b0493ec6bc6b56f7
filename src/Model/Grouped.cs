namespace Assay.Model;

/// <summary>
/// Votes in flat arrays, grouped by one of their columns, by item or by person: a pass over all touches memory in order, and a group costs no object.
/// </summary>
/// <typeparam name="T">What a vote says: a category, a number.</typeparam>
/// <remarks>4 bytes a vote and what it says, 4 a group.</remarks>
public sealed class Grouped<T>
{
    private readonly int[] start, others;
    private readonly T[] values;

    /// <summary>Groups a long table by a counting sort, in time linear in the votes; votes of one group stay in the order they came in.</summary>
    /// <param name="group">The column to group by, each from 0 to below <paramref name="groups"/>.</param>
    /// <param name="other">The other column.</param>
    /// <param name="value">What is said.</param>
    /// <param name="groups">How many groups there are.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public Grouped(ReadOnlySpan<int> group, ReadOnlySpan<int> other, ReadOnlySpan<T> value, int groups)
    {
        if (group.Length != other.Length || group.Length != value.Length)
            throw new ArgumentException($"Columns of {group.Length}, {other.Length} and {value.Length} votes; they must be equally long.");
        start = new int[groups + 1];
        foreach (var g in group) start[g + 1]++;
        for (var g = 0; g < groups; g++) start[g + 1] += start[g];
        var next = start.AsSpan(0, groups).ToArray();
        others = new int[group.Length];
        values = new T[group.Length];
        for (var v = 0; v < group.Length; v++)
        {
            var at = next[group[v]]++;
            others[at] = other[v];
            values[at] = value[v];
        }
    }

    /// <summary>The number of groups, the empty ones included.</summary>
    public int Groups => start.Length - 1;

    /// <summary>The number of votes.</summary>
    public int Count => values.Length;

    /// <summary>The other column of the group's votes: who voted, or on what.</summary>
    public ReadOnlySpan<int> OthersOf(int group) => others.AsSpan(start[group]..start[group + 1]);

    /// <summary>What the group's votes say, in the order of <see cref="OthersOf"/>.</summary>
    public ReadOnlySpan<T> ValuesOf(int group) => values.AsSpan(start[group]..start[group + 1]);

    /// <summary>The same votes grouped by the other column, in the order of this one.</summary>
    /// <param name="groups">How many groups of the other column there are.</param>
    public Grouped<T> Turned(int groups)
    {
        var column = new int[Count];
        for (var g = 0; g < Groups; g++) column.AsSpan(start[g]..start[g + 1]).Fill(g);
        return new Grouped<T>(others, column, values, groups);
    }

    /// <summary>The first group in which the other column says the same twice, and what it says; null when there is none.</summary>
    internal (int Group, int Other)? Repeat(int groupsOfOther)
    {
        // by the other column, the last group it was seen in, from 1
        var last = new int[groupsOfOther];
        for (var g = 0; g < Groups; g++)
        {
            foreach (var other in OthersOf(g))
            {
                if (last[other] == g + 1) return (g, other);
                last[other] = g + 1;
            }
        }
        return null;
    }
}
