using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Model;
using Assay.Model.Questions;
using JsonList = System.Text.Json.Nodes.JsonArray;

namespace Assay.Formats.LabelStudio;

/// <summary>The place of a region as a result writes it.</summary>
/// <param name="Value">Without labels; null when it cannot be written.</param>
/// <param name="ToName">The tag it is in.</param>
/// <param name="Size">Of its image.</param>
/// <param name="WhyNot">Why it cannot be written.</param>
internal sealed record WrittenShape(JsonObject? Value, string ToName, (int Width, int Height)? Size = null, string? WhyNot = null);

/// <summary>The places of regions: pixels made percent of the image, code points made UTF-16 units.</summary>
internal sealed class WrittenShapes(BoundConfig config, JsonElement item, ItemFacts facts)
{
    private const double Whole = 100;

    private const int Dot = 1;

    private readonly Dictionary<string, TextOffsets> offsets = new(StringComparer.Ordinal);

    public WrittenShape Of(BoundControl control, Region region) => region switch
    {
        SpanRegion span => Span(control, span),
        SegmentRegion segment => new WrittenShape(new JsonObject { ["start"] = segment.Start, ["end"] = segment.End, ["channel"] = 0 }, control.ToNames[0]),
        MaskRegion mask => Mask(control, mask),
        BoxRegion box => InImage(control, (width, height) => Box(box, width, height)),
        PolygonRegion { Parts: [{ Holes.Count: 0 }] } polygon => InImage(control, (width, height) => Polygon(polygon, width, height)),
        PolygonRegion => Not(control, "a polygon with holes or of several parts cannot be said in a polygon"),
        Skeleton { Points: [var point] } => InImage(control, (width, height) => Point(point, width, height)),
        Skeleton => Not(control, "a skeleton of several points cannot be said in one keypoint"),
        _ => Not(control, $"a {region.GetType().Name} cannot be said in a {control.Type}"),
    };

    private WrittenShape Span(BoundControl control, SpanRegion span)
    {
        if (span.Parts.Count > 1) return Not(control, "a span with gaps cannot be said in one label");
        if (control.Type == "paragraphlabels") return Not(control, "marks in the turns of a conversation are not written");
        var shown = config.Objects.FirstOrDefault(one => one.Field == span.Field && control.ToNames.Contains(one.Name));
        if (shown is null || BoundConfig.TextOf(item, span.Field) is not { } text) return Not(control, $"the item has no text in {span.Field}");
        if (!offsets.TryGetValue(span.Field, out var counted)) offsets.Add(span.Field, counted = new TextOffsets(text));
        if ((counted.UnitOf(span.Start), counted.UnitOf(span.End)) is not ({ } start, { } end)) return Not(control, $"{span.Start} to {span.End} is no stretch of the text");
        if (shown.IsHtml) return Html(control, shown, text, start, end);
        return new WrittenShape(new JsonObject { ["start"] = start, ["end"] = end, ["text"] = text[start..end] }, shown.Name);
    }

    private static WrittenShape Html(BoundControl control, BoundObject shown, string text, int start, int end)
    {
        var html = new HtmlText(text);
        if (html.InSeen(start, end) is not var (first, last)) return Not(control, "nothing of what is marked is seen in the HTML");
        return new WrittenShape(
            new JsonObject
            {
                ["start"] = "/",
                ["end"] = "/",
                ["startOffset"] = first,
                ["endOffset"] = last,
                ["globalOffsets"] = new JsonObject { ["start"] = first, ["end"] = last },
                ["text"] = html.Seen[first..last],
            },
            shown.Name);
    }

    private WrittenShape InImage(BoundControl control, Func<int, int, JsonObject> write)
    {
        var shown = config.Objects.First(one => control.ToNames.Contains(one.Name));
        var image = facts.Of(shown.Field);
        return image is { Width: { } width, Height: { } height }
            ? new WrittenShape(write(width, height), shown.Name, (width, height))
            : Not(control, $"the size of the image in {shown.Field} is not known, and places are percent of it");
    }

    private static WrittenShape Mask(BoundControl control, MaskRegion region) => new(
        new JsonObject { ["format"] = "rle", ["rle"] = new JsonList([.. BrushRle.Encode(region.Mask).Select(value => JsonValue.Create((int)value))]) },
        control.ToNames[0], (region.Mask.Width, region.Mask.Height));

    /// <summary>Turned about its upper left corner, so that corner is written.</summary>
    private static JsonObject Box(BoxRegion box, int width, int height)
    {
        var (sin, cos) = Math.SinCos(box.Rotation * Math.PI / 180);
        var (x, y) = (box.X + box.Width / 2 - (box.Width * cos - box.Height * sin) / 2, box.Y + box.Height / 2 - (box.Width * sin + box.Height * cos) / 2);
        return new JsonObject
        {
            ["x"] = (box.Rotation == 0 ? box.X : x) * Whole / width,
            ["y"] = (box.Rotation == 0 ? box.Y : y) * Whole / height,
            ["width"] = box.Width * Whole / width,
            ["height"] = box.Height * Whole / height,
            ["rotation"] = box.Rotation,
        };
    }

    private static JsonObject Polygon(PolygonRegion polygon, int width, int height) => new()
    {
        ["points"] = new JsonList([.. polygon.Parts[0].Outer.Select(corner => (JsonNode)new JsonList(corner.X * Whole / width, corner.Y * Whole / height))]),
        ["closed"] = true,
    };

    private static JsonObject Point(Keypoint point, int width, int height)
    {
        var value = new JsonObject { ["x"] = point.X * Whole / width, ["y"] = point.Y * Whole / height, ["width"] = Dot };
        if (!point.IsVisible) value["hidden"] = true;
        return value;
    }

    private static WrittenShape Not(BoundControl control, string why) => new(null, control.ToNames.Count > 0 ? control.ToNames[0] : "", WhyNot: why);
}
