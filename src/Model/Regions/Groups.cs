namespace Assay.Model.Regions;

/// <summary>Members joined two by two into groups, by a forest with path halving (Tarjan and van Leeuwen 1984, Journal of the ACM 31:245-281).</summary>
/// <param name="count">How many members there are, each a group of its own at first.</param>
internal sealed class Groups(int count)
{
    private readonly int[] parents = [.. Enumerable.Range(0, count)];

    /// <summary>Joins the groups of two members.</summary>
    public void Join(int a, int b)
    {
        var (first, second) = (Of(a), Of(b));
        if (first != second) parents[Math.Max(first, second)] = Math.Min(first, second);
    }

    /// <summary>The group of a member: its least member.</summary>
    public int Of(int member)
    {
        while (parents[member] != member) member = parents[member] = parents[parents[member]];
        return member;
    }

    /// <summary>Every group in the order of its first member, its members ascending.</summary>
    public IEnumerable<List<int>> All()
    {
        var groups = new SortedDictionary<int, List<int>>();
        for (var member = 0; member < parents.Length; member++)
        {
            if (!groups.TryGetValue(Of(member), out var group)) groups.Add(Of(member), group = []);
            group.Add(member);
        }
        return groups.Values;
    }
}
