using System.Globalization;
using System.Text.Json;

namespace Assay.Model.Json;

/// <summary>
/// The properties of one JSON object, taken one by one by name with their type checked. A property given twice, one of the wrong
/// type, and one nobody asked for are violations, so that a misspelt option is told and not ignored. JSON null counts as left out.
/// </summary>
public sealed class JsonProperties
{
    private readonly Dictionary<string, JsonElement> left = new(StringComparer.Ordinal);
    private readonly Findings findings;
    private readonly string whose;

    private JsonProperties(Findings findings, string whose) => (this.findings, this.whose) = (findings, whose);

    /// <summary>Takes the properties of the element, or reports that it is no object and returns null.</summary>
    /// <param name="element">What should be an object.</param>
    /// <param name="findings">Where violations go.</param>
    /// <param name="whose">What every message begins with, to say whose property is wrong: <c>question "q", region 3: </c>.</param>
    public static JsonProperties? Of(JsonElement element, Findings findings, string whose = "")
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            findings.Report("type", $"{whose}{JsonText.Show(element)} stands where an object {{…}} belongs");
            return null;
        }
        var properties = new JsonProperties(findings, whose);
        foreach (var property in element.EnumerateObject())
        {
            if (findings.Full) break;
            if (JsonText.Name(property) is not { } name) findings.Report("json", $"{whose}a property's name holds half of a surrogate pair");
            else if (!properties.left.TryAdd(name, property.Value)) findings.ReportAt(name, "repeated", $"{whose}{JsonText.Show(name)} is given twice");
        }
        return properties;
    }

    /// <summary>The property of any type; null when left out.</summary>
    public JsonElement? Any(string name) =>
        left.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A printable text of 1 to <paramref name="longest"/> characters without space around it; null when left out or empty.</summary>
    public string? Text(string name, int longest)
    {
        if (Any(name) is not { } value) return null;
        var text = JsonText.String(value);
        if (text is null) findings.ReportAt(name, "type", $"{whose}{JsonText.Show(value)} stands where a text belongs");
        else if (text.Length > longest) findings.ReportAt(name, "too_long", $"{whose}{text.Length:N0} characters; at most {longest:N0}");
        else if (text.Any(char.IsControl)) findings.ReportAt(name, "not_printable", $"{whose}{JsonText.Show(value)} holds a control character");
        else if (text.Trim() != text) findings.ReportAt(name, "space_around", $"{whose}{JsonText.Show(value)} begins or ends with a space");
        else return text.Length == 0 ? null : text;
        return null;
    }

    /// <summary>A text of several lines, as written; null when left out or empty.</summary>
    public string? Prose(string name, int longest)
    {
        if (Any(name) is not { } value) return null;
        var text = JsonText.String(value);
        if (text is null) findings.ReportAt(name, "type", $"{whose}{JsonText.Show(value)} stands where a text belongs");
        else if (text.Length > longest) findings.ReportAt(name, "too_long", $"{whose}{text.Length:N0} characters; at most {longest:N0}");
        else return text.Length == 0 ? null : text;
        return null;
    }

    /// <summary>A whole number between the bounds; null when left out.</summary>
    public int? Whole(string name, int least, int most)
    {
        if (Any(name) is not { } value) return null;
        if (!JsonText.TryWhole(value, out var number)) findings.ReportAt(name, "type", $"{whose}{JsonText.Show(value)} stands where a whole number belongs");
        else if (number < least || number > most) findings.ReportAt(name, "out_of_range", $"{whose}{number} is not between {least} and {most}");
        else return number;
        return null;
    }

    /// <summary>A number between the bounds; null when left out.</summary>
    public double? Number(string name, double least, double most)
    {
        if (Any(name) is not { } value) return null;
        if (!JsonText.TryNumber(value, out var number)) findings.ReportAt(name, "type", $"{whose}{JsonText.Show(value)} stands where a number belongs");
        else if (number < least || number > most)
            findings.ReportAt(name, "out_of_range", string.Create(CultureInfo.InvariantCulture, $"{whose}{JsonText.Show(value)} is not between {least:#,0.###} and {most:#,0.###}"));
        else return number;
        return null;
    }

    /// <summary>True or false; null when left out.</summary>
    public bool? Flag(string name)
    {
        if (Any(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        findings.ReportAt(name, "type", $"{whose}{JsonText.Show(value)} stands where true or false belongs");
        return null;
    }

    /// <summary>A list of at most so many elements; null when left out.</summary>
    public JsonElement? List(string name, int most)
    {
        if (Any(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Array) findings.ReportAt(name, "type", $"{whose}{JsonText.Show(value)} stands where a list […] belongs");
        else if (value.GetArrayLength() > most) findings.ReportAt(name, "too_many", $"{whose}{value.GetArrayLength():N0} elements; at most {most:N0}");
        else return value;
        return null;
    }

    /// <summary>One of the words of the table; null when left out or another word.</summary>
    public T? Word<T>(string name, params ReadOnlySpan<(string Word, T Value)> words) where T : struct
    {
        if (Any(name) is not { } value) return null;
        var text = JsonText.String(value);
        var known = new List<string>(words.Length);
        foreach (var (word, meaning) in words)
        {
            if (word == text) return meaning;
            known.Add(word);
        }
        findings.ReportAt(name, "unknown_word", $"{whose}{JsonText.Show(value)} is none of {string.Join(", ", known)}");
        return null;
    }

    /// <summary>To be called last: reports every property nobody took.</summary>
    public void NothingElse() => Nothing("unknown_property", name => $"{JsonText.Show(name)} is not a property known here");

    /// <summary>As <see cref="NothingElse"/>, under a rule and in words of the caller's own.</summary>
    public void Nothing(string rule, Func<string, string> message)
    {
        foreach (var name in left.Keys) findings.ReportAt(name, rule, whose + message(name));
    }
}
