using Assay.Model;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Media;
using Assay.Pipeline.People;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Assay.Server.Endpoints;

/// <summary>Images and recordings: taken in, listed, served to the members of their project.</summary>
public static class MediaEndpoints
{
    private static readonly Access Importers = Access.Member(ProjectRole.Manager, Scope.Import);
    private static readonly Access Members = Access.Member(ProjectRole.Annotator, Scope.Read);

    public static void Map(RouteGroupBuilder api, long largestUpload)
    {
        var project = api.InProject("Media");
        project.Post("/media", UploadMedia, Importers).Limited(largestUpload).AddOpenApiOperationTransformer(FileParts.Describe)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        project.Get("/media", ListMedia, Access.Member(ProjectRole.Manager, Scope.Read));
        project.Delete("/media", DeleteMedium, Importers).ProducesProblem(StatusCodes.Status409Conflict);
        project.Get("/media/{hash}", GetMedium, Members)
            .Produces<byte[]>(StatusCodes.Status200OK, "image/jpeg", [.. MediumType.All.Skip(1).Select(type => type.Mime)]).ProducesProblem(StatusCodes.Status400BadRequest);
        project.Get("/media/{hash}/peaks", GetWaveform, Members)
            .Produces<Waveform>().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    /// <summary>
    /// Takes images and recordings in for items that name them, without making items; zip archives are unpacked. Each is stored, there already, or
    /// refused with a reason. To make an item of each file, send them to `uploads/files` and import that.
    /// </summary>
    public static async Task<Ok<IReadOnlyList<AddedMedium>>> UploadMedia(
        long projectId, HttpRequest request, Caller caller, MediaLibrary media, Uploads uploads, CancellationToken cancellation)
    {
        var added = new List<AddedMedium>();
        await foreach (var (name, content) in FileParts.Of(request, cancellation))
            await media.AddAll(projectId, caller.Id, name, content, uploads.MostBytes, added.Add, cancellation);
        return TypedResults.Ok<IReadOnlyList<AddedMedium>>(added);
    }

    /// <summary>The images and recordings of the project by name, a page at a time.</summary>
    public static Ok<MediaPage> ListMedia(long projectId, MediaLibrary media, string? after = null, int limit = 60) =>
        TypedResults.Ok(media.List(projectId, after, limit));

    /// <summary>Removes an image or recording that no item shows.</summary>
    public static async Task<NoContent> DeleteMedium(long projectId, string name, MediaLibrary media)
    {
        await media.Delete(projectId, name);
        return TypedResults.NoContent();
    }

    /// <summary>
    /// An image or a recording, whole or a range of it; with a `size` a small picture of an image, at most so many pixels wide and high, upright.
    /// The address names the content, so it never changes.
    /// </summary>
    public static async Task<PhysicalFileHttpResult> GetMedium(
        long projectId, string hash, MediaLibrary media, Thumbnails thumbnails, HttpResponse response, CancellationToken cancellation, int? size = null)
    {
        var medium = media.Get(projectId, hash);
        var (path, type) = size is { } side ? await thumbnails.Of(medium, side, cancellation) : (media.FileOf(medium), medium.Type);

        // even opened by itself it is only shown: it runs nothing and loads nothing
        response.Headers.ContentSecurityPolicy = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";
        return Unchanging(response, path, type, size is null ? hash : $"{hash}-{Path.GetFileName(path)}");
    }

    /// <summary>The waveform of a recording, as BBC audiowaveform JSON: smallest and largest sample of each stretch, `per` stretches a second or more.</summary>
    public static async Task<PhysicalFileHttpResult> GetWaveform(
        long projectId, string hash, MediaLibrary media, Waveforms waveforms, HttpResponse response, CancellationToken cancellation, int per = 50)
    {
        var path = await waveforms.Of(media.Get(projectId, hash), per, cancellation);
        return Unchanging(response, path, "application/json", Path.GetFileName(path));
    }

    private static PhysicalFileHttpResult Unchanging(HttpResponse response, string path, string type, string tag)
    {
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.PhysicalFile(path, type, entityTag: new EntityTagHeaderValue($"\"{tag}\""), enableRangeProcessing: true);
    }
}
