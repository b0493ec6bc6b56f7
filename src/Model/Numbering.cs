using System.Runtime.InteropServices;

namespace Assay.Model;

/// <summary>Gives names numbers 0, 1, … in the order in which they first come.</summary>
/// <typeparam name="T">What is named.</typeparam>
public sealed class Numbering<T> where T : notnull
{
    private readonly Dictionary<T, int> numbers = [];
    private readonly List<T> names = [];

    /// <summary>The names by their number.</summary>
    public IReadOnlyList<T> Names => names;

    /// <summary>The number of this name, the next one when it is new.</summary>
    public int Of(T name)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, name, out var known);
        if (known) return number;
        number = names.Count;
        names.Add(name);
        return number;
    }
}
