using System.Text;

namespace Assay.Dedup;

/// <summary>
/// A text as the set of its pieces of n characters in a row, each as a number; of the text as <see cref="TextNormaliser"/> has it and with punctuation as spaces, so that neither case, white space,
/// invisible characters nor punctuation matter. A text of fewer characters, also the empty one, is one piece. One that is nothing but punctuation keeps it.
/// </summary>
/// <remarks>
/// Characters (code points) and not words: one slip in a text of 37 words costs three of its 35 pieces of three words, but only five of its some 215 of five characters; and it needs no word
/// boundaries, so it reads any script. Pieces are rolling hashes (Karp and Rabin 1987, "Efficient randomized pattern-matching algorithms", IBM Journal of Research and Development 31) of 64 bits.
/// Not thread-safe: one for each thread.
/// </remarks>
public sealed class Shingles
{
    /// <summary>The longest piece.</summary>
    public const int Longest = 64;

    private const ulong Multiplier = 0xD1342543DE82EF95;

    /// <summary>Of each ASCII character whether it is punctuation or the space.</summary>
    private static readonly bool[] Gaps = [.. Enumerable.Range(0, 0x80).Select(character => character == ' ' || char.IsPunctuation((char)character))];

    private readonly TextNormaliser normaliser = new();
    private readonly int length;
    private readonly ulong leaving = 1;
    private byte[] bytes = [];
    private int[] characters = [];
    private ulong[] pieces = [0];

    /// <param name="length">Characters a piece, n; 1 to 64.</param>
    public Shingles(int length = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Longest);
        this.length = length;
        for (var i = 0; i < length; i++)
            leaving *= Multiplier;
    }

    /// <summary>The pieces in the order of the text, also repeated ones; valid until the next call.</summary>
    public ReadOnlySpan<ulong> Of(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        if (bytes.Length < count)
            bytes = new byte[Math.Max(count, bytes.Length * 2)];
        // halves of surrogate pairs become U+FFFD
        return Pieces(Read(normaliser.Normalise(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)))));
    }

    private ReadOnlySpan<int> Read(ReadOnlySpan<byte> utf8)
    {
        if (characters.Length < utf8.Length)
            characters = new int[Math.Max(utf8.Length, characters.Length * 2)];
        var count = Read(utf8, keepPunctuation: false);
        return characters.AsSpan(0, count > 0 ? count : Read(utf8, keepPunctuation: true));
    }

    private int Read(ReadOnlySpan<byte> utf8, bool keepPunctuation)
    {
        var (count, at, spaceDue) = (0, 0, false);
        while (at < utf8.Length)
        {
            var (character, isGap) = ((int)utf8[at], utf8[at] < 0x80 && Gaps[utf8[at]]);
            if (character < 0x80)
                at++;
            else
                (character, isGap) = Decode(utf8, ref at);
            if (isGap && !(keepPunctuation && character != ' '))
            {
                spaceDue = count > 0;
                continue;
            }

            if (spaceDue)
                characters[count++] = ' ';
            spaceDue = false;
            characters[count++] = character;
        }

        return count;
    }

    private static (int Character, bool IsGap) Decode(ReadOnlySpan<byte> utf8, ref int at)
    {
        Rune.DecodeFromUtf8(utf8[at..], out var rune, out var consumed);
        at += consumed;
        return (rune.Value, Rune.IsPunctuation(rune));
    }

    private ReadOnlySpan<ulong> Pieces(ReadOnlySpan<int> text)
    {
        var hash = 0ul;
        foreach (var character in text[..Math.Min(length, text.Length)])
            hash = (hash * Multiplier) + (uint)character;
        if (text.Length <= length)
        {
            // the length tells a short text from one that begins with characters of number 0
            pieces[0] = text.Length < length ? ~hash - (ulong)text.Length : hash;
            return pieces.AsSpan(0, 1);
        }

        var count = text.Length - length + 1;
        if (pieces.Length < count)
            pieces = new ulong[Math.Max(count, pieces.Length * 2)];
        pieces[0] = hash;
        for (var next = length; next < text.Length; next++)
            pieces[next - length + 1] = hash = (hash * Multiplier) + (uint)text[next] - ((uint)text[next - length] * leaving);
        return pieces.AsSpan(0, count);
    }
}
