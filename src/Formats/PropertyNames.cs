using System.Text.Json;

namespace Assay.Formats;

/// <summary>
/// Tells whether a property name occurred before in the same object of the row. A hash table over copies of the names, emptied for the
/// next row by counting up a stamp; cost is constant per name, also for an object with a million of them.
/// </summary>
internal sealed class PropertyNames
{
    private struct Slot
    {
        public int Stamp, Owner, Hash, Start, Length;
    }

    private Slot[] slots = new Slot[64];
    private byte[] text = new byte[1024];
    private int stamp, count, used;

    public void Start()
    {
        stamp++;
        count = 0;
        used = 0;
    }

    /// <param name="owner">Number of the object within the row.</param>
    /// <param name="reader">Stands on the property name.</param>
    /// <returns>False when the object has this name already.</returns>
    public bool Add(int owner, ref Utf8JsonReader reader)
    {
        if (text.Length - used < reader.ValueSpan.Length)
            Array.Resize(ref text, Math.Max(text.Length * 2, used + reader.ValueSpan.Length));
        // unescaped, so that "a" and "\u0061" are the same name
        var length = reader.CopyString(text.AsSpan(used));
        var name = text.AsSpan(used, length);
        // seeded per process: nobody can prepare a file whose names all collide
        var hash = new HashCode();
        hash.Add(owner);
        hash.AddBytes(name);
        var code = hash.ToHashCode();
        var at = code & (slots.Length - 1);
        for (; slots[at].Stamp == stamp; at = (at + 1) & (slots.Length - 1))
        {
            ref var other = ref slots[at];
            if (other.Hash == code && other.Owner == owner && text.AsSpan(other.Start, other.Length).SequenceEqual(name))
                return false;
        }
        slots[at] = new Slot { Stamp = stamp, Owner = owner, Hash = code, Start = used, Length = length };
        used += length;
        if (++count > slots.Length / 2)
            Grow();
        return true;
    }

    private void Grow()
    {
        var old = slots;
        slots = new Slot[old.Length * 2];
        foreach (var slot in old)
        {
            if (slot.Stamp != stamp)
                continue;
            var at = slot.Hash & (slots.Length - 1);
            while (slots[at].Stamp == stamp)
                at = (at + 1) & (slots.Length - 1);
            slots[at] = slot;
        }
    }
}
