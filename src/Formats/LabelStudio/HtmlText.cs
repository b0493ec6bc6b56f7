using System.Net;

namespace Assay.Formats.LabelStudio;

/// <summary>What is seen of HTML, and where each letter of it stands in the source: tags and comments are not seen, an entity is what it stands for.</summary>
/// <remarks>White space is kept as written, as the text nodes of a page have it. What is in <c>script</c> and <c>style</c> counts, as it does there.</remarks>
internal sealed class HtmlText
{
    private const int LongestEntity = 40;

    private readonly List<int> starts = [];
    private readonly string source;

    public HtmlText(string source)
    {
        this.source = source;
        var seen = new System.Text.StringBuilder(source.Length);
        for (var at = 0; at < source.Length;)
        {
            if (EndOfTag(source, at) is { } after)
            {
                at = after;
                continue;
            }
            var (text, length) = source[at] == '&' ? Entity(source, at) : (source[at].ToString(), 1);
            foreach (var letter in text)
            {
                starts.Add(at);
                seen.Append(letter);
            }
            at += length;
        }
        Seen = seen.ToString();
    }

    /// <summary>The text without its tags.</summary>
    public string Seen { get; }

    /// <summary>The stretch of the source for a stretch of what is seen, both in UTF-16 code units; null where it lies outside.</summary>
    public (int Start, int End)? InSource(int start, int end)
    {
        if (start < 0 || end <= start || end > starts.Count) return null;
        var last = starts[end - 1];
        return (starts[start], last + (source[last] == '&' ? Entity(source, last).Length : 1));
    }

    /// <summary>The stretch of what is seen of a stretch of the source; null where nothing of it is seen.</summary>
    public (int Start, int End)? InSeen(int start, int end)
    {
        var (first, last) = (starts.FindIndex(at => at >= start), starts.FindLastIndex(at => at < end));
        return first < 0 || last < first ? null : (first, last + 1);
    }

    private static int? EndOfTag(string html, int at)
    {
        if (html[at] != '<' || at + 1 == html.Length) return null;
        if (html.AsSpan(at).StartsWith("<!--")) return html.IndexOf("-->", at + 4, StringComparison.Ordinal) is var end and >= 0 ? end + 3 : html.Length;
        if (!char.IsAsciiLetter(html[at + 1]) && html[at + 1] is not ('/' or '!' or '?')) return null;
        var quote = '\0';
        for (var i = at + 1; i < html.Length; i++)
        {
            if (quote != '\0')
            {
                if (html[i] == quote) quote = '\0';
            }
            else if (html[i] is '"' or '\'') quote = html[i];
            else if (html[i] == '>') return i + 1;
        }
        return null;
    }

    private static (string Text, int Length) Entity(string html, int at)
    {
        var end = html.IndexOf(';', at, Math.Min(LongestEntity, html.Length - at));
        if (end < 0) return ("&", 1);
        var written = html[at..(end + 1)];
        var text = WebUtility.HtmlDecode(written);
        return text == written ? ("&", 1) : (text, written.Length);
    }
}
