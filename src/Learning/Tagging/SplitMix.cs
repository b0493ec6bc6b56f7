namespace Assay.Learning.Tagging;

/// <summary>Random numbers that are the same everywhere (Steele, Lea and Flood, 2014, "Fast splittable pseudorandom number generators").</summary>
internal struct SplitMix(ulong seed)
{
    private ulong state = seed;

    public ulong Next() => FeatureKey.Mixed(state += 0x9e3779b97f4a7c15);

    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = (int)(Next() % (ulong)(i + 1));
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
