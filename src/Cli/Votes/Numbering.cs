using System.Runtime.InteropServices;

namespace Assay.Cli.Votes;

/// <summary>Gives names numbers from 0 in the order in which they first come.</summary>
internal sealed class Numbering
{
    private readonly Dictionary<string, int> numbers = [];
    private readonly List<string> names = [];

    public IReadOnlyList<string> Names => names;

    public int Of(string name)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, name, out var known);
        if (!known)
        {
            number = names.Count;
            names.Add(name);
        }

        return number;
    }
}
