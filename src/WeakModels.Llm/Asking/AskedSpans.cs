using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Questions;

namespace Assay.WeakModels.Llm.Asking;

/// <summary>Stretches of text as quotes with a label and which occurrence is meant: models copy well and count badly, so they are never asked for offsets.</summary>
internal sealed class AskedSpans(SpansQuestion question) : AskedQuestion(question)
{
    public override int EnumSize => question.Labels.Count + (HasFields ? question.Fields.Count : 0);

    public override IReadOnlyList<string> Shuffled => [.. question.Labels.Select(label => label.Name)];

    private bool HasFields => question.Fields.Count > 1;

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "array");
        writer.WriteStartObject("items");
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        Property("quote", () => writer.WriteString("type", "string"));
        Property("label", () => WriteEnum(writer, question.Labels.Select(label => label.Name)));
        Property("occurrence", () => writer.WriteString("type", "integer"));
        if (HasFields) Property("field", () => WriteEnum(writer, question.Fields));
        Property("confidence", () => writer.WriteString("type", "number"));
        writer.WriteEndObject();
        writer.WriteStartArray("required");
        foreach (var name in (string[])["quote", "label", "occurrence", .. HasFields ? (string[])["field"] : [], "confidence"]) writer.WriteStringValue(name);
        writer.WriteEndArray();
        writer.WriteBoolean("additionalProperties", false);
        writer.WriteEndObject();
        writer.WriteEndObject();

        void Property(string name, Action write)
        {
            writer.WriteStartObject(name);
            write();
            writer.WriteEndObject();
        }
    }

    public override IEnumerable<string> Instructions()
    {
        var fields = string.Join(" and ", question.Fields.Select(field => $"\"{field}\""));
        yield return $"Answer with a list of stretches of the text of {fields}; with an empty list where there is none.";
        yield return "\"quote\" is the stretch, copied character by character. \"occurrence\" is 1 for the first place where this quote stands in the field, 2 for the second, and so on.";
        yield return question.Overlap switch
        {
            SpanOverlap.None => "No two stretches may overlap.",
            SpanOverlap.Nested => "A stretch may lie within another; they may not cross.",
            _ => "Stretches may overlap.",
        };
        yield return "Labels:";
        foreach (var label in question.Labels)
            yield return $"- \"{label.Name}\"{(label.Title is null || label.Title == label.Name ? "" : $" ({label.Title})")}{(label.Hint is null ? "" : $": {label.Hint}")}";
    }

    public override FoundAnswer? Read(JsonElement answer, ItemText item, List<string> problems)
    {
        if (answer.ValueKind != JsonValueKind.Array) return Wrong(problems, answer, "a list of quotes");
        var (parts, missing, before) = (new Dictionary<(string Field, int Start, int End, string Label), double>(), new List<string>(), problems.Count);
        foreach (var element in answer.EnumerateArray())
        {
            if (Said(element, problems) is not var (quote, label, occurrence, field, confidence)) continue;
            var places = item.Of(field) is { } text ? Quotes.Find(text, quote) : [];
            // a quote that stands once is meant, whichever occurrence was counted
            if (places.Count == 0 || occurrence > places.Count && places.Count > 1)
            {
                var where = places.Count == 0 ? "nowhere" : $"{places.Count} times, not {occurrence},";
                missing.Add($"\"{question.Name}\": the quote {JsonText.Show(quote)} stands {where} in the field \"{field}\"");
                continue;
            }
            var (start, end) = places[Math.Min(occurrence, places.Count) - 1];
            var place = (field, ItemText.CodePoints(item.Of(field)!, start), ItemText.CodePoints(item.Of(field)!, end), label);
            parts[place] = Math.Max(parts.GetValueOrDefault(place), confidence);
        }
        if (problems.Count > before) return null;
        return new FoundAnswer(Json(parts.Keys))
        {
            Parts = parts,
            Missing = missing,
            Share = parts.Count + missing.Count == 0 ? 1 : (double)parts.Count / (parts.Count + missing.Count),
        };
    }

    public override void WriteExample(Utf8JsonWriter writer, Answer answer, ItemText item)
    {
        writer.WriteStartArray();
        foreach (var span in ((SpansAnswer)answer).Regions)
        {
            if (item.Of(span.Field) is not { } text || Units(text, span.End) is not { } end) continue;
            var (start, quote) = (Units(text, span.Start)!.Value, text[Units(text, span.Start)!.Value..end]);
            writer.WriteStartObject();
            writer.WriteString("quote", quote);
            writer.WriteString("label", span.Label);
            writer.WriteNumber("occurrence", Quotes.Find(text, quote).FindIndex(place => place.Start == start) + 1);
            if (HasFields) writer.WriteString("field", span.Field);
            writer.WriteNumber("confidence", 1);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private (string Quote, string Label, int Occurrence, string Field, double Confidence)? Said(JsonElement element, List<string> problems)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("quote", out var quoted) || JsonText.String(quoted) is not { Length: > 0 } quote)
        {
            Wrong(problems, element, "an object with a \"quote\" that is not empty");
            return null;
        }
        var label = element.TryGetProperty("label", out var named) ? JsonText.String(named) : null;
        if (label is null || question.Labels.Find(label) is null)
        {
            Wrong(problems, named, $"one of the labels {string.Join(", ", question.Labels.Take(20).Select(one => one.Name))}");
            return null;
        }
        var field = !HasFields ? question.Fields[0] : element.TryGetProperty("field", out var where) ? JsonText.String(where) : null;
        if (field is null || !question.Fields.Contains(field))
        {
            Wrong(problems, element, $"an object with a \"field\" of {string.Join(", ", question.Fields)}");
            return null;
        }
        var occurrence = element.TryGetProperty("occurrence", out var count) && JsonText.TryWhole(count, out var whole) && whole > 0 ? whole : 1;
        var confidence = element.TryGetProperty("confidence", out var sure) && JsonText.TryNumber(sure, out var number) ? Math.Clamp(number, 0, 1) : 0.5;
        return (quote, label, occurrence, field, confidence);
    }

    private string Json(IEnumerable<(string Field, int Start, int End, string Label)> places) => JsonText.Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var (field, start, end, label) in places)
        {
            writer.WriteStartObject();
            writer.WriteNumber("start", start);
            writer.WriteNumber("end", end);
            writer.WriteString("label", label);
            if (HasFields) writer.WriteString("field", field);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    });

    /// <summary>The UTF-16 unit at a code point; null beyond the text.</summary>
    private static int? Units(string text, int points)
    {
        var units = 0;
        for (; points > 0; points--)
        {
            if (units >= text.Length) return null;
            units += char.IsHighSurrogate(text[units]) && units + 1 < text.Length ? 2 : 1;
        }
        return units;
    }
}
