using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Regions;

namespace Assay.Model.Questions;

/// <summary>Reads the parts of one polygon and puts its outlines into one form, so that the same region has the same JSON whoever drew it.</summary>
internal sealed class OutlineReader(RegionReader json, FieldFacts image)
{
    /// <summary>Parts, and holes of a part, that a polygon may have.</summary>
    public const int MostParts = 1_000;

    /// <summary>Corners an outline may have.</summary>
    public const int MostCorners = 5_000;

    private const int LeastCorners = 3;

    /// <summary>The property <c>parts</c>; null after a report.</summary>
    public IReadOnlyList<ShapePart>? Parts()
    {
        var before = json.Found;
        if (json.List("parts", 1, MostParts) is not { } list) return null;
        var parts = new List<ShapePart>();
        json.Enter("parts");
        foreach (var (index, element) in list.EnumerateArray().Index())
        {
            json.Enter(index);
            if (Part(element, $"part {index + 1}") is { } part) parts.Add(part);
            json.Leave();
        }
        json.Leave();
        parts.Sort(Compare);
        return json.Found == before ? parts : null;
    }

    private ShapePart? Part(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            json.Report("type", $"{name}: {JsonText.Show(element)} stands where an object with an outer outline belongs");
            return null;
        }
        var (outer, holes) = ((JsonElement?)null, (JsonElement?)null);
        foreach (var property in element.EnumerateObject())
        {
            switch (JsonText.Name(property))
            {
                case "outer": outer = property.Value; break;
                case "holes": holes = property.Value; break;
                case var other: json.Report("unknown_property", $"{name}: {JsonText.Show(other ?? "?")} is not a property known here"); break;
            }
        }
        if (outer is not { } given) json.Report("required", $"{name} has no outer outline");
        else if (One(given, "outer", name) is { } corners) return WithHoles(corners, holes, name);
        return null;
    }

    private ShapePart? WithHoles(List<Point> outer, JsonElement? given, string name)
    {
        var holes = new List<IReadOnlyList<Point>>();
        if (given is not { ValueKind: not JsonValueKind.Null } list) return new ShapePart(outer, holes);
        if (!json.IsList(list, "holes", "holes", 0, MostParts)) return null;
        foreach (var (index, element) in list.EnumerateArray().Index())
        {
            var which = $"hole {index + 1} of {name}";
            if (One(element, "holes", which) is not { } hole) continue;
            if (Outline.Crossing(outer, hole) is var (side, other)) json.ReportAt("holes", "crossing", $"{which} crosses its outline, side {other + 1} of it side {side + 1}");
            else if (!hole.TrueForAll(corner => Outline.Holds(outer, corner))) json.ReportAt("holes", "outside", $"{which} lies outside its outline");
            hole.Reverse(1, hole.Count - 1);
            holes.Add(hole);
        }
        holes.Sort(Compare);
        return new ShapePart(outer, holes);
    }

    /// <summary>The corners of one outline, from the uppermost, clockwise; null after a report.</summary>
    private List<Point>? One(JsonElement list, string at, string name)
    {
        var before = json.Found;
        if (!json.IsList(list, at, name, LeastCorners, MostCorners)) return null;
        var corners = new List<Point>();
        foreach (var element in list.EnumerateArray())
        {
            if (json.Point(element, at, name, image) is not { } corner) return null;
            if (corners.Count == 0 || corners[^1] != corner) corners.Add(corner);
        }
        while (corners.Count > 1 && corners[^1] == corners[0]) corners.RemoveAt(corners.Count - 1);
        var area = Outline.SignedArea(corners);
        if (corners.Count < LeastCorners) json.ReportAt(at, "too_few", $"{name} has {corners.Count} different corners; at least {LeastCorners}");
        else if (Outline.Crossing(corners) is var (one, other)) json.ReportAt(at, "crossing", $"{name} crosses itself: side {one + 1} and side {other + 1}");
        else if (Math.Abs(area) < 1e-6) json.ReportAt(at, "empty", $"{name} has no area");
        if (json.Found > before) return null;
        if (area < 0) corners.Reverse();
        return FromTheTop(corners);
    }

    /// <summary>The same outline from its uppermost corner; of one that touches itself there, from where the rest comes first.</summary>
    private static List<Point> FromTheTop(List<Point> corners)
    {
        var top = corners.MinBy(corner => (corner.Y, corner.X));
        return Enumerable.Range(0, corners.Count).Where(first => corners[first] == top)
            .Select(first => (List<Point>)[.. corners[first..], .. corners[..first]])
            .Aggregate((best, other) => Compare(best, other) <= 0 ? best : other);
    }

    /// <summary>Writes an outline as a list of points.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Point> corners)
    {
        writer.WriteStartArray();
        foreach (var (x, y) in corners)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(x);
            writer.WriteNumberValue(y);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    /// <summary>An order of the parts of two polygons; 0 for the same only.</summary>
    public static int Compare(IReadOnlyList<ShapePart> a, IReadOnlyList<ShapePart> b) => Compare(a, b, Compare);

    private static int Compare(ShapePart a, ShapePart b) =>
        Compare(a.Outer, b.Outer) is var order and not 0 ? order : Compare(a.Holes, b.Holes, Compare);

    private static int Compare(IReadOnlyList<Point> a, IReadOnlyList<Point> b) => Compare(a, b, (one, other) => (one.Y, one.X).CompareTo((other.Y, other.X)));

    private static int Compare<T>(IReadOnlyList<T> a, IReadOnlyList<T> b, Comparison<T> each)
    {
        for (var i = 0; i < a.Count && i < b.Count; i++)
            if (each(a[i], b[i]) is var order and not 0) return order;
        return a.Count - b.Count;
    }
}
