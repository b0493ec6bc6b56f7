using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Media;

/// <summary>The medium of one field of an item.</summary>
/// <param name="Url">Where it is served, to members of the project.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Width">Of an image: pixels as displayed.</param>
/// <param name="Height">Likewise.</param>
/// <param name="Duration">Of a recording: seconds, as far as the file says.</param>
/// <param name="Thumbnail">Of an image: where a small picture of it is served.</param>
/// <param name="Peaks">Of a recording: where its waveform is served; null for a codec that only the browser decodes.</param>
public sealed record ItemMedium(string Url, string Type, int? Width, int? Height, double? Duration, string? Thumbnail, string? Peaks)
{
    public static ItemMedium Of(Medium medium) => new(
        medium.Url, medium.Type, medium.Width, medium.Height, medium.Duration, medium.Thumbnail,
        MediumType.Of(medium.Type).HasWaveform ? MediaAddress.Peaks(medium.ProjectId, medium.Hash) : null);
}

/// <summary>Finds the media that items name in their image and audio fields.</summary>
public static class ItemMedia
{
    /// <summary>By field; a medium that is not there has no entry. Null when the schema has no such field, which costs no query.</summary>
    public static IReadOnlyDictionary<string, ItemMedium>? Of(Session session, long projectId, LabelSchema schema, JsonElement data) =>
        Of(session, projectId, schema, [data])?[0];

    /// <summary>Whether any field shows an image or a recording.</summary>
    public static bool HasMedia(LabelSchema schema) => schema.Fields.Any(field => field.IsMedia);

    /// <summary>Of several items by one query.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, ItemMedium>>? Of(Session session, long projectId, LabelSchema schema, IReadOnlyList<JsonElement> items)
    {
        if (!HasMedia(schema))
            return null;
        var named = items.Select(item => Names(schema, item)).ToList();
        var names = named.SelectMany(fields => fields.Values).Distinct().ToArray();
        var known = names.Length == 0 ? [] : Medium.Find(session, projectId, names).ToDictionary(medium => medium.Name, StringComparer.Ordinal);
        return [.. named.Select(fields => fields.Where(field => known.ContainsKey(field.Value)).ToDictionary(field => field.Key, field => ItemMedium.Of(known[field.Value])))];
    }

    /// <summary>What an item's field calls its medium, in the one form of names; null when it names none.</summary>
    internal static string? NameIn(JsonElement data, string field) =>
        data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? MediumNames.Clean(value.GetString()!) : null;

    private static Dictionary<string, string> Names(LabelSchema schema, JsonElement data)
    {
        var names = new Dictionary<string, string>();
        foreach (var field in schema.Fields)
            if (field.IsMedia && NameIn(data, field.Name) is { } name)
                names.Add(field.Name, name);
        return names;
    }
}
