using System.Text.Json;

namespace Assay.Cli.Votes.Exports;

/// <summary>A piece of JSON and where it stands, so that what is wrong with it can be told.</summary>
internal readonly record struct JsonPlace(JsonElement Json, string Where)
{
    public bool Has(string name) => Find(name) is not null;

    /// <summary>The property; null when it is missing, or null itself.</summary>
    public JsonElement? Find(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    public bool IsTrue(string name) => Find(name) is { ValueKind: JsonValueKind.True };

    /// <exception cref="BadInput">There is no such object.</exception>
    public JsonPlace Object(string name) => Find(name) is { ValueKind: JsonValueKind.Object } found ? this with { Json = found } : throw Lacks(name, "an object");

    /// <exception cref="BadInput">There is no such text.</exception>
    public string Text(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } found && found.GetString() is { Length: > 0 } text ? text : throw Lacks(name, "a text");

    /// <exception cref="BadInput">There is no such number.</exception>
    public double Number(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } found && found.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Lacks(name, "a number");

    /// <exception cref="BadInput">There is no such list.</exception>
    public IEnumerable<JsonElement> List(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray() : throw Lacks(name, "a list");

    /// <summary>Names in a list; a path of names is one, written with slashes.</summary>
    /// <exception cref="BadInput">There is no such list, or something else in it.</exception>
    public IReadOnlyList<string> Names(string name)
    {
        var here = this;
        return [.. List(name).Select(each => Name(each) ?? throw here.Lacks(name, "a list of names"))];
    }

    /// <summary>A name, or a path of names joined by slashes; null for anything else.</summary>
    public static string? Name(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Array when json.GetArrayLength() > 0 && json.EnumerateArray().All(step => step.ValueKind == JsonValueKind.String) =>
            string.Join(" / ", json.EnumerateArray().Select(step => step.GetString())),
        _ => null,
    };

    public BadInput Fault(string message) => new($"{Where}: {message}");

    private BadInput Lacks(string name, string right) => Fault(
        Find(name) is { } found ? $"\"{name}\" is {Excerpt(found)}; it must be {right}" : $"\"{name}\" is missing; it must be {right}");

    private static string Excerpt(JsonElement json) =>
        json.GetRawText() is { Length: <= 40 } text ? text.ReplaceLineEndings(" ") : json.ValueKind.ToString().ToLowerInvariant();
}
