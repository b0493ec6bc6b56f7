namespace Assay.Sampling.Choosing;

/// <summary>
/// An order of all items that looks random and depends on the seed alone: ties are settled by it. Each seed is a bijection of 32 bits, so no two items
/// share a place in it.
/// </summary>
internal readonly struct SeededOrder
{
    private readonly uint first, second;

    public SeededOrder(ulong seed)
    {
        // two seeds that differ in one bit have little in common after this: the finaliser of SplitMix64 (Steele, Lea and Flood 2014)
        var mixed = seed + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        (first, second) = ((uint)mixed, (uint)(mixed >> 32));
    }

    /// <summary>The item's place: the higher, the sooner.</summary>
    public uint Of(int item) => Mix(Mix((uint)item ^ first) + second);

    // the finaliser of MurmurHash3 (Appleby), each step of which can be undone
    private static uint Mix(uint value)
    {
        value = (value ^ (value >> 16)) * 0x85EBCA6B;
        value = (value ^ (value >> 13)) * 0xC2B2AE35;
        return value ^ (value >> 16);
    }
}
