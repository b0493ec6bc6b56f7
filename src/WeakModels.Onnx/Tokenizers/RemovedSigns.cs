using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Assay.WeakModels.Onnx.Tokenizers;

/// <summary>
/// The characters that the normalization of a SentencePiece model turns into nothing, control characters mostly. The library leaves them in, so they are
/// taken out of a text before.
/// </summary>
/// <remarks>
/// Source: google/sentencepiece. In a ModelProto the field 3 is the normalizer, whose field 2 holds the compiled rules: the size of a trie, a double array of
/// Darts over UTF-8 with the place of each replacement, and the replacements, each ended by a zero.
/// </remarks>
internal sealed class RemovedSigns
{
    private readonly SearchValues<char> signs;

    private RemovedSigns(IEnumerable<char> signs) => this.signs = SearchValues.Create([.. signs]);

    /// <param name="model">The bytes of a ModelProto.</param>
    /// <returns>Nothing is removed where the model has no rules, or bytes that are none.</returns>
    public static RemovedSigns Of(ReadOnlySpan<byte> model)
    {
        var rules = Field(Field(model, 3), 2);
        if (rules.Length < 4) return new RemovedSigns([]);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(rules);
        if (size % 4 != 0 || size > rules.Length - 4) return new RemovedSigns([]);
        var (trie, replacements) = (Units(rules.Slice(4, (int)size)), rules[(4 + (int)size)..].ToArray());
        return new RemovedSigns(Enumerable.Range(1, char.MaxValue).Where(sign => Rune.IsValid(sign)).Where(sign => IsRemoved(trie, replacements, sign)).Select(sign => (char)sign));
    }

    /// <summary>The text without them.</summary>
    public string Without(string text) => text.AsSpan().ContainsAny(signs) ? string.Concat(text.Where(unit => !signs.Contains(unit))) : text;

    private static bool IsRemoved(uint[] trie, byte[] replacements, int sign)
    {
        Span<byte> key = stackalloc byte[4];
        var length = new Rune(sign).EncodeToUtf8(key);
        var at = Offset(trie.Length > 0 ? trie[0] : 0);
        var unit = 0u;
        foreach (var one in key[..length])
        {
            at ^= one;
            // a unit carries the byte that leads to it
            if (at >= trie.Length || ((unit = trie[at]) & 0x8000_00FF) != one) return false;
            at ^= Offset(unit);
        }
        // the replacement's place stands in the leaf
        return (unit >> 8 & 1) == 1 && at < trie.Length && (trie[at] & 0x7FFF_FFFF) is var place && place < replacements.Length && replacements[place] == 0;
    }

    private static uint Offset(uint unit) => unit >> 10 << (int)((unit & 0x200) >> 6);

    private static uint[] Units(ReadOnlySpan<byte> bytes)
    {
        var units = new uint[bytes.Length / 4];
        for (var unit = 0; unit < units.Length; unit++) units[unit] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * unit)..]);
        return units;
    }

    /// <summary>The last field of a message with this number that has a length; empty when there is none.</summary>
    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, int number)
    {
        ReadOnlySpan<byte> found = [];
        while (message.Length > 0)
        {
            var tag = Varint(ref message);
            var length = (tag & 7) switch { 0 => 0ul, 1 => 8ul, 5 => 4ul, 2 => Varint(ref message), _ => ulong.MaxValue };
            if ((tag & 7) == 0) Varint(ref message);
            if (length > (ulong)message.Length) return found;
            if ((tag & 7) == 2 && tag >> 3 == (ulong)number) found = message[..(int)length];
            message = message[(int)length..];
        }
        return found;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0ul;
        for (var shift = 0; bytes.Length > 0 && shift < 64; shift += 7)
        {
            var one = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80) break;
        }
        return value;
    }
}
