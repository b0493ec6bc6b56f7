using System.Globalization;
using System.Numerics;
using System.Text;

namespace Assay.Learning.Text;

/// <summary>
/// The features of a text, each as a hash of 64 bits: words and signs; pairs of neighbouring ones, with the beginning and the end of the text as neighbours; and of each word its first three, four and
/// five letters, its last two and three, and, where there are digits in it, its form. Letters are lowered. Scripts that are written without spaces are read letter by letter. Not safe for several threads.
/// </summary>
internal sealed class FeatureReader
{
    private const ulong Pair = 0x9E3779B97F4A7C15, Edge = 0xD6E8FEB86659FD93, Kind = 0xA0761D6478BD642F, Prime = 0x100000001B3;
    private const byte Space = 0, Letter = 1, Sign = 2;
    private static readonly byte[] Ascii = AsciiKinds();

    private ulong[] hashes = new ulong[1024];
    private char[] token = new char[64];
    private int length;
    private ulong before;

    /// <summary>How many there are, repeated ones counted.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Hashes => hashes.AsSpan(0, Count);

    /// <summary>Whether a feature is a part of a word, and not a word or a pair of words.</summary>
    public static bool IsPart(ulong hash) => (hash & 1) == 1;

    public void Read(ReadOnlySpan<char> text)
    {
        (Count, length, before) = (0, 0, Edge);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 128)
            {
                var kind = Ascii[c];
                if (kind == Letter)
                    Append(c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c);
                else if (kind == Space)
                    EndWord();
                else if (c == '\'' && length > 0 && i + 1 < text.Length && char.IsLetter(text[i + 1]))
                    Append(c);
                else
                    Symbol(new Rune(c), i > 0 && text[i - 1] == c);
                continue;
            }

            Rune.DecodeFromUtf16(text[i..], out var rune, out var used);
            i += used - 1;
            Other(rune, text, i);
        }

        EndWord();
        if (before != Edge)
            PairWith(Edge);
    }

    private void Other(Rune rune, ReadOnlySpan<char> text, int last)
    {
        if (rune.Value == 0x2019 && length > 0 && last + 1 < text.Length && char.IsLetter(text[last + 1]))
            Append('\'');
        else if (IsWordless(rune.Value))
        {
            EndWord();
            AppendRune(rune);
            EndWord();
        }
        else if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
            AppendRune(Rune.ToLowerInvariant(rune));
        else if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            EndWord();
        else
            Symbol(rune, isRepeated: false);
    }

    /// <summary>Letters of scripts without spaces between words: Thai and Lao, Burmese, Khmer, kana, Chinese characters.</summary>
    private static bool IsWordless(int value) => value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private void AppendRune(Rune rune)
    {
        Span<char> both = stackalloc char[2];
        foreach (var c in both[..rune.EncodeToUtf16(both)])
            Append(c);
    }

    private void Append(char c)
    {
        if (length == token.Length)
            Array.Resize(ref token, token.Length * 2);
        token[length++] = c;
    }

    private void Symbol(Rune rune, bool isRepeated)
    {
        EndWord();
        if (isRepeated)
            return;
        var hash = Finish(((ulong)rune.Value * Prime) + Kind);
        Add(hash, isPart: false);
        PairWith(hash);
    }

    private void EndWord()
    {
        if (length == 0)
            return;
        var word = token.AsSpan(0, length);
        length = 0;
        var hash = Finish(HashOf(word, 0));
        Add(hash, isPart: false);
        PairWith(hash);
        Parts(word);
    }

    private void PairWith(ulong hash)
    {
        Add(Finish((before * Pair) + hash), isPart: false);
        before = hash;
    }

    private void Parts(ReadOnlySpan<char> word)
    {
        for (var letters = 3; letters <= 5 && letters < word.Length; letters++)
            Add(Finish(HashOf(word[..letters], 1)), isPart: true);
        for (var letters = 2; letters <= 3 && letters < word.Length; letters++)
            Add(Finish(HashOf(word[^letters..], 2)), isPart: true);
        if (!word.ContainsAnyInRange('0', '9'))
            return;
        var form = Kind;
        foreach (var c in word)
            form = (form ^ (char.IsAsciiDigit(c) ? '0' : c)) * Prime;
        Add(Finish(form), isPart: true);
    }

    private static ulong HashOf(ReadOnlySpan<char> word, ulong kind)
    {
        var hash = 0xCBF29CE484222325 + (kind * Kind);
        foreach (var c in word)
            hash = (hash ^ c) * Prime;
        return hash;
    }

    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
        return BitOperations.RotateLeft(hash, 29) ^ (hash >> 32);
    }

    private void Add(ulong hash, bool isPart)
    {
        if (Count == hashes.Length)
            Array.Resize(ref hashes, hashes.Length * 2);
        hashes[Count++] = isPart ? hash | 1 : (hash & ~1UL) | 2;
    }

    private static byte[] AsciiKinds()
    {
        var kinds = new byte[128];
        for (var c = 0; c < 128; c++)
            kinds[c] = char.IsAsciiLetterOrDigit((char)c) || c == '_' ? Letter : c <= ' ' || c == 127 ? Space : Sign;
        return kinds;
    }
}
