using System.Text.Json;
using Assay.WeakModels;
using Assay.WeakModels.Rules;

namespace Assay.Pipeline.Models;

/// <summary>
/// Rules written as YAML, see <see cref="RuleFile"/>. Settings: <c>{"yaml": "…", "gazetteers": {"banks.txt": "…"}}</c>, a phrase a line. A gazetteer is one of these: no file of the
/// server can be named.
/// </summary>
internal sealed class RulesKind : IModelKind
{
    /// <summary>Characters of all gazetteers together.</summary>
    private const int Longest = 2_000_000;

    public string Name => "rules";

    public int BatchSize => 1_000;

    public IWeakModel Open(JsonElement settings, ProjectContext project)
    {
        if (settings.ValueKind != JsonValueKind.Object || !settings.TryGetProperty("yaml", out var yaml) || yaml.ValueKind != JsonValueKind.String)
            throw Wrong();
        var gazetteers = Gazetteers(settings);
        return new RulesModel(RuleFile.Parse(yaml.GetString()!, "rules", name => Lines(gazetteers, name)));
    }

    private static Dictionary<string, string> Gazetteers(JsonElement settings)
    {
        var gazetteers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!settings.TryGetProperty("gazetteers", out var given))
            return gazetteers;
        if (given.ValueKind != JsonValueKind.Object)
            throw Wrong();
        foreach (var gazetteer in given.EnumerateObject())
            gazetteers[gazetteer.Name] = gazetteer.Value.ValueKind == JsonValueKind.String ? gazetteer.Value.GetString()! : throw Wrong();
        var length = gazetteers.Values.Sum(text => (long)text.Length);
        return length <= Longest ? gazetteers : throw new UnfitModel($"the gazetteers have {length:N0} characters together; at most {Longest:N0} are kept");
    }

    private static string[] Lines(Dictionary<string, string> gazetteers, string name) => gazetteers.TryGetValue(name, out var text)
        ? text.Split('\n')
        : throw new UnfitModel(gazetteers.Count == 0
            ? $"there is no gazetteer \"{name}\" here; add it to the model, a phrase a line"
            : $"there is no gazetteer \"{name}\" here; there are {string.Join(", ", gazetteers.Keys.Order(StringComparer.Ordinal).Take(20))}");

    private static UnfitModel Wrong() =>
        new("the settings of rules are {\"yaml\": \"…\", \"gazetteers\": {\"banks.txt\": \"…\"}}, with the rules as text and each gazetteer a phrase a line; there need be no gazetteers");
}
