using System.Globalization;
using System.Text.Json.Nodes;

namespace Assay.Formats.LabelStudio;

/// <summary>Choices, ratings and texts, asked of an item or of a region of it.</summary>
internal sealed class ConfigAnswers(ConfigLabels labels, ConfigNotes notes)
{
    private const int UsualRating = 5, MostRating = 100, MostLabels = 2_000;

    /// <summary>Whether the tag asks one of these.</summary>
    public static bool Asks(ConfigElement element) => element.Is("Choices", "Taxonomy", "Rating", "TextArea", "Number", "DateTime");

    /// <summary>The question without its name and title; null when the tag asks something else, or after a note.</summary>
    public JsonObject? Of(ConfigElement element)
    {
        var json = element.Tag.ToUpperInvariant() switch
        {
            "CHOICES" => Choices(element),
            "TAXONOMY" => Tree(element, max: element.Whole("maxUsages")),
            "RATING" => Rating(element),
            "TEXTAREA" => TextArea(element),
            "NUMBER" => Pattern(element, @"[+-]?\d+(\.\d+)?", "a number is written as a text that looks like one; its bounds are not checked"),
            "DATETIME" => Pattern(element, @"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?", "a date is written as a text, year, month and day"),
            _ => null,
        };
        if (json is not null) json["required"] = element.Flag("required") ?? false;
        return json;
    }

    private JsonObject? Choices(ConfigElement element)
    {
        var isSingle = !"multiple".Equals(element["choice"], StringComparison.OrdinalIgnoreCase);
        if (ConfigLabels.AreTree(element)) return Tree(element, isSingle ? 1 : null);
        return Labelled(element, new JsonObject { ["kind"] = "choice", ["mode"] = isSingle ? "single" : "multiple" }, isTree: false);
    }

    private JsonObject? Tree(ConfigElement element, int? max)
    {
        var json = Labelled(element, new JsonObject { ["kind"] = "choice", ["mode"] = "taxonomy" }, isTree: true);
        if (json is not null && max is > 0 and <= MostLabels) json["max"] = max;
        if (json is not null && element.Flag("leafsOnly") == true) notes.Add(element, "a path may end at any node here, not only at leaves");
        return json;
    }

    private JsonObject? Labelled(ConfigElement element, JsonObject json, bool isTree)
    {
        var found = labels.Of(element, isTree);
        if (found.Count > 0)
        {
            if (element["value"] is { } more) notes.Add(element, $"labels that {more} of the data adds are not known here");
            json["labels"] = found;
            return json;
        }
        notes.Add(element, (element["value"] ?? element["apiUrl"]) is { } source ? $"left out: its labels come from {source}, and here they are named in the schema" : "left out: it has no labels");
        return null;
    }

    private JsonObject Rating(ConfigElement element)
    {
        var most = element.Whole("maxRating") ?? UsualRating;
        if (most is < 1 or > MostRating)
        {
            notes.Add(element, $"a rating ends between 1 and {MostRating}, not at {most}; it ends at {Math.Clamp(most, 1, MostRating)}");
            most = Math.Clamp(most, 1, MostRating);
        }
        return new JsonObject { ["kind"] = "rating", ["min"] = most == 1 ? 0 : 1, ["max"] = most };
    }

    private JsonObject TextArea(ConfigElement element)
    {
        var json = new JsonObject { ["kind"] = "text" };
        var isSeveral = element.Whole("maxSubmissions") is > 1;
        if (isSeveral) notes.Add(element, "its texts are one here: people write one a line");
        if (isSeveral || element.Whole("rows") is > 1) json["multiline"] = true;
        if (element["value"] is { } value) notes.Add(element, string.Create(CultureInfo.InvariantCulture, $"the text begins empty, not with {ConfigWords.Line(value, 60)}"));
        return json;
    }

    private JsonObject Pattern(ConfigElement element, string pattern, string note)
    {
        notes.Add(element, note);
        return new JsonObject { ["kind"] = "text", ["pattern"] = pattern };
    }
}
