using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Media.Vectors;
using Assay.Pipeline.Models.Ensembles;
using Assay.WeakModels;
using Assay.WeakModels.Arbitration;

namespace Assay.Pipeline.Models;

/// <summary>Every kind of weak model that a project can run. To add one, write its file and name it here.</summary>
public sealed class ModelKinds
{
    private readonly Dictionary<string, IModelKind> byName = [];

    public ModelKinds(ModelPlaces places, TimeProvider time, params IReadOnlyList<IModelKind> more)
    {
        Images = places.Images;
        // one that is given takes the place of ours of its name
        foreach (var kind in (IReadOnlyList<IModelKind>)
            [new RulesKind(), new NliKind(places), new GlinerKind(places), new LlmKind(places, time), new HttpKind(places), new LearnedKind(places.Images), new EnsembleKind(), .. more])
            byName[kind.Name] = kind;
    }

    /// <summary>What images become vectors by, for models that learn of them.</summary>
    public ImageEncoding Images { get; }

    public IReadOnlyList<string> Names => [.. byName.Keys];

    /// <summary>Each with what this server has for it.</summary>
    public IReadOnlyList<ModelKind> List() => [.. byName.Values.Select(kind => new ModelKind(kind.Name, kind.Choices))];

    /// <exception cref="Invalid">There is no such kind.</exception>
    public IModelKind Get(string name) => byName.GetValueOrDefault(name)
        ?? throw new Invalid("kind", "unknown", $"There is no kind of weak model \"{name}\"; there are {string.Join(", ", Names)}.");

    /// <summary>Opens a model and sees whether it fits the project's schema.</summary>
    /// <exception cref="Invalid">It does not, or its settings are wrong; the message says what would be right.</exception>
    public IWeakModel Open(string kind, JsonElement settings, ProjectContext project)
    {
        var model = Opened(kind, settings, project);
        try
        {
            model.Check(project.Project.Schema);
            return model;
        }
        catch (UnfitModel error)
        {
            (model as IDisposable)?.Dispose();
            throw Unfit(error);
        }
    }

    /// <summary>Opens a model as an arbiter of disputes, and sees whether it fits the project's schema.</summary>
    /// <exception cref="Invalid">It does not, or its settings are wrong; the message says what would be right.</exception>
    public IArbiter OpenArbiter(string kind, JsonElement settings, ProjectContext project)
    {
        (Open(kind, settings, project) as IDisposable)?.Dispose();
        try
        {
            return Get(kind).OpenArbiter(settings, project);
        }
        catch (UnfitModel error)
        {
            throw Unfit(error);
        }
    }

    /// <summary>Opens a model as a judge of how hard items are.</summary>
    /// <exception cref="Invalid">Models of its kind cannot judge, or its settings are wrong; the message says what would be right.</exception>
    public IDifficultyJudge OpenJudge(string kind, JsonElement settings, ProjectContext project)
    {
        try
        {
            return Get(kind).OpenJudge(settings, project)
                ?? throw new Invalid("setupId", "unfit", $"A model of the kind \"{kind}\" cannot say how hard items are; a language model can.");
        }
        catch (UnfitModel error)
        {
            throw Unfit(error);
        }
    }

    /// <summary>Asks a judge how hard items are.</summary>
    /// <exception cref="Invalid">It turns out that it cannot be asked.</exception>
    public static async Task<IReadOnlyList<Difficulty>> Ask(IDifficultyJudge judge, LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation)
    {
        try
        {
            return await judge.Judge(schema, items, cancellation);
        }
        catch (UnfitModel error)
        {
            throw Unfit(error);
        }
    }

    /// <summary>Puts a dispute to an arbiter.</summary>
    /// <exception cref="Invalid">It turns out that the arbiter cannot be asked: its server is out of reach, its key is refused, its files are not what they should be.</exception>
    public static async Task<Opinion> Ask(IArbiter arbiter, Dispute dispute, CancellationToken cancellation)
    {
        try
        {
            return await arbiter.Settle(dispute, cancellation);
        }
        catch (UnfitModel error)
        {
            throw Unfit(error);
        }
    }

    /// <summary>Asks a model about tasks, in their order: by their items, or where it goes by what was said of them, by their numbers.</summary>
    /// <exception cref="Invalid">It turns out that the model cannot be asked.</exception>
    internal static async ValueTask<IReadOnlyList<ItemDraft>> Ask(
        IWeakModel model, LabelSchema schema, IReadOnlyList<long> tasks, IReadOnlyList<JsonElement> items, CancellationToken cancellation)
    {
        try
        {
            return model is EnsembleModel ensemble ? ensemble.Draft(schema, tasks) : await model.Predict(schema, items, cancellation);
        }
        catch (UnfitModel error)
        {
            throw Unfit(error);
        }
    }

    /// <summary>Lets an ensemble learn of its members.</summary>
    /// <exception cref="Invalid">They have not said enough yet.</exception>
    internal static void Learn(EnsembleModel ensemble, LabelSchema schema, int most, Action<long> passed, CancellationToken cancellation)
    {
        try
        {
            ensemble.Learn(schema, most, passed, cancellation);
        }
        catch (UnfitModel error)
        {
            throw Unfit(error);
        }
    }

    /// <summary>Goes on with getting a model's answers in advance.</summary>
    /// <exception cref="Invalid">It turns out that the model cannot be asked.</exception>
    public static async Task<Preparation> Prepare(IPrepares model, LabelSchema schema, IEnumerable<JsonElement> items, CancellationToken cancellation)
    {
        try
        {
            return await model.Prepare(schema, items, cancellation);
        }
        catch (UnfitModel error)
        {
            throw Unfit(error);
        }
    }

    /// <summary>Brings home the answers that a model has asked for in advance.</summary>
    /// <exception cref="Invalid">It turns out that the model cannot be asked.</exception>
    public static async Task<Preparation> Settle(IPrepares model, bool stop, CancellationToken cancellation)
    {
        try
        {
            return await model.Settle(stop, cancellation);
        }
        catch (UnfitModel error)
        {
            throw Unfit(error);
        }
    }

    private IWeakModel Opened(string kind, JsonElement settings, ProjectContext project)
    {
        try
        {
            return Get(kind).Open(settings, project);
        }
        catch (UnfitModel error)
        {
            throw Unfit(error);
        }
    }

    private static Invalid Unfit(UnfitModel error) => new("settings", "unfit", error.Message);
}

/// <param name="Name">The word for it.</param>
/// <param name="Choices">What there is to choose from on this server: folders, addresses, providers. Null where nothing of the server is needed.</param>
public sealed record ModelKind(string Name, IReadOnlyList<string>? Choices);
