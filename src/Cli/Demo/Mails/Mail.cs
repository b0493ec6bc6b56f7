using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Assay.Cli.Demo.Mails;

/// <summary>
/// An e-mail as a person would read it. Reads as much of RFC 5322 and MIME as the corpus needs: encoded words, quoted-printable and
/// base64, the first readable part of several. A mail that needs more is not <see cref="Readable"/> and is left out of the demo.
/// </summary>
internal sealed partial record Mail(string Subject, string From, string Date, string Body, bool FromList)
{
    private const int Shortest = 60;
    private const int Longest = 2800;

    /// <summary>
    /// Whether it makes a good item: has a subject and a sender, a body of a page at most, no characters lost on the way, and nothing
    /// that one would not want on a screen at work. Feeds that somebody had sent to himself as mail are none.
    /// </summary>
    public bool Readable => Subject.Length is > 3 and < 120 && From.Length is > 0 and < 90 && Body.Length is > Shortest and < Longest
        && !From.Contains("rssfeeds@", StringComparison.Ordinal)
        && !Coarse().IsMatch($"{Subject} {Body}")
        && !$"{Subject}{From}{Body}".Any(character => character == '\uFFFD' || (char.IsControl(character) && character is not '\n' and not '\t'));

    public static Mail Parse(string raw)
    {
        var (headers, body) = Split(raw.ReplaceLineEndings("\n"));
        return new Mail(
            Spaces().Replace(Words(headers.GetValueOrDefault("subject", "")), " "),
            Spaces().Replace(Words(headers.GetValueOrDefault("from", "")).Replace("\"", "", StringComparison.Ordinal), " ").Trim(),
            Day(headers.GetValueOrDefault("date", "")),
            Tidy(Text(headers, body)),
            headers.ContainsKey("list-id") || headers.ContainsKey("list-post") || headers.GetValueOrDefault("precedence", "") is "bulk" or "list");
    }

    private static (Dictionary<string, string> Headers, string Body) Split(string raw)
    {
        var end = raw.IndexOf("\n\n", StringComparison.Ordinal);
        var head = Folded().Replace(end < 0 ? raw : raw[..end], " ");
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in head.Split('\n'))
            if (line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0)
                headers.TryAdd(line[..colon].ToLowerInvariant(), line[(colon + 1)..].Trim());
        return (headers, end < 0 ? "" : raw[(end + 2)..]);
    }

    private static string Text(Dictionary<string, string> headers, string body)
    {
        var type = headers.GetValueOrDefault("content-type", "text/plain");
        if (type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) && Boundary().Match(type) is { Success: true } boundary)
        {
            var parts = body.Split("--" + boundary.Groups[1].Value).Skip(1).Where(part => part.StartsWith('\n'))
                .Select(part => Split(part[1..])).ToList();
            var best = parts.FirstOrDefault(part => Is(part.Headers, "text/plain"));
            if (best.Headers is null)
                best = parts.FirstOrDefault(part => Is(part.Headers, "text/html") || Is(part.Headers, "multipart/"));
            return best.Headers is null ? "" : Text(best.Headers, best.Body);
        }

        var text = headers.GetValueOrDefault("content-transfer-encoding", "").ToLowerInvariant() switch
        {
            "quoted-printable" => Decode(Encoding.Latin1.GetBytes(QuotedPrintable(body.Replace("=\n", "", StringComparison.Ordinal))), type),
            "base64" => Base64(body) is { } bytes ? Decode(bytes, type) : "",
            _ => body,
        };
        return Is(headers, "text/html") ? Html(text) : Is(headers, "text/plain") ? text : "";
    }

    private static bool Is(Dictionary<string, string> headers, string type) =>
        headers.GetValueOrDefault("content-type", "text/plain").StartsWith(type, StringComparison.OrdinalIgnoreCase);

    /// <summary>Each =XX becomes the character of that number: bytes, in Latin-1.</summary>
    private static string QuotedPrintable(string text) =>
        Escaped().Replace(text, match => ((char)byte.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    private static byte[]? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>The corpus is Western: what is not UTF-8 is read as Latin-1.</summary>
    private static string Decode(byte[] bytes, string type) =>
        (type.Contains("utf-8", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);

    private static string Words(string header) => EncodedWord().Replace(header, match =>
    {
        var (charset, kind, text) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
        var bytes = kind is "B" or "b" ? Base64(text) : Encoding.Latin1.GetBytes(QuotedPrintable(text.Replace('_', ' ')));
        return bytes is null ? match.Value : Decode(bytes, charset);
    }).Trim();

    private static string Day(string header) =>
        DateTimeOffset.TryParse(Remark().Replace(header, ""), CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
            : "";

    private static string Html(string html)
    {
        var text = Unseen().Replace(html, " ");
        text = Break().Replace(Spaces().Replace(text, " "), "\n");
        return WebUtility.HtmlDecode(Tag().Replace(text, ""));
    }

    private static string Tidy(string text) => EmptyLines().Replace(LineEnd().Replace(text.Replace('\u00A0', ' '), "\n"), "\n\n").Trim();

    [GeneratedRegex(@"\b(sex\w*|porn\w*|xxx|nude|naked|horny|vagina|penis|breasts?|fuck\w*|shit\w*|cunt|whores?|sluts?|orgasm|erection|viagra|erotic|lolita|celebrity|celbrity)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Coarse();

    [GeneratedRegex(@"\n[ \t]+")]
    private static partial Regex Folded();

    [GeneratedRegex("boundary=\"?([^\";\\s]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex("=([0-9A-Fa-f]{2})")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"=\?([^?]+)\?([BbQq])\?([^?]*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"\s*\([^)]*\)\s*$")]
    private static partial Regex Remark();

    [GeneratedRegex(@"<!--.*?-->|<(style|script|head|title)\b.*?</\1\s*>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Unseen();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"<(br|/p|/div|/tr|/h[1-6]|/li|/table)\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"[ \t]+\n")]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex EmptyLines();
}
