using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Model;
using Assay.Model.Questions;
using JsonList = System.Text.Json.Nodes.JsonArray;
using SafeJson = Assay.Model.Json.JsonText;

namespace Assay.Formats.LabelStudio;

/// <summary>A label config and a label schema that ask the same, and which tag stands for which field and question: what is needed to turn answers into results and back.</summary>
/// <param name="Xml">The config.</param>
/// <param name="Schema">The schema.</param>
/// <param name="Objects">The tags that show fields; a field may be shown by several.</param>
/// <param name="Controls">The tags that ask; those of a question in the order of the config.</param>
/// <param name="Losses">What one of the two says and the other cannot, a sentence each; empty when nothing is lost.</param>
public sealed record BoundConfig(
    string Xml, LabelSchema Schema, IReadOnlyList<BoundObject> Objects, IReadOnlyList<BoundControl> Controls, IReadOnlyList<string> Losses)
{
    /// <summary>The item in a task's data: its variables by the names of the fields. What is no field is left out.</summary>
    public JsonElement ItemOf(JsonElement data)
    {
        var item = new JsonObject();
        if (data.ValueKind == JsonValueKind.Object)
            foreach (var shown in Objects)
                if (!item.ContainsKey(shown.Field) && data.TryGetProperty(shown.Variable, out var value)) item[shown.Field] = JsonNode.Parse(value.GetRawText());
        return JsonElement.Parse(item.ToJsonString());
    }

    /// <summary>
    /// The data of a task for an item: what the fields show and nothing else, so that no column with the answer goes along. A field that is missing is empty;
    /// a ranking has its things in a variable of their own.
    /// </summary>
    public JsonObject DataOf(JsonElement item)
    {
        var data = new JsonObject();
        foreach (var shown in Objects)
            if (Schema.Fields.FirstOrDefault(field => field.Name == shown.Field) is { } field) data[shown.Variable] ??= Value(item, field);
        foreach (var control in Controls)
            if (control.ListVariable is { } variable && Schema.Question(control.Question) is RankingQuestion ranking) data[variable] = Things(ranking, control, item);
        return data;
    }

    /// <summary>What is known of an item without looking at its media: how long its texts are.</summary>
    public ItemFacts FactsOf(JsonElement item)
    {
        var facts = new Dictionary<string, FieldFacts>(StringComparer.Ordinal);
        foreach (var field in Schema.Fields)
            if (field.Kind is FieldKind.Text or FieldKind.Markdown && TextOf(item, field.Name) is { } text) facts[field.Name] = new FieldFacts(CodePoints: TextOffsets.PointsIn(text));
        return new ItemFacts(facts);
    }

    /// <summary>The text of a field; numbers, true and false as they are written. Null when there is none.</summary>
    internal static string? TextOf(JsonElement item, string field)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(field, out var value)) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => SafeJson.String(value),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };
    }

    private static JsonNode Value(JsonElement item, Field field)
    {
        if (field.Kind != FieldKind.Chat) return TextOf(item, field.Name) ?? "";
        return item.ValueKind == JsonValueKind.Object && item.TryGetProperty(field.Name, out var turns) && turns.ValueKind == JsonValueKind.Array
            ? JsonNode.Parse(turns.GetRawText())! : new JsonList();
    }

    private static JsonList Things(RankingQuestion ranking, BoundControl control, JsonElement item) => [.. ranking.Labels.Select((label, place) => new JsonObject
    {
        ["id"] = control.Names.Wire(label.Name),
        ["title"] = label.Shown,
        ["body"] = ranking.Fields[place] is { } field ? TextOf(item, field) ?? "" : label.Hint ?? "",
    })];
}

/// <summary>A tag that shows a field.</summary>
/// <param name="Field">The field of the schema.</param>
/// <param name="Name">The tag's name, the <c>to_name</c> of results.</param>
/// <param name="Variable">The property of a task's data.</param>
/// <param name="IsHtml">Whether the text is shown as HTML, so that offsets count what is seen and not what is written.</param>
public sealed record BoundObject(string Field, string Name, string Variable, bool IsHtml = false);

/// <summary>A tag that asks a question, or an attribute of the regions of one.</summary>
/// <param name="Question">The question of the schema.</param>
/// <param name="Name">The tag's name, the <c>from_name</c> of results; empty for relations, whose results have none.</param>
/// <param name="Type">The <c>type</c> of its results: the tag in small letters.</param>
/// <param name="ToNames">The tags it is about.</param>
public sealed record BoundControl(string Question, string Name, string Type, IReadOnlyList<string> ToNames)
{
    /// <summary>The attribute it asks of each region; null for the question itself.</summary>
    public string? Attribute { get; init; }

    /// <summary>The tag that draws for labels that stand apart from it, such as a Rectangle; null when the control draws itself.</summary>
    public string? Tool { get; init; }

    /// <summary>The type of the results of <see cref="Tool"/>.</summary>
    public string? ToolType { get; init; }

    /// <summary>Whether its labels are the points of one skeleton.</summary>
    public bool IsSkeleton { get; init; }

    /// <summary>The variable of a task's data that lists the things to rank; null for anything else.</summary>
    public string? ListVariable { get; init; }

    internal WireNames Names { get; init; } = WireNames.None;
}
