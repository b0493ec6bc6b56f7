using System.Globalization;
using System.Text;

namespace Assay.WeakModels.Rules;

/// <summary>
/// Cuts a text into words: runs of letters, digits and marks. Every other symbol that is neither white space nor a mark of direction is a word of its own, and so is every ideograph,
/// since those are written without spaces.
/// </summary>
internal ref struct Words(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;

    /// <summary>Of the current word, in UTF-16 units.</summary>
    public int Start { get; private set; }

    /// <summary>Of the current word, exclusive.</summary>
    public int End { get; private set; }

    /// <summary>Goes to the next word; false at the end of the text.</summary>
    public bool Next()
    {
        var at = End;
        Rune rune;
        int units;
        do
        {
            if (at >= text.Length) return false;
            Rune.DecodeFromUtf16(text[at..], out rune, out units);
            at += units;
        }
        while (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format);
        Start = at - units;
        if (IsPartOfWord(rune) && !IsIdeograph(rune))
            while (at < text.Length)
            {
                Rune.DecodeFromUtf16(text[at..], out rune, out units);
                if (!IsPartOfWord(rune) || IsIdeograph(rune)) break;
                at += units;
            }
        End = at;
        return true;
    }

    private static bool IsPartOfWord(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_'
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
          || rune.Value is 0x200c or 0x200d; // the joiners within words of Persian and Hindi

    /// <summary>Han, and the kana that stand between.</summary>
    private static bool IsIdeograph(Rune rune) =>
        rune.Value is >= 0x3040 and <= 0x30ff or >= 0x3400 and <= 0x4dbf or >= 0x4e00 and <= 0x9fff or >= 0xf900 and <= 0xfaff or >= 0x20000 and <= 0x323af;
}
