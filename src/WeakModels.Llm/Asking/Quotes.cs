using System.Text;

namespace Assay.WeakModels.Llm.Asking;

/// <summary>
/// Finds quoted text: as it is, and where it is nowhere so, with runs of white space as one space, typographic quotes as plain ones, and without regard to case.
/// </summary>
internal static class Quotes
{
    /// <summary>Where it stands, each place once, from the first on; in UTF-16 units, the end exclusive.</summary>
    public static List<(int Start, int End)> Find(string text, string quote)
    {
        if (quote.Length == 0) return [];
        var exact = Places(text, quote);
        if (exact.Count > 0) return exact.ConvertAll(start => (start, start + quote.Length));
        var (folded, origins) = Fold(text);
        var (wanted, _) = Fold(quote.Trim());
        return wanted.Length == 0 ? [] : Places(folded, wanted).ConvertAll(start => (origins[start].Start, origins[start + wanted.Length - 1].End));
    }

    private static List<int> Places(string text, string quote)
    {
        var places = new List<int>();
        for (var at = text.IndexOf(quote, StringComparison.Ordinal); at >= 0; at = text.IndexOf(quote, at + 1, StringComparison.Ordinal)) places.Add(at);
        return places;
    }

    /// <summary>The folded text, and for each of its characters where it comes from.</summary>
    private static (string Text, List<(int Start, int End)> Origins) Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var origins = new List<(int Start, int End)>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = char.IsWhiteSpace(text[i]) ? ' ' : Plain(char.ToLowerInvariant(text[i]));
            if (letter == ' ' && folded.Length > 0 && folded[^1] == ' ')
            {
                origins[^1] = (origins[^1].Start, i + 1);
                continue;
            }
            folded.Append(letter);
            origins.Add((i, i + 1));
        }
        return (folded.ToString(), origins);
    }

    private static char Plain(char letter) => letter switch
    {
        '\u2018' or '\u2019' or '\u201B' => '\'',
        '\u201C' or '\u201D' or '\u201E' => '"',
        '\u2010' or '\u2011' or '\u2013' or '\u2014' => '-',
        _ => letter,
    };
}
