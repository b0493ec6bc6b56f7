using System.Text.Json.Nodes;
using JsonList = System.Text.Json.Nodes.JsonArray;

namespace Assay.Formats.LabelStudio;

/// <summary>Controls that mark regions of a text, an image or a recording. Labels of an image may stand apart from the tools that draw.</summary>
internal sealed class ConfigRegions(ConfigFields fields, ConfigLabels labels, ConfigNotes notes, IReadOnlyList<ConfigControl> controls)
{
    /// <summary>The kind of question that a tag which draws becomes.</summary>
    internal static readonly IReadOnlyDictionary<string, string> KindByTag = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Rectangle"] = "boxes",
        ["RectangleLabels"] = "boxes",
        ["Polygon"] = "polygons",
        ["PolygonLabels"] = "polygons",
        ["Brush"] = "masks",
        ["BrushLabels"] = "masks",
        ["Bitmask"] = "masks",
        ["BitmaskLabels"] = "masks",
        ["KeyPoint"] = "keypoints",
        ["KeyPointLabels"] = "keypoints",
    };

    /// <summary>The questions of a control without names and titles, each with what its name has besides the control's; none after a note.</summary>
    public IReadOnlyList<(string Suffix, JsonObject Json)> Of(ConfigControl control)
    {
        var element = control.Element;
        if (fields.Of(element) is not [var field, ..] all)
        {
            notes.Add(element, $"left out: what it marks, {element["toName"] ?? "without toName"}, is not a field here");
            return [];
        }
        if (ConfigTags.IsMarking(element) && field.Kind == "text") return One(Spans(element, [.. all.Where(one => one.Kind == "text")]));
        if (all.Count > 1) notes.Add(element, $"it is drawn on one field here, {field.Name}");
        if (ConfigTags.IsMarking(element) && field.Kind == "audio") return One(Labelled(element, "segments", field));
        if (field.Kind == "image" && element.Is("Labels")) return Apart(element, field);
        if (field.Kind == "image" && KindByTag.TryGetValue(element.Tag, out var kind)) return IsTool(element) ? Tool(element, kind, field) : One(Drawn(element, element, kind, field));
        notes.Add(element, $"left out: it does not go with {field.Name}, which is shown as {field.Kind}");
        return [];
    }

    private static IReadOnlyList<(string, JsonObject)> One(JsonObject? json) => json is null ? [] : [("", json)];

    /// <summary>Whether the tag draws regions whose labels stand elsewhere.</summary>
    internal static bool IsTool(ConfigElement element) => element.Is("Rectangle", "Polygon", "Brush", "Bitmask", "KeyPoint");

    private JsonObject? Spans(ConfigElement element, IReadOnlyList<ConfigField> texts)
    {
        if (Labelled(element, "spans", null) is not { } json) return null;
        json["overlap"] = "any";
        json["fields"] = new JsonList([.. texts.Select(text => JsonValue.Create(text.Name))]);
        var unit = element["granularity"] ?? fields.ElementOf(texts[0])?["granularity"] ?? "symbol";
        if (unit.Equals("symbol", StringComparison.OrdinalIgnoreCase)) json["snap"] = "characters";
        else if (!unit.Equals("word", StringComparison.OrdinalIgnoreCase)) notes.Add(element, $"marks snap to words; {unit} is not known");
        return json;
    }

    /// <summary>Labels of an image that tools of their own draw: a question for each tool.</summary>
    private IReadOnlyList<(string, JsonObject)> Apart(ConfigElement element, ConfigField field)
    {
        ConfigElement[] tools = [.. controls.Select(control => control.Element).Where(tool => IsTool(tool) && fields.Of(tool).Contains(field))
            .DistinctBy(tool => KindByTag[tool.Tag])];
        if (tools.Length == 0) notes.Add(element, "left out: there is no tool to draw with, such as <Rectangle>");
        if (tools.Length > 1) notes.Add(element, $"a question draws one shape: there is one each for {string.Join(", ", tools.Select(tool => KindByTag[tool.Tag]))}");
        return [.. tools.Select(tool => (Suffix: tools.Length == 1 ? "" : $"_{KindByTag[tool.Tag]}", Json: Drawn(element, tool, KindByTag[tool.Tag], field)))
            .Where(made => made.Json is not null).Select(made => (made.Suffix, made.Json!))];
    }

    /// <summary>A tool draws for the labels of its image, or regions without a label.</summary>
    private IReadOnlyList<(string, JsonObject)> Tool(ConfigElement element, string kind, ConfigField field)
    {
        if (controls.Any(control => control.Element.Is("Labels") && fields.Of(control.Element).Contains(field))) return [];
        notes.Add(element, "every region has a label here; these are called region");
        return One(Shaped(new JsonObject { ["kind"] = kind, ["field"] = field.Name, ["labels"] = new JsonList(JsonValue.Create("region")) }, element, kind));
    }

    private JsonObject? Drawn(ConfigElement element, ConfigElement tool, string kind, ConfigField field)
    {
        if (Labelled(element, kind, field) is not { } json) return null;
        if (kind == "keypoints" && element.All().Any(label => label["model_index"] is not null)) return Skeleton(element, json);
        return Shaped(json, tool, kind);
    }

    private JsonObject Shaped(JsonObject json, ConfigElement tool, string kind)
    {
        if (kind == "boxes" && tool.Flag("canRotate") != false) json["rotated"] = true;
        if (kind == "keypoints")
        {
            notes.Add(tool, "each keypoint is a skeleton of one point here");
            json["points"] = new JsonList(JsonValue.Create("point"));
        }
        return json;
    }

    /// <summary>Labels with a model_index are the points of one thing, in that order.</summary>
    private JsonObject Skeleton(ConfigElement element, JsonObject json)
    {
        var found = (JsonList)json["labels"]!;
        json["points"] = new JsonList([.. found.OrderBy(label => labels.ElementOf(label!)?.Whole("model_index") ?? int.MaxValue).Select(label =>
        {
            var point = new JsonObject { ["name"] = (string)label!["name"]! };
            if ((string?)label["title"] is { } title) point["title"] = title;
            return point;
        })]);
        string[] things = [.. controls.Select(control => control.Element).Where(other => other.Is("RectangleLabels") && other.List("toName").Intersect(element.List("toName")).Any())
            .SelectMany(boxes => boxes.Children.Select(label => ConfigWords.Label(label["alias"] ?? label["value"], isInTree: false))).OfType<string>()];
        var thing = things.Length == 1 ? things[0] : "skeleton";
        json["labels"] = new JsonList(JsonValue.Create(thing));
        notes.Add(element, $"its labels are the points of one {thing} here, set one after another; lines between them can be added");
        return json;
    }

    private JsonObject? Labelled(ConfigElement element, string kind, ConfigField? field)
    {
        var found = labels.Of(element, isTree: false);
        if (found.Count == 0)
        {
            notes.Add(element, element["value"] is { } source ? $"left out: its labels come from {source}, and here they are named in the schema" : "left out: it has no labels");
            return null;
        }
        if (element["maxUsages"] is not null) notes.Add(element, "how often a label is used is not limited here");
        var json = new JsonObject { ["kind"] = kind, ["required"] = element.Flag("required") ?? false };
        if (field is not null) json["field"] = field.Name;
        json["labels"] = found;
        return json;
    }
}
