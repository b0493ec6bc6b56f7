using System.Text;
using System.Text.Json;
using Assay.Model;
using Assay.Model.Json;

namespace Assay.WeakModels;

/// <summary>The texts in an item's fields.</summary>
public static class ItemTexts
{
    /// <summary>Whether a field holds text, or a conversation, whose turns are text.</summary>
    /// <param name="field">Of a schema.</param>
    public static bool IsText(Field field) => field.Kind is FieldKind.Text or FieldKind.Markdown or FieldKind.Chat;

    /// <summary>All texts of an item, a line break between two fields; null when no field has one.</summary>
    /// <param name="item">Its data, an object by field.</param>
    /// <param name="fields">In the order in which they are shown; those that hold no text are passed over.</param>
    public static string? All(JsonElement item, IEnumerable<Field> fields)
    {
        string[] texts = [.. fields.Where(IsText).Select(field => Of(item, field.Name)).OfType<string>()];
        return texts.Length == 0 ? null : string.Join('\n', texts);
    }

    /// <summary>The text of a field: a string as it is; numbers, true and false as they are shown; of a conversation a line a turn. Null when there is none.</summary>
    /// <param name="item">Its data, an object by field.</param>
    /// <param name="field">The name of the field.</param>
    public static string? Of(JsonElement item, string field)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(field, out var value)) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => JsonText.String(value),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            JsonValueKind.Array => Turns(value),
            _ => null,
        };
    }

    private static string? Turns(JsonElement list)
    {
        var turns = new StringBuilder();
        foreach (var turn in list.EnumerateArray())
            if (turn.ValueKind == JsonValueKind.Object && turn.TryGetProperty("content", out var content) && JsonText.String(content) is { } said)
                turns.Append(turns.Length > 0 ? "\n" : "").Append(turn.TryGetProperty("role", out var role) && JsonText.String(role) is { } who ? $"{who}: " : "").Append(said);
        return turns.Length > 0 ? turns.ToString() : null;
    }
}
