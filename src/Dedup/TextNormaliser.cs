using System.Text;
using Assay.Model.Unicode;

namespace Assay.Dedup;

/// <summary>Brings a text to the form in which equal content has equal bytes; what that is, and why: <see cref="ContentHash"/>.</summary>
/// <remarks>Normalising twice gives the same as once. Not thread-safe; results live until the next call.</remarks>
public sealed class TextNormaliser
{
    private byte[] output = new byte[1024];
    private int length;
    private bool spaceDue;
    private int[] characters = [];

    /// <summary>The normalised text, valid until the next call.</summary>
    public ReadOnlySpan<byte> Normalise(ReadOnlySpan<byte> utf8)
    {
        length = 0;
        spaceDue = false;
        if (Ascii.IsValid(utf8))
            NormaliseAscii(utf8);
        else if (!TryNormaliseComposed(utf8))
            NormaliseAny(utf8);
        return output.AsSpan(0, length);
    }

    /// <inheritdoc cref="Normalise(ReadOnlySpan{byte})"/>
    public string Normalise(string text) => Encoding.UTF8.GetString(Normalise(Encoding.UTF8.GetBytes(text)));

    private void NormaliseAscii(ReadOnlySpan<byte> ascii)
    {
        Reserve(ascii.Length + 1);
        foreach (var b in ascii)
        {
            if (b is (byte)' ' or (>= 9 and <= 13))
            {
                spaceDue = true;
                continue;
            }
            if (spaceDue && length > 0)
                output[length++] = (byte)' ';
            spaceDue = false;
            output[length++] = b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
        }
    }

    /// <summary>Most text that is not ASCII is in NFC already and shows it character by character; false as soon as one might not be.</summary>
    private bool TryNormaliseComposed(ReadOnlySpan<byte> utf8)
    {
        // a byte that is not UTF-8 becomes the three of U+FFFD; lower case takes at most half as many bytes again as upper case
        Reserve(utf8.Length * 3 + 4);
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            if (CanonicalForm.NeedsAttention(rune.Value))
            {
                length = 0;
                spaceDue = false;
                return false;
            }
            utf8 = utf8[consumed..];
            Append(rune.Value);
        }
        return true;
    }

    private void NormaliseAny(ReadOnlySpan<byte> utf8)
    {
        // invisible characters go first: between a letter and its accent they would keep the two apart
        var count = 0;
        if (characters.Length < utf8.Length)
            characters = new int[utf8.Length];
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            utf8 = utf8[consumed..];
            if (!IsInvisible(rune.Value))
                characters[count++] = rune.Value;
        }
        var composed = CanonicalForm.Compose(characters.AsSpan(0, count));
        for (var i = 0; i < composed.Length; i++)
            composed[i] = Lower(composed[i]);
        // an accented capital may have a plain form whose small letter composes where the capital does not
        composed = CanonicalForm.Compose(composed);
        Reserve(composed.Length * 4 + 4);
        foreach (var character in composed)
            Append(character);
    }

    private void Append(int character)
    {
        if (IsInvisible(character))
            return;
        var rune = new Rune(character);
        if (Rune.IsWhiteSpace(rune))
        {
            spaceDue = true;
            return;
        }
        if (spaceDue && length > 0)
            output[length++] = (byte)' ';
        spaceDue = false;
        length += new Rune(Lower(character)).EncodeToUtf8(output.AsSpan(length));
    }

    private static int Lower(int character) => character == 'ς' ? 'σ' : Rune.ToLowerInvariant(new Rune(character)).Value;

    /// <summary>Soft hyphen, zero-width space and (non-)joiners, direction marks and embeddings, invisible operators, byte order mark.</summary>
    private static bool IsInvisible(int character) => character is 0xAD or 0x180E or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E)
        or (>= 0x2060 and <= 0x2064) or (>= 0x2066 and <= 0x2069) or 0xFEFF;

    private void Reserve(int size)
    {
        if (output.Length < size)
            output = new byte[Math.Max(size, output.Length * 2)];
    }
}
