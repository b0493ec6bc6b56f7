using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model.Questions;

/// <summary>
/// The JSON of one span, for the answers of <see cref="SpansKind"/> and for the ends of relations: <c>{"start":0,"end":5,"label":"PER"}</c>, with
/// <c>field</c> where there are several texts and <c>parts</c> where there are gaps.
/// </summary>
internal static class SpanJson
{
    private const int MostParts = 100;

    /// <summary>The span; null only after a report.</summary>
    public static SpanRegion? Read(SpansQuestion question, string label, IReadOnlyList<AttributeAnswer> attributes, RegionReader json, ItemFacts item)
    {
        var field = Field(question, json);
        var length = field is null ? null : item.Of(field).CodePoints;
        var before = json.Found;
        var parts = json.OptionalAny("parts") is { } list ? Parts(question, list, json) : null;
        var (start, end) = parts is null
            ? (json.Whole("start", 0, int.MaxValue), json.Whole("end", 0, int.MaxValue))
            : (json.OptionalWhole("start", 0, int.MaxValue) ?? parts[0].Start, json.OptionalWhole("end", 0, int.MaxValue) ?? parts[^1].End);
        if (json.Found > before || start is not { } first || end is not { } last || field is null) return null;
        if (last <= first) json.Report("empty", $"its end {last} is not after its start {first}");
        else if (last > length) json.ReportAt("end", "outside", $"end {last} lies beyond the text of {length} characters");
        else if (parts is not null && (first != parts[0].Start || last != parts[^1].End))
            json.ReportAt("parts", "outside", $"its parts go from {parts[0].Start} to {parts[^1].End}, and not from start {first} to end {last}");
        else return new SpanRegion(label, field, parts ?? [new Stretch(first, last)], attributes);
        return null;
    }

    private static string? Field(SpansQuestion question, RegionReader json)
    {
        if (json.OptionalAny("field") is not { } given)
        {
            if (question.Fields.Count == 1) return question.Fields[0];
            json.ReportAt("field", "required", $"it does not say in which field it is: {string.Join(", ", question.Fields)}");
            return null;
        }
        if (JsonText.String(given) is { } name && question.Fields.Contains(name)) return name;
        json.ReportAt("field", "unknown_field", $"{JsonText.Show(given)} is none of its fields: {string.Join(", ", question.Fields)}");
        return null;
    }

    /// <summary>The parts ascending, those that touch as one; null after a report.</summary>
    private static List<Stretch>? Parts(SpansQuestion question, JsonElement list, RegionReader json)
    {
        if (!json.IsList(list, "parts", "parts", 1, MostParts)) return null;
        var parts = new List<Stretch>();
        foreach (var element in list.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 2
                && JsonText.TryWhole(element[0], out var start) && JsonText.TryWhole(element[1], out var end) && start >= 0 && end > start) parts.Add(new Stretch(start, end));
            else
            {
                json.ReportAt("parts", "type", $"{JsonText.Show(element)} is no part [start, end] of two whole numbers, the end after the start");
                return null;
            }
        }
        parts.Sort((a, b) => (a.Start, a.End).CompareTo((b.Start, b.End)));
        var joined = new List<Stretch>();
        foreach (var part in parts)
        {
            if (joined.Count > 0 && part.Start <= joined[^1].End) joined[^1] = joined[^1] with { End = Math.Max(joined[^1].End, part.End) };
            else joined.Add(part);
        }
        if (joined.Count == 1 || question.Discontinuous) return joined;
        json.ReportAt("parts", "discontinuous", $"it has gaps, and the spans of \"{question.Name}\" have none");
        return null;
    }

    /// <summary>The properties of the span but for its attributes, within an object.</summary>
    public static void Write(Utf8JsonWriter writer, SpansQuestion question, SpanRegion span)
    {
        if (question.Fields.Count > 1) writer.WriteString("field", span.Field);
        writer.WriteNumber("start", span.Start);
        writer.WriteNumber("end", span.End);
        writer.WriteString("label", span.Label);
        if (span.Parts.Count == 1) return;
        writer.WriteStartArray("parts");
        foreach (var (start, end) in span.Parts)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(start);
            writer.WriteNumberValue(end);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }
}
