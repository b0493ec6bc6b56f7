using System.Text.Json;
using Assay.Formats.LabelStudio;
using Assay.Model;
using Assay.Model.Json;

namespace Assay.Cli.MlBackend;

/// <summary>The sizes of a task's images, as far as its own annotations and predictions tell them: Label Studio sends no others.</summary>
internal static class KnownSizes
{
    public static ItemFacts Of(BoundConfig config, JsonElement task)
    {
        var facts = new Dictionary<string, FieldFacts>(StringComparer.Ordinal);
        foreach (var result in List(task, "annotations").Concat(List(task, "predictions")).Concat(List(task, "drafts")).SelectMany(one => List(one, "result")))
            if (config.Objects.FirstOrDefault(shown => shown.Name == JsonText.String(Get(result, "to_name"))) is { } shown
                && JsonText.TryWhole(Get(result, "original_width"), out var width) && JsonText.TryWhole(Get(result, "original_height"), out var height) && width > 0 && height > 0)
                facts.TryAdd(shown.Field, new FieldFacts(Width: width, Height: height));
        return new ItemFacts(facts);
    }

    private static JsonElement[] List(JsonElement json, string name) => Get(json, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    private static JsonElement Get(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;
}
