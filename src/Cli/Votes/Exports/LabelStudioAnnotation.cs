using System.Text.Json;
using Assay.Agreement;
using Assay.Model.Regions;

namespace Assay.Cli.Votes.Exports;

/// <summary>
/// An annotation of Label Studio's JSON export. The control a result came from (<c>from_name</c>) is its question; of regions a question collects
/// all results, of anything else there is one.
/// </summary>
internal static class LabelStudioAnnotation
{
    private static readonly string[] OfWholeTask = ["choices", "taxonomy", "rating", "number", "textarea", "datetime", "pairwise"];

    public static bool Fits(JsonPlace annotation) => annotation.Has("result") || annotation.Has("completed_by");

    /// <summary>Null when it is no vote: it was cancelled, which is how Label Studio skips.</summary>
    /// <exception cref="BadInput">It is not as an export writes it.</exception>
    public static Annotation? Read(string task, JsonPlace annotation)
    {
        if (annotation.IsTrue("was_cancelled") || annotation.IsTrue("skipped"))
            return null;
        var results = annotation.List("result").Select(result => annotation with { Json = result }).Where(result => !IsRelation(result)).ToList();
        var regions = results.Where(result => !IsOfWholeTask(result)).Select(Id).OfType<string>().ToHashSet();
        var replies = new OrderedDictionary<string, Reply>();
        foreach (var result in results)
        {
            // a control per region shares its region's id
            var isPerRegion = IsOfWholeTask(result) && Id(result) is { } id && regions.Contains(id);
            var reply = isPerRegion ? new Reply(result.Text("from_name"), $"{result.Text("type")} of a region", new Incomparable()) : Reply(result);
            if (!replies.TryAdd(reply.Question, reply))
                replies[reply.Question] = Together(replies[reply.Question], reply, result);
        }

        return new Annotation(task, Person(annotation), annotation.Where, [.. replies.Values]);
    }

    private static string? Id(JsonPlace result) => result.Find("id") is { ValueKind: JsonValueKind.String } id ? id.GetString() : null;

    private static bool IsRelation(JsonPlace result) => result.Text("type") == "relation";

    private static bool IsOfWholeTask(JsonPlace result) => OfWholeTask.Contains(result.Text("type"));

    private static Reply Together(Reply before, Reply next, JsonPlace result) => (before.Said, next.Said) switch
    {
        (Spans a, Spans b) => before with { Said = new Spans([.. a.Parts, .. b.Parts]) },
        (Boxes a, Boxes b) => before with { Said = new Boxes([.. a.Parts, .. b.Parts]) },
        (Outlines a, Outlines b) => before with { Said = new Outlines([.. a.Parts, .. b.Parts]) },
        (Incomparable, _) => before,
        (_, Incomparable) => next,
        _ => throw result.Fault($"\"{before.Question}\" is answered twice in one annotation"),
    };

    /// <exception cref="BadInput">Nobody is named.</exception>
    private static string Person(JsonPlace annotation) => annotation.Find("completed_by") switch
    {
        { ValueKind: JsonValueKind.Number } id => id.GetRawText(),
        { ValueKind: JsonValueKind.String } name when name.GetString() is { Length: > 0 } text => text,
        { ValueKind: JsonValueKind.Object } person when (annotation with { Json = person }) is var who =>
            who.Find("email") is { ValueKind: JsonValueKind.String } email && email.GetString() is { Length: > 0 } address ? address
            : who.Find("id") is { ValueKind: JsonValueKind.Number } id ? id.GetRawText()
            : throw annotation.Fault("\"completed_by\" has neither email nor id, so it is not known who voted"),
        _ => throw annotation.Fault("\"completed_by\" is missing, so it is not known who voted"),
    };

    private static Reply Reply(JsonPlace result)
    {
        var (type, question) = (result.Text("type"), result.Text("from_name"));
        var value = result.Object("value");
        return new Reply(question, type, type switch
        {
            "choices" or "taxonomy" => new Chosen(value.Names(type)),
            "rating" or "number" => new Rated(value.Number(type).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            "textarea" => new Written(Text(value)),
            "datetime" => new Written(value.Text("datetime")),
            "pairwise" => new Chosen([value.Text("selected")]),
            "labels" when IsText(result, value) => new Spans([.. Labels(value, type).Select(label => Span(value, label))]),
            "labels" or "rectanglelabels" or "rectangle" when value.Has("width") && value.Has("height") =>
                new Boxes([.. Labels(value, type).Select(label => Box(result, value, label))]),
            "labels" or "polygonlabels" or "polygon" when value.Has("points") => new Outlines([.. Labels(value, type).Select(label => Outline(value, label))]),
            _ => new Incomparable(),
        });
    }

    private static string Text(JsonPlace value) =>
        value.Find("text") is { ValueKind: JsonValueKind.String } ? value.Text("text") : string.Join('\n', value.Names("text"));

    // an offset in a sound is in seconds
    private static bool IsText(JsonPlace result, JsonPlace value) =>
        value.Has("start") && value.Has("end") && !value.Has("channel") && !result.Has("original_length");

    /// <summary>Several labels on one region are as many regions; without a label it is one.</summary>
    private static IReadOnlyList<string?> Labels(JsonPlace value, string type)
    {
        if (value.Has(type) && value.Names(type) is { Count: > 0 } labels)
            return labels;
        return [null];
    }

    private static LabeledSpan Span(JsonPlace value, string? label)
    {
        var (start, end) = (value.Number("start"), value.Number("end"));
        return start >= 0 && end >= start && end <= int.MaxValue && double.IsInteger(start) && double.IsInteger(end)
            ? new LabeledSpan((int)start, (int)end, label ?? "")
            : throw value.Fault(FormattableString.Invariant($"a span from {start} to {end} is none"));
    }

    // in percent of the image's sides, and so turned in pixels: about the upper left corner
    private static RotatedBox Box(JsonPlace result, JsonPlace value, string? label)
    {
        var degrees = value.Has("rotation") ? value.Number("rotation") : 0;
        var isSized = degrees != 0 || (result.Has("original_width") && result.Has("original_height"));
        var (across, down) = isSized ? (result.Number("original_width") / 100, result.Number("original_height") / 100) : (1, 1);
        return RotatedBox.AboutCorner(
            value.Number("x") * across, value.Number("y") * down, value.Number("width") * across, value.Number("height") * down, degrees, label);
    }

    // in percent; overlap does not depend on the unit
    private static Polygon Outline(JsonPlace value, string? label)
    {
        var corners = value.List("points").Select(point => point.ValueKind == JsonValueKind.Array && point.GetArrayLength() == 2
            && point[0].ValueKind == JsonValueKind.Number && point[1].ValueKind == JsonValueKind.Number
            ? new Point(point[0].GetDouble(), point[1].GetDouble())
            : throw value.Fault("\"points\" must be a list of pairs of numbers")).ToList();
        return corners.Count >= 3 ? new Polygon(corners, label) : throw value.Fault($"a polygon of {corners.Count} points; it must have at least 3");
    }
}
