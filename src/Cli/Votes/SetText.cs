using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assay.Cli.Votes;

/// <summary>A set of names as one text: a JSON list in one order.</summary>
internal static class SetText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IEnumerable<string> names) => JsonSerializer.Serialize(names.Distinct().Order(StringComparer.Ordinal), Readable);

    /// <summary>The same set in the order used here; any other text as it is.</summary>
    public static string Canonical(string text) => Read(text) is { } names ? Of(names) : text;

    /// <summary>The names in a text made by <see cref="Of"/>, or in another JSON list; null when it is none.</summary>
    public static IReadOnlyList<string>? Read(string text)
    {
        if (!text.StartsWith('['))
            return null;
        try
        {
            return JsonSerializer.Deserialize<string[]>(text);
        }
        catch (JsonException)
        {
            return null; // a label may begin with a bracket
        }
    }
}
