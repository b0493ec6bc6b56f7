using System.Text.Json;
using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <summary>Reads what a project has set of a model.</summary>
internal static class KindSettings
{
    /// <param name="settings">An object.</param>
    /// <param name="form">What would be right.</param>
    /// <exception cref="UnfitModel">It is of another form.</exception>
    public static T Read<T>(JsonElement settings, string form)
        where T : class
    {
        try
        {
            return settings.Deserialize<T>(JsonSerializerOptions.Web) ?? throw new UnfitModel(form);
        }
        catch (JsonException error)
        {
            throw new UnfitModel($"{form}; {error.Message}", error);
        }
    }

    /// <summary>The folder of a published model, by its name alone.</summary>
    /// <exception cref="UnfitModel">There is none of that name.</exception>
    public static string FolderOf(ModelPlaces places, string? name)
    {
        var published = places.Published;
        return name is not null && published.Contains(name)
            ? Path.Combine(places.Folder, name)
            : throw new UnfitModel($"this server has no published model \"{name}\"; there {(published.Count == 0 ? "are none: whoever runs the server puts their folders into its folder of models" : $"are {string.Join(", ", published)}")}");
    }
}
