using System.Text.Json;
using Assay.Model;
using Assay.WeakModels;

namespace Assay.Pipeline.PreAnnotate.Kinds;

/// <summary>Every kind of weak model that a project can run. To add one, write its file and name it here.</summary>
public sealed class ModelKinds
{
    private readonly Dictionary<string, IModelKind> byName;

    public ModelKinds(params IReadOnlyList<IModelKind> more)
    {
        IReadOnlyList<IModelKind> all = [new RulesKind(), .. more];
        byName = all.ToDictionary(kind => kind.Name);
    }

    public IReadOnlyList<string> Names => [.. byName.Keys];

    /// <exception cref="Invalid">There is no such kind.</exception>
    public IModelKind Get(string name) => byName.GetValueOrDefault(name)
        ?? throw new Invalid("kind", "unknown", $"There is no kind of weak model \"{name}\"; there are {string.Join(", ", Names)}.");

    /// <summary>Opens a model and sees whether it fits the schema.</summary>
    /// <exception cref="Invalid">It does not, or its settings are wrong; the message says what would be right.</exception>
    public IWeakModel Open(string kind, JsonElement settings, LabelSchema schema)
    {
        var model = Open(kind, settings);
        try
        {
            model.Check(schema);
            return model;
        }
        catch (UnfitModel error)
        {
            (model as IDisposable)?.Dispose();
            throw Unfit(error);
        }
    }

    private IWeakModel Open(string kind, JsonElement settings)
    {
        try
        {
            return Get(kind).Open(settings);
        }
        catch (UnfitModel error)
        {
            throw Unfit(error);
        }
    }

    private static Invalid Unfit(UnfitModel error) => new("settings", "unfit", error.Message);
}
