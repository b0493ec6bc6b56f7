using System.Text.Json;
using Assay.WeakModels;
using Assay.WeakModels.Onnx;
using Assay.WeakModels.Onnx.Gliner;

namespace Assay.Pipeline.Models;

/// <summary>Spans of any labels by a published GLiNER model. Settings: <c>{"folder": "NAME"}</c>, and perhaps <c>threshold</c>, <c>nested</c>.</summary>
internal sealed class GlinerKind(ModelPlaces places) : IModelKind
{
    public string Name => "gliner";

    public int BatchSize => 64;

    public IReadOnlyList<string>? Choices => places.Published;

    public IWeakModel Open(JsonElement settings, ProjectContext project)
    {
        var setup = KindSettings.Read<Setup>(settings, "the settings of a GLiNER model are {\"folder\": \"NAME\"}, and perhaps threshold, nested");
        var usual = new GlinerOptions();
        return GlinerModel.Open(
            ModelFolder.Open(KindSettings.FolderOf(places, setup.Folder)), usual with { Threshold = setup.Threshold ?? usual.Threshold, Nested = setup.Nested });
    }

    private sealed record Setup(string? Folder = null, double? Threshold = null, bool Nested = false);
}
