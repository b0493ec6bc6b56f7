using System.Text.RegularExpressions;
using Assay.Model;
using Assay.Model.Questions;

namespace Assay.Cli.Demo.Notes;

/// <summary>
/// A weak model that marks entities by patterns and a short list of given names and of words that organisations end on. It knows no
/// places, and takes every capital after a given name for a surname.
/// </summary>
internal static partial class NoteDrafter
{
    public const string Model = "patterns";
    public const string Version = "1";

    /// <summary>Tried in this order; what one has taken the next leaves alone. How sure each is was set by hand, once, and not learned.</summary>
    private static readonly (string Label, Regex Pattern, double Confidence)[] Patterns =
    [
        ("contact", Contact(), 0.97), ("amount", Amount(), 0.92), ("date", Date(), 0.85), ("organisation", Organisation(), 0.7), ("person", Person(), 0.75),
    ];

    public static Drafts Of(IEnumerable<TownNote> notes) => new(Model, Version, [.. notes.Select(note => Of(note.Text))]);

    /// <summary>What it marks in a text.</summary>
    public static Draft Of(string text)
    {
        var found = new List<(int Start, int End, string Label, double Confidence)>();
        foreach (var (label, pattern, confidence) in Patterns)
            foreach (Match match in pattern.Matches(text))
                if (!found.Exists(other => match.Index < other.End && other.Start < match.Index + match.Length))
                    found.Add((match.Index, match.Index + match.Length, label, confidence));
        var spans = found.OrderBy(each => each.Start).Select(each => new SpanRegion(each.Label, "text", [new Stretch(CodePoints(each.Start), CodePoints(each.End))], []));
        return Draft.Of(Answers.Of(TownNote.Schema, (TownNote.Entities, new SpansAnswer([.. spans]))), [.. found.Select(each => each.Confidence)]);

        int CodePoints(int units) => text.AsSpan(0, units).EnumerateRunes().Count();
    }

    private static int Count(this System.Text.SpanRuneEnumerator runes)
    {
        var count = 0;
        foreach (var _ in runes)
            count++;
        return count;
    }

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+|(https?://|www\.)[\w-]+(\.[\w-]+)+(/[\w/-]*)?")]
    private static partial Regex Contact();

    [GeneratedRegex(@"(€|\$|£|CHF )\d[\d,.]*\d?( million)?(?<![.,])|\b\d[\d,.]* (euros|dollars|cents)\b")]
    private static partial Regex Amount();

    [GeneratedRegex(@"\b((Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(\d{1,2} )?(January|February|March|April|June|July|August|September|October|November|December)( \d{4})?\b|\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")]
    private static partial Regex Date();

    [GeneratedRegex(@"\b([A-ZÄÖÜ][\w.'&]* )+(Library|Choir|Foundation|Museum|Society|School|Club|Bank|Hospital|Insurance|Cinema|Cooperative|Works|Transport|Lines|Waterworks|Archive|Union|Network)\b|\b(University|Museum|Bank|Institute|Friends) of [A-Z]\w+")]
    private static partial Regex Organisation();

    [GeneratedRegex(@"\b((Dr|Prof)\. )?(Ruth|Tomas|Lena|May|Ingrid|Piotr|Helen|Georg|Jordan|Bruno|Emil|Marta|Clara|Luca|Fiona|Hanna|Josef|Viktor|Sofia|Daniel|Anton|Isabel|Ralf|Greta|Elise|Matteo|Paula|Astrid|Walter|Carla|Anne) [A-ZÄÖÜ][\wöäü]+")]
    private static partial Regex Person();
}
