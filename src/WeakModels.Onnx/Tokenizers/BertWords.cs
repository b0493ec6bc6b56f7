using System.Globalization;
using System.Text;
using Assay.Model.Unicode;

namespace Assay.WeakModels.Onnx.Tokenizers;

/// <summary>
/// BERT's basic step, on code points: control characters go, ideographs and punctuation stand alone, letters are made small and lose their accents where
/// the model wants that; what is left between white space are words.
/// </summary>
/// <remarks>Source: the BasicTokenizer of google-research/bert and of Hugging Face transformers (Devlin et al. 2019). Decomposed letters are not composed again.</remarks>
internal sealed class BertWords(bool lowersCase, bool stripsAccents, bool splitsIdeographs)
{
    /// <summary>The words of a text, in order.</summary>
    public List<string> Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in Cleaned(text))
        {
            var isAlone = IsPunctuation(rune) || splitsIdeographs && IsIdeograph(rune);
            if (isAlone || Rune.IsWhiteSpace(rune)) End();
            if (isAlone) words.Add(rune.ToString());
            else if (!Rune.IsWhiteSpace(rune)) word.Append(rune);
        }
        End();
        return words;

        void End()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }

    private IEnumerable<Rune> Cleaned(string text)
    {
        var kept = text.EnumerateRunes().Where(IsKept);
        if (stripsAccents && !Ascii.IsValid(text))
            kept = CanonicalForm.Decompose([.. kept.Select(rune => rune.Value)]).Select(point => new Rune(point))
                .Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark);
        return lowersCase ? kept.SelectMany(Lower) : kept;
    }

    /// <summary>One small letter has two code points.</summary>
    private static Rune[] Lower(Rune rune) => rune.Value == 0x130 ? [new Rune('i'), new Rune(0x307)] : [Rune.ToLowerInvariant(rune)];

    private static bool IsKept(Rune rune)
    {
        if (rune.Value is '\t' or '\n' or '\r') return true;
        if (rune.IsAscii) return rune.Value is >= 32 and < 127;
        return rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
    }

    private static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? rune.Value is >= 33 and <= 47 or >= 58 and <= 64 or >= 91 and <= 96 or >= 123 and <= 126
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation
            or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation;

    private static bool IsIdeograph(Rune rune) => rune.Value is >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF or >= 0x20000 and <= 0x2A6DF
        or >= 0x2A700 and <= 0x2B73F or >= 0x2B740 and <= 0x2B81F or >= 0x2B820 and <= 0x2CEAF or >= 0xF900 and <= 0xFAFF or >= 0x2F800 and <= 0x2FA1F;
}
