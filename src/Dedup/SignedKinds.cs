namespace Assay.Dedup;

/// <summary>What items there are, each kind once however often it comes, with the signature of each. Memory is that of the different ones.</summary>
internal sealed class SignedKinds(int places)
{
    private const int Part = 1024;

    private readonly Dictionary<UInt128, int> kinds = [];
    private readonly List<int> items = [];
    private readonly List<ushort[]> signatures = [];

    public int Count => items.Count;

    /// <summary>An item of the kind, the first.</summary>
    public int Item(int kind) => items[kind];

    public ReadOnlySpan<ushort> Signature(int kind) => signatures[kind / Part].AsSpan(kind % Part * places, places);

    public bool Has(UInt128 key) => kinds.ContainsKey(key);

    /// <returns>The kind of the item.</returns>
    public int Add(UInt128 key, int item, ReadOnlySpan<ushort> signature)
    {
        if (kinds.TryGetValue(key, out var known))
            return known;
        var kind = Count;
        kinds.Add(key, kind);
        items.Add(item);
        if (kind % Part == 0)
            signatures.Add(new ushort[Part * places]);
        signature.CopyTo(signatures[^1].AsSpan(kind % Part * places));
        return kind;
    }
}
