using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assay.Model.Json;

/// <summary>
/// JSON from people and programs we do not know, read so that nothing in it can throw: too long, too deep, not JSON, half of a
/// surrogate pair, a number beyond double. What is wrong becomes a violation.
/// </summary>
public static class JsonText
{
    /// <summary>Nesting beyond this is refused; no schema and no answer needs more.</summary>
    public const int Deepest = 64;

    // Readable in a database and in a diff. These documents are sent as application/json, never pasted into HTML.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Parses, or reports <c>too_large</c> or <c>json</c> and returns null.</summary>
    public static JsonDocument? Parse(string json, int longest, Findings findings)
    {
        if (json.Length > longest)
        {
            findings.Report("too_large", $"{json.Length:N0} characters of JSON; at most {longest:N0} are read");
            return null;
        }
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Deepest });
        }
        catch (JsonException e)
        {
            findings.Report("json", $"this is not JSON: {e.Message}");
        }
        catch (ArgumentException)
        {
            // System.Text.Json says so when the text cannot be written as UTF-8
            findings.Report("json", "this is not text: it holds half of a surrogate pair");
        }
        return null;
    }

    /// <summary>The string in the element; null when it is not a string, or holds an escaped half of a surrogate pair.</summary>
    public static string? String(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String) return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The name of a property; null when it holds an escaped half of a surrogate pair.</summary>
    public static string? Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The number in the element when it is whole: <c>4</c>, and <c>4.0</c> as some languages write it.</summary>
    public static bool TryWhole(JsonElement element, out int value)
    {
        value = 0;
        if (element.ValueKind != JsonValueKind.Number) return false;
        if (element.TryGetInt32(out value)) return true;
        if (!element.TryGetDouble(out var real) || real != Math.Floor(real) || Math.Abs(real) > int.MaxValue) return false;
        value = (int)real;
        return true;
    }

    /// <summary>The number in the element, unless it is beyond double.</summary>
    public static bool TryNumber(JsonElement element, out double value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out value) && double.IsFinite(value);
    }

    /// <summary>The element as it stands in the JSON, cut to about 60 bytes, to be quoted in a message.</summary>
    public static string Show(JsonElement element)
    {
        const int enough = 60;
        var raw = JsonMarshal.GetRawUtf8Value(element);
        if (raw.Length <= enough) return Encoding.UTF8.GetString(raw);
        var cut = enough;
        while (cut > 0 && (raw[cut] & 0xC0) == 0x80) cut--;
        return Encoding.UTF8.GetString(raw[..cut]) + "…";
    }

    /// <summary>A string cut to about 60 characters and in quotes, to be named in a message; control characters cannot reach a terminal or a log.</summary>
    public static string Show(string text)
    {
        const int enough = 60;
        var cut = text.Length <= enough ? text.Length : char.IsHighSurrogate(text[enough - 1]) ? enough - 1 : enough;
        var shown = string.Concat(text.AsSpan(0, cut).ToArray().Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
        return cut == text.Length ? $"\"{shown}\"" : $"\"{shown}…\"";
    }

    /// <summary>Compact JSON of what the action writes.</summary>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(bytes, Compact);
        write(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
