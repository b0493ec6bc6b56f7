using System.Runtime.InteropServices;
using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model;

/// <summary>Checks an item's data against the fields of a schema; run on every row of an import, so a sound item costs no allocation.</summary>
internal static class ItemCheck
{
    private enum Content
    {
        Missing,
        Blank,
        Text,
        HalfPair,
        Other,
    }

    public static IReadOnlyList<Violation> Of(IReadOnlyList<Field> fields, JsonElement data)
    {
        Findings? findings = null;
        if (data.ValueKind != JsonValueKind.Object)
        {
            findings = new Findings("data");
            findings.Report("type", $"{JsonText.Show(data)} stands where an object of fields belongs");
            return findings.Violations;
        }
        foreach (var field in fields)
        {
            var content = ContentOf(data, field.Name, out var value);
            var wrong = content switch
            {
                Content.Missing when field.Required => ("required", $"the field \"{field.Name}\" is missing"),
                Content.Blank when field.Required => ("required", $"the field \"{field.Name}\" is blank"),
                Content.HalfPair => ("json", $"the field \"{field.Name}\" holds half of a surrogate pair"),
                Content.Other => ("type", $"the field \"{field.Name}\" holds {JsonText.Show(value)}, which is no text"),
                _ => default,
            };
            if (wrong.Item1 is not null) (findings ??= new Findings("data")).ReportAt(field.Name, wrong.Item1, wrong.Item2);
        }
        return findings?.Violations ?? [];
    }

    private static Content ContentOf(JsonElement data, string name, out JsonElement value)
    {
        try
        {
            if (!data.TryGetProperty(name, out value)) return Content.Missing;
        }
        catch (InvalidOperationException)
        {
            // the name of another property holds half of a surrogate pair
            value = default;
            return Content.HalfPair;
        }
        return value.ValueKind switch
        {
            JsonValueKind.Null => Content.Missing,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => Content.Text,
            JsonValueKind.String => ContentOf(value),
            _ => Content.Other,
        };
    }

    private static Content ContentOf(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text);
        // most texts begin with an ASCII letter or digit and hold no escape; the rest are decoded to be looked at
        if (raw.Length > 2 && char.IsAsciiLetterOrDigit((char)raw[1]) && !raw.Contains((byte)'\\')) return Content.Text;
        return JsonText.String(text) is not { } decoded ? Content.HalfPair : string.IsNullOrWhiteSpace(decoded) ? Content.Blank : Content.Text;
    }
}
