using System.Text.Json;
using Assay.Agreement;
using Assay.Model.Regions;

namespace Assay.Cli.Votes.Exports;

/// <summary>
/// Regions of this platform's export, told by their properties: spans begin and end, boxes have sides, polygons of one part have an outline. The others have
/// measures of their own on the quality page.
/// </summary>
internal static class OwnRegions
{
    public static Reply Reply(string question, JsonElement answer)
    {
        JsonElement[] regions = [.. answer.EnumerateArray()];
        if (All(regions, IsSpan))
            return new Reply(question, "spans", new Spans([.. regions.Select(each => new LabeledSpan(each.GetProperty("start").GetInt32(), each.GetProperty("end").GetInt32(), Label(each)))]));
        if (All(regions, IsBox))
            return new Reply(question, "boxes", new Boxes([.. regions.Select(Box)]));
        if (All(regions, IsPolygon))
            return new Reply(question, "polygons", new Outlines([.. regions.Select(each => new Polygon(Outer(each).EnumerateArray().Select(Point), Label(each)))]));
        return new Reply(question, "a list of objects", new Incomparable());
    }

    private static bool All(JsonElement[] regions, Func<JsonElement, bool> fits) =>
        Array.TrueForAll(regions, each => each.ValueKind == JsonValueKind.Object && Has(each, "label", JsonValueKind.String) && fits(each));

    /// <summary>A segment of a recording has its label first and seconds; a span of one among several texts says which.</summary>
    private static bool IsSpan(JsonElement region) =>
        region.EnumerateObject().First().Name == "start" && IsWhole(region, "start") && IsWhole(region, "end") && !region.TryGetProperty("field", out _);

    private static bool IsBox(JsonElement region) => IsNumber(region, "x") && IsNumber(region, "y") && IsNumber(region, "width") && IsNumber(region, "height");

    private static bool IsPolygon(JsonElement region) =>
        Has(region, "parts", JsonValueKind.Array) && region.GetProperty("parts") is var parts && parts.GetArrayLength() == 1 && parts[0].ValueKind == JsonValueKind.Object
        && Has(parts[0], "outer", JsonValueKind.Array) && !parts[0].TryGetProperty("holes", out _)
        && Outer(region).GetArrayLength() > 2 && Outer(region).EnumerateArray().All(IsPoint);

    private static bool IsPoint(JsonElement point) =>
        point.ValueKind == JsonValueKind.Array && point.GetArrayLength() == 2 && point.EnumerateArray().All(side => side.ValueKind == JsonValueKind.Number);

    private static bool Has(JsonElement region, string name, JsonValueKind kind) => region.TryGetProperty(name, out var value) && value.ValueKind == kind;

    private static bool IsNumber(JsonElement region, string name) => Has(region, name, JsonValueKind.Number);

    private static bool IsWhole(JsonElement region, string name) => IsNumber(region, name) && region.GetProperty(name).TryGetInt32(out _);

    private static string Label(JsonElement region) => region.GetProperty("label").GetString()!;

    private static JsonElement Outer(JsonElement region) => region.GetProperty("parts")[0].GetProperty("outer");

    private static Point Point(JsonElement point) => new(point[0].GetDouble(), point[1].GetDouble());

    private static RotatedBox Box(JsonElement region)
    {
        var (width, height) = (Side("width"), Side("height"));
        return new RotatedBox(Side("x") + (width / 2), Side("y") + (height / 2), width, height, IsNumber(region, "rotation") ? Side("rotation") : 0, Label(region));

        double Side(string name) => region.GetProperty(name).GetDouble();
    }
}
