using System.Globalization;
using System.Text;

namespace Assay.Learning.Tagging;

/// <summary>A piece of a text that is wholly inside a span or wholly outside.</summary>
/// <param name="Start">The first code point.</param>
/// <param name="End">The code point after the last.</param>
/// <param name="At">The first UTF-16 unit.</param>
/// <param name="Until">The UTF-16 unit after the last.</param>
internal readonly record struct Token(int Start, int End, int At, int Until)
{
    /// <summary>
    /// Cuts a text: runs of letters, digits and marks are one token, numbers with their points, commas and colons too. Every other symbol is a token, and so is every
    /// character of scripts that are written without spaces or, like Korean, fasten other words to names. White space and signs of format are in none.
    /// </summary>
    public static List<Token> Of(string text)
    {
        var tokens = new List<Token>();
        var (at, codePoint) = (0, 0);
        while (at < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var units);
            if (IsBetween(rune))
            {
                (at, codePoint) = (at + units, codePoint + 1);
                continue;
            }

            var until = IsOfWord(rune) ? EndOfWord(text, at) : at + StringInfo.GetNextTextElementLength(text.AsSpan(at));
            var token = new Token(codePoint, codePoint + CodePoints(text.AsSpan(at, until - at)), at, until);
            tokens.Add(token);
            (at, codePoint) = (until, token.End);
        }

        return tokens;
    }

    /// <summary>Both parts of a token around a place within it.</summary>
    public (Token Left, Token Right) SplitAt(int codePoint, string text)
    {
        var at = At;
        for (var left = codePoint - Start; left > 0; left--)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out _, out var units);
            at += units;
        }

        return (new Token(Start, codePoint, At, at), new Token(codePoint, End, at, Until));
    }

    /// <summary>The length of a text in code points; half of a pair counts as one.</summary>
    public static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }

    private static int EndOfWord(string text, int at)
    {
        var before = default(Rune);
        while (at < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var units);
            if (!IsOfWord(rune) && !(IsWithinNumber(rune) && Rune.IsDigit(before) && at + 1 < text.Length && char.IsDigit(text[at + 1])))
                break;
            before = rune;
            at += units;
        }

        return at;
    }

    private static bool IsWithinNumber(Rune rune) => rune.Value is '.' or ',' or ':';

    private static bool IsBetween(Rune rune) =>
        Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control;

    private static bool IsOfWord(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value)
        : rune.Value is 0x200c or 0x200d || (!IsWithoutSpaces(rune.Value) && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber);

    /// <summary>Thai, Lao, Tibetan, Burmese, Khmer; kana, Han and Hangul.</summary>
    private static bool IsWithoutSpaces(int rune) =>
        rune is >= 0x0e00 and <= 0x109f or >= 0x1780 and <= 0x17ff or >= 0x3040 and <= 0x30ff or >= 0x3400 and <= 0x4dbf or >= 0x4e00 and <= 0x9fff
            or >= 0xac00 and <= 0xd7a3 or >= 0xf900 and <= 0xfaff or >= 0x20000 and <= 0x323af;
}
