using System.Text.Json.Serialization;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Media;

/// <summary>An image or a recording of a project.</summary>
public sealed record Medium
{
    [JsonIgnore]
    public long ProjectId { get; init; }

    /// <summary>What the data of items calls it; unique in the project.</summary>
    public string Name { get; init; } = "";

    /// <summary>SHA-256 of its content.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Its media type, told from the content.</summary>
    public string Type { get; init; } = "";

    public long Bytes { get; init; }

    /// <summary>Of an image: pixels as displayed, its EXIF orientation applied.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>Of a recording: seconds, as far as the file says.</summary>
    public double? Duration { get; init; }

    public string Url => MediaAddress.Of(ProjectId, Hash);

    /// <summary>Of an image: a small picture of it.</summary>
    public string? Thumbnail => Width is null ? null : MediaAddress.Thumbnail(ProjectId, Hash);

    /// <summary>The one with this name; null when there is none.</summary>
    /// <param name="session">The session to read in.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="name">As an item's data has it.</param>
    public static Medium? Find(Session session, long projectId, string name) =>
        MediumNames.Clean(name) is { } clean ? Find(session, projectId, [clean]).SingleOrDefault() : null;

    /// <summary>Those with these names, in their one form.</summary>
    internal static IEnumerable<Medium> Find(Session session, long projectId, string[] names) => session.Query<Medium>(
        $"SELECT project_id, name, hash, type, bytes, width, height, duration FROM medium WHERE project_id = @projectId AND name {session.Dialect.AnyOf("names")}",
        new { projectId, names });
}

/// <summary>Where media are served.</summary>
public static class MediaAddress
{
    public static string Of(long projectId, string hash) => FormattableString.Invariant($"/api/projects/{projectId}/media/{hash}");

    public static string Thumbnail(long projectId, string hash) => $"{Of(projectId, hash)}?size=256";

    public static string Peaks(long projectId, string hash) => $"{Of(projectId, hash)}/peaks";
}
