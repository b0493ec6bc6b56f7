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
        List,
        TooLong,
        Other,
    }

    /// <summary>Characters a file's name or a URL may have.</summary>
    private const int LongestName = 2_000;

    /// <summary>Whether what is data of one kind of field is data of the other.</summary>
    public static bool SameData(FieldKind a, FieldKind b) => a == b || (a is FieldKind.Text or FieldKind.Markdown && b is FieldKind.Text or FieldKind.Markdown);

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
            var content = ContentOf(data, field, out var value);
            if (content == Content.List)
            {
                if (!ChatCheck.IsSound(value)) ChatCheck.Report(field.Name, value, findings ??= new Findings("data"));
                continue;
            }
            var wrong = content switch
            {
                Content.Missing when field.Required => ("required", $"the field \"{field.Name}\" is missing"),
                Content.Blank when field.Required => ("required", $"the field \"{field.Name}\" is blank"),
                Content.HalfPair => ("json", $"the field \"{field.Name}\" holds half of a surrogate pair"),
                Content.TooLong => ("too_long", $"the field \"{field.Name}\" names {JsonText.Show(value)}; a name or URL has at most {LongestName:N0} characters"),
                Content.Other => ("type", $"the field \"{field.Name}\" holds {JsonText.Show(value)}, which is {Right(field.Kind)}"),
                _ => default,
            };
            if (wrong.Item1 is not null) (findings ??= new Findings("data")).ReportAt(field.Name, wrong.Item1, wrong.Item2);
        }
        return findings?.Violations ?? [];
    }

    private static string Right(FieldKind kind) => kind switch
    {
        FieldKind.Chat => "no list of turns, each with a role and a content",
        FieldKind.Image or FieldKind.Audio => "no name of a file and no URL",
        _ => "no text",
    };

    private static Content ContentOf(JsonElement data, Field field, out JsonElement value)
    {
        try
        {
            if (!data.TryGetProperty(field.Name, out value)) return Content.Missing;
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
            JsonValueKind.Array when field.Kind == FieldKind.Chat => value.GetArrayLength() == 0 ? Content.Blank : Content.List,
            _ when field.Kind == FieldKind.Chat => Content.Other,
            JsonValueKind.String when field.IsMedia && JsonText.String(value)?.Length > LongestName => Content.TooLong,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when field.IsMedia => Content.Other,
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
