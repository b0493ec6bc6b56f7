using System.Text.Json;
using Assay.WeakModels;
using Assay.WeakModels.Arbitration;

namespace Assay.Pipeline.Models;

/// <summary>A kind of weak model that a project can set up and run.</summary>
public interface IModelKind
{
    /// <summary>The word for it: <c>rules</c>.</summary>
    string Name { get; }

    /// <summary>How many items it is asked about at once: what is done again after a crash, and how often progress is told.</summary>
    int BatchSize { get; }

    /// <summary>What there is to choose from on this server: folders, addresses, providers. Null where nothing of the server is needed.</summary>
    IReadOnlyList<string>? Choices => null;

    /// <summary>Opens a model. Where it holds more than memory it is <see cref="IDisposable"/>.</summary>
    /// <param name="settings">As the project has set it up, of the kind's own shape.</param>
    /// <param name="project">The project it is opened for.</param>
    /// <exception cref="UnfitModel">The settings, or what they name, are not what the model needs.</exception>
    IWeakModel Open(JsonElement settings, ProjectContext project);

    /// <summary>Opens the same as an arbiter of disputes. Where it holds more than memory it is <see cref="IDisposable"/>.</summary>
    /// <exception cref="UnfitModel">The settings, or what they name, are not what the model needs.</exception>
    IArbiter OpenArbiter(JsonElement settings, ProjectContext project) => new DraftingArbiter(Open(settings, project));

    /// <summary>Opens the same as a judge of how hard items are; null where the kind cannot judge. Where it holds more than memory it is <see cref="IDisposable"/>.</summary>
    /// <exception cref="UnfitModel">The settings, or what they name, are not what the model needs.</exception>
    IDifficultyJudge? OpenJudge(JsonElement settings, ProjectContext project) => null;
}
