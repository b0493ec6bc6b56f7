using System.Text.Json;
using Assay.WeakModels;
using Assay.WeakModels.Http;

namespace Assay.Pipeline.Models;

/// <summary>An ML backend that speaks Label Studio's protocol, of those that the server may ask. Settings: <c>{"url": "http://HOST:9090"}</c>.</summary>
internal sealed class HttpKind(ModelPlaces places) : IModelKind
{
    public string Name => "http";

    public int BatchSize => 64;

    public IReadOnlyList<string>? Choices => places.Backends;

    public IWeakModel Open(JsonElement settings, ProjectContext project)
    {
        var setup = KindSettings.Read<Setup>(settings, "the settings of an ML backend are {\"url\": \"http://HOST:9090\"}");
        return setup.Url is { } url && places.Backends.Contains(url)
            ? HttpModel.At(url)
            : throw new UnfitModel($"this server may not ask \"{setup.Url}\"; it may ask {(places.Backends.Count == 0 ? "none: whoever runs it names them in ASSAY_ML_BACKENDS" : string.Join(", ", places.Backends))}");
    }

    private sealed record Setup(string? Url = null);
}
