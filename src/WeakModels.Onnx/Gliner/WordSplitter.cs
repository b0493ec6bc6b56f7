using System.Globalization;
using System.Text;

namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>A word of a text.</summary>
/// <param name="Text">As it stands there.</param>
/// <param name="Start">Its first code point.</param>
/// <param name="End">The code point after it.</param>
internal readonly record struct Word(string Text, int Start, int End);

/// <summary>
/// Cuts a text as GLiNER does: <c>\w+(?:[-_]\w+)*|\S</c>, with <c>\w</c> as Python has it, on code points. Letters, numbers of any kind and the low line make
/// words, a hyphen between two joins them; every other sign that is not white space is a word, marks on letters too.
/// </summary>
/// <remarks>Not a regular expression of .NET, whose <c>\w</c> is another and which takes halves of surrogate pairs for characters.</remarks>
internal static class WordSplitter
{
    /// <summary>The words, in order.</summary>
    public static List<Word> Split(string text)
    {
        var words = new List<Word>();
        Rune[] runes = [.. text.EnumerateRunes()];
        var unit = 0;
        for (var at = 0; at < runes.Length;)
        {
            var (start, startUnit) = (at, unit);
            unit += runes[at++].Utf16SequenceLength;
            if (IsWhiteSpace(runes[start])) continue;
            if (IsPartOfWord(runes[start]))
                while (at < runes.Length && (IsPartOfWord(runes[at]) || runes[at].Value == '-' && at + 1 < runes.Length && IsPartOfWord(runes[at + 1])))
                    unit += runes[at++].Utf16SequenceLength;
            words.Add(new Word(text[startUnit..unit], start, at));
        }
        return words;
    }

    /// <summary>Python counts four separators of information to it.</summary>
    private static bool IsWhiteSpace(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is >= 0x1C and <= 0x1F;

    private static bool IsPartOfWord(Rune rune) => rune.Value == '_' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
