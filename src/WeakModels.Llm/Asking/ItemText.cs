using System.Text.Json;
using Assay.Model;
using Assay.Model.Json;

namespace Assay.WeakModels.Llm.Asking;

/// <summary>The texts of an item, by field: what a model is shown of it, and what its quotes are looked for in.</summary>
internal sealed class ItemText
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>Of the fields of a schema that hold text. Numbers, true and false are texts as people see them.</summary>
    public ItemText(LabelSchema schema, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object) return;
        foreach (var property in item.EnumerateObject())
        {
            if (schema.Fields.FirstOrDefault(field => field.Name == JsonText.Name(property)) is not { IsMedia: false } field) continue;
            var value = property.Value;
            if (field.Kind == FieldKind.Chat) Add(field.Name, value);
            else if (JsonText.String(value) is { } text) texts[field.Name] = text;
            else if (value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) texts[field.Name] = value.GetRawText();
        }
    }

    /// <summary>The turns of conversations, by field.</summary>
    public Dictionary<string, IReadOnlyList<(string Role, string Content)>> Turns { get; } = new(StringComparer.Ordinal);

    /// <summary>The text of a field; null when it has none.</summary>
    public string? Of(string field) => texts.GetValueOrDefault(field);

    /// <summary>Characters of all that is shown.</summary>
    public int Length => texts.Values.Sum(text => text.Length) + Turns.Values.Sum(turns => turns.Sum(turn => turn.Role.Length + turn.Content.Length));

    /// <summary>Whether there is nothing to read.</summary>
    public bool IsBlank => texts.Values.All(string.IsNullOrWhiteSpace) && Turns.Values.All(turns => turns.All(turn => string.IsNullOrWhiteSpace(turn.Content)));

    /// <summary>How long the texts are, for the check of answers that point into them.</summary>
    public ItemFacts Facts() =>
        new(texts.ToDictionary(text => text.Key, text => new FieldFacts(CodePoints(text.Value, text.Value.Length)), StringComparer.Ordinal));

    /// <summary>Code points in the first so many UTF-16 units.</summary>
    public static int CodePoints(string text, int units)
    {
        var points = units;
        foreach (var unit in text.AsSpan(0, units))
            if (char.IsLowSurrogate(unit)) points--;
        return points;
    }

    private void Add(string field, JsonElement turns)
    {
        if (turns.ValueKind != JsonValueKind.Array) return;
        Turns[field] = [.. turns.EnumerateArray().Where(turn => turn.ValueKind == JsonValueKind.Object).Select(turn => (Text(turn, "role"), Text(turn, "content")))];
    }

    private static string Text(JsonElement turn, string name) =>
        turn.TryGetProperty(name, out var value) && JsonText.String(value) is { } text ? text : "";
}
