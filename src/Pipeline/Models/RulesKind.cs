using System.Text.Json;
using Assay.WeakModels;
using Assay.WeakModels.Rules;

namespace Assay.Pipeline.Models;

/// <summary>Rules written as YAML, see <see cref="RuleFile"/>. Settings: <c>{"yaml": "…"}</c>. No file can be named: lists are written as keywords.</summary>
internal sealed class RulesKind : IModelKind
{
    public string Name => "rules";

    public int BatchSize => 1_000;

    public IWeakModel Open(JsonElement settings, ProjectContext project) =>
        settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty("yaml", out var yaml) && yaml.ValueKind == JsonValueKind.String
            ? new RulesModel(RuleFile.Parse(yaml.GetString()!, "rules"))
            : throw new UnfitModel("the settings of rules are {\"yaml\": \"…\"}, with the rules as text");
}
