using System.Text.Json;
using SafeJson = Assay.Model.Json.JsonText;

namespace Assay.Formats.LabelStudio;

/// <summary>One element of a <c>result</c>, its properties read so that no form of them can throw.</summary>
/// <param name="Place">Its number in the result, from 1.</param>
/// <param name="Json">An object.</param>
internal sealed record ResultMark(int Place, JsonElement Json)
{
    public string? Id => Text("id");
    public string? From => Text("from_name");
    public string? To => Text("to_name");
    public string Type => Text("type") ?? "";
    public JsonElement Value => Get(Json, "value");

    /// <summary>How sure the model is, 0 to 1; null when it does not say so.</summary>
    public double? Score => ResultReader.ScoreOf(Json);

    /// <summary>Pixels of the image as displayed; null when either side is not given.</summary>
    public (int Width, int Height)? Size =>
        SafeJson.TryWhole(Get(Json, "original_width"), out var width) && SafeJson.TryWhole(Get(Json, "original_height"), out var height) && width > 0 && height > 0
            ? (width, height) : null;

    public string? Text(string name) => SafeJson.String(Get(Json, name));

    public JsonElement Of(string name) => Get(Value, name);

    public double? Number(string name) => SafeJson.TryNumber(Of(name), out var number) ? number : null;

    public bool Has(string name) => Of(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The elements of a list in the value, a single text as a list of one; empty when there is none.</summary>
    public IReadOnlyList<JsonElement> List(string name) => Of(name) switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
        { ValueKind: JsonValueKind.String } one => [one],
        _ => [],
    };

    public Refused Fault(string message) => new($"result {Place}: {message}");

    /// <summary>The property; undefined when there is none.</summary>
    public static JsonElement Get(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    /// <summary>As it stands in the JSON, for a message.</summary>
    public static string Show(JsonElement json) => json.ValueKind == JsonValueKind.Undefined ? "nothing" : SafeJson.Show(json);
}

#pragma warning disable CA1710, CA1032, CA1064 // thrown and caught within the reading of one result
/// <summary>Something in a result cannot be an answer.</summary>
internal sealed class Refused(string message) : Exception(message);
