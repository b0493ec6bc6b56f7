using Assay.Pipeline.Media.Vectors;
using Assay.WeakModels.Llm.Calling;

namespace Assay.Pipeline.Models;

/// <summary>
/// Where a server's models are. Whoever runs the server says so; whoever manages a project chooses among them, and can neither read other files of the server nor
/// send its items, or its keys, to an address of their own.
/// </summary>
/// <param name="Folder">Holds a folder for each published model.</param>
/// <param name="Backends">Addresses of ML backends that speak Label Studio's protocol.</param>
/// <param name="Providers">By the word before the slash of a language model's name, its key and its address.</param>
public sealed record ModelPlaces(string Folder, IReadOnlyList<string> Backends, Func<string, ProviderSettings> Providers)
{
    /// <summary>What images become vectors by.</summary>
    public ImageEncoding Images { get; init; } = ImageEncoding.ByDescriptors();

    /// <summary>The names of the folders there are.</summary>
    public IReadOnlyList<string> Published => Directory.Exists(Folder)
        ? [.. new DirectoryInfo(Folder).EnumerateDirectories().Select(folder => folder.Name).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>
    /// By the environment: <c>ASSAY_MODELS</c> (a folder; <c>models</c> in the data folder when not set), <c>ASSAY_ML_BACKENDS</c> (addresses with spaces between),
    /// <c>ASSAY_IMAGE_ENCODER</c> (a folder within the first, or a path; images are told apart by their colours and edges when not set), <c>ANTHROPIC_API_KEY</c>, <c>OPENAI_API_KEY</c>, and <c>ASSAY_ANTHROPIC_URL</c>, <c>ASSAY_OPENAI_URL</c>, <c>ASSAY_OLLAMA_URL</c>.
    /// </summary>
    /// <param name="dataFolder">Of the server.</param>
    public static ModelPlaces OfServer(string dataFolder)
    {
        var folder = Said("ASSAY_MODELS") ?? Path.Combine(dataFolder, "models");
        return new ModelPlaces(
            folder,
            (Said("ASSAY_ML_BACKENDS") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            provider => ProviderSettings.FromEnvironment(provider, Said($"ASSAY_{provider.ToUpperInvariant()}_URL") is { } url ? new Uri(url, UriKind.RelativeOrAbsolute) : null))
        {
            Images = Said("ASSAY_IMAGE_ENCODER") is { } encoder ? ImageEncoding.Of(Path.Combine(folder, encoder)) : ImageEncoding.ByDescriptors(),
        };
    }

    private static string? Said(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
