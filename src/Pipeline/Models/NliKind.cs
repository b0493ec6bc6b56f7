using System.Text.Json;
using Assay.WeakModels;
using Assay.WeakModels.Onnx;
using Assay.WeakModels.Onnx.Entailment;

namespace Assay.Pipeline.Models;

/// <summary>Zero-shot choices by a published entailment model. Settings: <c>{"folder": "NAME"}</c>, and perhaps <c>template</c>, <c>threshold</c>, <c>entailment</c>.</summary>
internal sealed class NliKind(ModelPlaces places) : IModelKind
{
    public string Name => "nli";

    public int BatchSize => 64;

    public IReadOnlyList<string>? Choices => places.Published;

    public IWeakModel Open(JsonElement settings, ProjectContext project)
    {
        var setup = KindSettings.Read<Setup>(settings, "the settings of an entailment model are {\"folder\": \"NAME\"}, and perhaps template, threshold, entailment");
        return EntailmentModel.Open(ModelFolder.Open(KindSettings.FolderOf(places, setup.Folder)), new EntailmentOptions
        {
            Template = string.IsNullOrWhiteSpace(setup.Template) ? EntailmentOptions.UsualTemplate : setup.Template,
            Threshold = setup.Threshold,
            EntailmentName = setup.Entailment,
        });
    }

    private sealed record Setup(string? Folder = null, string? Template = null, double? Threshold = null, string? Entailment = null);
}
