using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Model.Regions;
using JsonList = System.Text.Json.Nodes.JsonArray;
using SafeJson = Assay.Model.Json.JsonText;

namespace Assay.Formats.LabelStudio;

/// <summary>The places of regions: percent of an image made pixels, offsets into a text made code points.</summary>
internal sealed class ResultShapes(BoundConfig config, JsonElement item, OffsetUnit unit)
{
    /// <summary>Percent of a side by which a model may draw over the edge; what is within is moved to the edge.</summary>
    private const double Slack = 0.5;

    private const int Whole = 100;
    private const long MostPixels = 100_000_000;

    private readonly Dictionary<string, MarkedText> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Width, int Height)> sizes = new(StringComparer.Ordinal);

    /// <summary>Looks at all marks of texts, which together tell what their offsets count.</summary>
    public void Look(IEnumerable<ResultMark> marks)
    {
        foreach (var mark in marks)
            if (TextOf(mark) is { } text) text.Look(mark);
    }

    /// <summary>What is known, and the sizes of images that the results named.</summary>
    public ItemFacts WithSizes(ItemFacts facts)
    {
        var all = new Dictionary<string, FieldFacts>(facts.Fields, StringComparer.Ordinal);
        foreach (var (field, (width, height)) in sizes) all[field] = new FieldFacts(Width: width, Height: height);
        return new ItemFacts(all);
    }

    /// <summary>Whether the mark has the place that regions of the question have.</summary>
    public bool Fits(ResultMark mark, Question question) => question switch
    {
        SpansQuestion or SegmentsQuestion => mark.Has("start") && mark.Has("end") || mark.Has("globalOffsets"),
        BoxesQuestion => mark.Has("x") && mark.Has("y") && mark.Has("width") && mark.Has("height"),
        PolygonsQuestion => mark.Has("points"),
        MasksQuestion => mark.Has("rle") || mark.Has("format") || mark.Has("imageDataURL"),
        KeypointsQuestion => mark.Has("x") && mark.Has("y") && !mark.Has("height"),
        _ => false,
    };

    /// <summary>The region without label and attributes.</summary>
    /// <exception cref="Refused">It has no place here.</exception>
    public JsonObject Of(ResultMark mark, RegionQuestion question, BoundControl control) => question switch
    {
        SpansQuestion spans => Span(mark, spans, control),
        SegmentsQuestion => new JsonObject { ["start"] = Need(mark, "start"), ["end"] = Need(mark, "end") },
        BoxesQuestion boxes => Box(mark, boxes),
        PolygonsQuestion polygons => Polygon(mark, polygons),
        MasksQuestion masks => Mask(mark, masks),
        KeypointsQuestion points => new JsonObject { ["points"] = new JsonObject { [points.Points[0].Name] = Point(mark, points) } },
        _ => throw mark.Fault($"{control.Name} does not mark regions like this one"),
    };

    /// <summary>A point as skeletons have it, 2 for visible and 1 for hidden.</summary>
    public JsonList Point(ResultMark mark, KeypointsQuestion question)
    {
        var (width, height) = SizeOf(mark, question.Field);
        var isHidden = mark.Of("hidden").ValueKind == JsonValueKind.True;
        return [Along(Need(mark, "x"), width), Along(Need(mark, "y"), height), isHidden ? 1 : 2];
    }

    private JsonObject Span(ResultMark mark, SpansQuestion question, BoundControl control)
    {
        if (TextOf(mark) is not { } text) throw mark.Fault($"the item has no text in what {control.Name} marks");
        var (start, end) = text.Points(mark);
        var span = new JsonObject { ["start"] = start, ["end"] = end };
        if (question.Fields.Count > 1) span["field"] = text.Field;
        return span;
    }

    private MarkedText? TextOf(ResultMark mark)
    {
        var control = config.Controls.First(one => one.Name == mark.From || one.Tool == mark.From);
        var name = mark.To is { } to && control.ToNames.Contains(to) ? to : control.ToNames[0];
        if (texts.TryGetValue(name, out var known)) return known;
        var shown = config.Objects.FirstOrDefault(one => one.Name == name);
        if (shown is null || BoundConfig.TextOf(item, shown.Field) is not { } text) return null;
        return texts[name] = new MarkedText(shown, text, unit);
    }

    private JsonObject Box(ResultMark mark, BoxesQuestion question)
    {
        var (width, height) = SizeOf(mark, question.Field);
        double x = Need(mark, "x"), y = Need(mark, "y"), across = Need(mark, "width"), down = Need(mark, "height");
        var rotation = mark.Has("rotation") ? Need(mark, "rotation") : 0;
        if (rotation == 0)
        {
            double left = Along(x, width), top = Along(y, height);
            return new JsonObject { ["x"] = left, ["y"] = top, ["width"] = Along(x + across, width) - left, ["height"] = Along(y + down, height) - top };
        }
        // in percent a turned box would not be one: it turns in pixels
        double wide = across * width / Whole, high = down * height / Whole;
        var box = RotatedBox.AboutCorner(x * width / Whole, y * height / Whole, wide, high, rotation);
        return new JsonObject { ["x"] = box.CenterX - wide / 2, ["y"] = box.CenterY - high / 2, ["width"] = wide, ["height"] = high, ["rotation"] = rotation % 360 };
    }

    private JsonObject Polygon(ResultMark mark, PolygonsQuestion question)
    {
        var (width, height) = SizeOf(mark, question.Field);
        var corners = mark.List("points").Select(point => point.ValueKind == JsonValueKind.Array && point.GetArrayLength() == 2
            && SafeJson.TryNumber(point[0], out var x) && SafeJson.TryNumber(point[1], out var y)
            ? (JsonNode)new JsonList(Along(x, width), Along(y, height))
            : throw mark.Fault($"{ResultMark.Show(point)} is no point of two numbers"));
        return new JsonObject { ["parts"] = new JsonList(new JsonObject { ["outer"] = new JsonList([.. corners]) }) };
    }

    private JsonObject Mask(ResultMark mark, MasksQuestion question)
    {
        var (width, height) = SizeOf(mark, question.Field);
        if (!mark.Has("rle")) throw mark.Fault("only masks of the format rle are read");
        if ((long)width * height > MostPixels) throw mark.Fault($"a mask of {width} × {height} pixels; at most {MostPixels:N0} are read");
        var bytes = mark.List("rle").Select(value => SafeJson.TryWhole(value, out var one) && one is >= 0 and <= byte.MaxValue
            ? (byte)one : throw mark.Fault($"its rle holds {ResultMark.Show(value)}, which is none of 0 to 255")).ToArray();
        return BrushRle.Decode(bytes, height, width, out var why) is { } mask
            ? new JsonObject { ["size"] = new JsonList(height, width), ["counts"] = mask.ToText() }
            : throw mark.Fault($"its rle is no mask of the image: {why}");
    }

    private (int Width, int Height) SizeOf(ResultMark mark, string field)
    {
        var size = mark.Size ?? throw mark.Fault("original_width and original_height are missing, so that its percents are of nothing known");
        if (SafeJson.TryNumber(ResultMark.Get(mark.Json, "image_rotation"), out var turned) && turned % 360 != 0)
            throw mark.Fault($"image_rotation is {turned:0}; images are not turned here");
        if (sizes.TryAdd(field, size) || sizes[field] == size) return size;
        throw mark.Fault($"its image has {size.Width} × {size.Height} pixels, that of a result before it {sizes[field].Width} × {sizes[field].Height}");
    }

    private static double Along(double percent, int pixels) =>
        (percent is < 0 and >= -Slack ? 0 : percent is > Whole and <= Whole + Slack ? Whole : percent) * pixels / Whole;

    private static double Need(ResultMark mark, string name) => mark.Number(name) ?? throw mark.Fault($"{name} is {ResultMark.Show(mark.Of(name))}; it must be a number");
}
