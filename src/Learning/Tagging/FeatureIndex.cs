using System.Numerics;

namespace Assay.Learning.Tagging;

/// <summary>Numbers keys in the order in which they come: open addressing with linear probing, at most half full.</summary>
internal sealed class FeatureIndex
{
    private ulong[] keys;
    private int[] slots;

    public FeatureIndex(int capacity = 16)
    {
        keys = new ulong[Math.Max(capacity, 16)];
        slots = new int[BitOperations.RoundUpToPowerOf2((uint)keys.Length * 2)];
    }

    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Keys => keys.AsSpan(0, Count);

    /// <summary>The number of a key, or −1.</summary>
    public int Find(ulong key)
    {
        var mask = slots.Length - 1;
        for (var slot = (int)key & mask; slots[slot] != 0; slot = (slot + 1) & mask)
            if (keys[slots[slot] - 1] == key)
                return slots[slot] - 1;
        return -1;
    }

    /// <summary>The number of a key, a new one if it has none.</summary>
    public int Add(ulong key)
    {
        var mask = slots.Length - 1;
        var slot = (int)key & mask;
        for (; slots[slot] != 0; slot = (slot + 1) & mask)
            if (keys[slots[slot] - 1] == key)
                return slots[slot] - 1;
        if (Count == keys.Length)
        {
            Grow();
            return Add(key);
        }

        keys[Count] = key;
        slots[slot] = ++Count;
        return Count - 1;
    }

    private void Grow()
    {
        Array.Resize(ref keys, keys.Length * 2);
        slots = new int[slots.Length * 2];
        for (var number = 0; number < Count; number++)
        {
            var slot = (int)keys[number] & (slots.Length - 1);
            while (slots[slot] != 0) slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = number + 1;
        }
    }
}
