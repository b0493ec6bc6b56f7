using System.Globalization;
using System.Text.Json;

namespace Assay.WeakModels.Onnx.Entailment;

/// <summary>Which outputs of the model mean entailment and contradiction.</summary>
/// <param name="Count">How many outputs there are.</param>
/// <param name="Entailment">The place of the one, from 0.</param>
/// <param name="Contradiction">The place of the other.</param>
internal readonly record struct Classes(int Count, int Entailment, int Contradiction)
{
    /// <summary>
    /// By the names in <c>config.json</c>: entailment is the first that begins with <c>entail</c>; contradiction begins with <c>contra</c>, else <c>not_entail</c>;
    /// else it is the last when entailment is the first, else the first.
    /// </summary>
    /// <param name="config">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="named">The name of entailment, where it was said; null to go by the names.</param>
    /// <exception cref="UnfitModel">No name says which one is entailment.</exception>
    public static Classes Read(JsonElement config, string path, string? named)
    {
        var names = ByName(config);
        // some exports lost the names in one of the two tables only
        if (names.Count == 0 || !names.Exists(IsEntailment) && ById(config).Exists(IsEntailment)) names = ById(config);
        if (names.Count < 2)
            throw new UnfitModel($"{path} names {names.Count} outputs; id2label should name entailment and contradiction, as an NLI model has them");
        var entailment = names.Find(IsEntailment);
        if (entailment.Name is null)
            throw new UnfitModel(named is null
                ? $"{path} calls its outputs {Shown()}, and none is called entailment; an NLI model names one so in id2label. Where the names were lost, say which one it is (--entailment NAME)"
                : $"{path} has no output {named}; there are {Shown()}");
        var count = names.Max(one => one.Id) + 1;
        var contradiction = Find("contra") is { Name: not null } contra ? contra : Find("not_entail");
        return new Classes(count, entailment.Id, contradiction.Name is not null ? contradiction.Id : entailment.Id == 0 ? count - 1 : 0);

        bool IsEntailment((string Name, int Id) one) =>
            named is null ? one.Name.StartsWith("entail", StringComparison.OrdinalIgnoreCase) : string.Equals(one.Name, named, StringComparison.OrdinalIgnoreCase);
        (string Name, int Id) Find(string beginning) => names.Find(one => one.Name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
        string Shown() => string.Join(", ", names.Take(12).Select(one => one.Name));
    }

    private static List<(string Name, int Id)> ByName(JsonElement config)
    {
        var names = new List<(string Name, int Id)>();
        if (config.TryGetProperty("label2id", out var ids) && ids.ValueKind == JsonValueKind.Object)
            foreach (var one in ids.EnumerateObject())
                if (one.Value.ValueKind == JsonValueKind.Number && one.Value.TryGetInt32(out var id) && id >= 0) names.Add((one.Name, id));
        return names;
    }

    private static List<(string Name, int Id)> ById(JsonElement config)
    {
        var names = new List<(string Name, int Id)>();
        if (config.TryGetProperty("id2label", out var labels) && labels.ValueKind == JsonValueKind.Object)
            foreach (var one in labels.EnumerateObject())
                if (int.TryParse(one.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && one.Value.ValueKind == JsonValueKind.String) names.Add((one.Value.GetString()!, id));
        return names;
    }
}
