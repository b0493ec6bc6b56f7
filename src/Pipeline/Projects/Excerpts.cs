using System.Text.Json;
using Assay.Model;

namespace Assay.Pipeline.Projects;

/// <summary>The first words of an item, for lists.</summary>
public static class Excerpts
{
    private const int Longest = 120;

    /// <summary>Of the first field that has any text, white space folded, cut at a character that stands for itself.</summary>
    public static string Of(LabelSchema schema, string data)
    {
        using var document = JsonDocument.Parse(data);
        foreach (var field in schema.Fields)
            if (document.RootElement.TryGetProperty(field.Name, out var value) && Text(value) is { Length: > 0 } text)
                return Cut(text);
        return "";
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static string Cut(string text)
    {
        var head = text.Length > 4 * Longest ? text.AsSpan(0, 4 * Longest) : text;
        var folded = string.Join(' ', head.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (folded.Length <= Longest)
            return folded;
        var end = char.IsHighSurrogate(folded[Longest - 1]) ? Longest - 1 : Longest;
        return string.Concat(folded.AsSpan(0, end).TrimEnd(), "…");
    }
}
