using Assay.Model;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.People;
using Assay.Server.Auth;
using Assay.Server.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>Files into tasks: upload, look, import, watch, undo.</summary>
public static class IngestEndpoints
{
    private static readonly Access Importers = Access.Member(ProjectRole.Manager, Scope.Import);
    private static readonly Access Readers = Access.Member(ProjectRole.Manager, Scope.Read);

    public static void Map(RouteGroupBuilder api, long largestUpload)
    {
        var project = api.InProject("Ingest");
        project.Post("/uploads", UploadFile, Importers).Limited(largestUpload).AddOpenApiOperationTransformer(RawBody.Describe)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        project.Post("/uploads/files", UploadFiles, Importers).Limited(largestUpload).AddOpenApiOperationTransformer(FileParts.Describe)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        project.Get("/uploads/{uploadId}", PreviewUpload, Importers).ProducesProblem(StatusCodes.Status400BadRequest);
        project.Delete("/uploads/{uploadId}", DeleteUpload, Importers).ProducesProblem(StatusCodes.Status409Conflict);
        project.Post("/imports", StartImport, Importers).ProducesProblem(StatusCodes.Status400BadRequest);
        project.Get("/imports", ListImports, Readers);
        project.Get("/imports/{jobId:long}", GetImport, Readers);
        project.Post("/imports/{jobId:long}/cancel", CancelImport, Importers);
        project.Post("/imports/{jobId:long}/resume", ResumeImport, Importers).ProducesProblem(StatusCodes.Status409Conflict);
        project.Post("/imports/{jobId:long}/undo", UndoImport, Importers).ProducesProblem(StatusCodes.Status409Conflict);
        project.Get("/imports/{jobId:long}/rejected", DownloadRejected, Readers).Produces<string>(StatusCodes.Status200OK, "text/csv");
    }

    /// <summary>Takes a file as it is (the body is its bytes) and shows what it looks like. Kept for a day unless it is imported.</summary>
    public static async Task<Ok<Upload>> UploadFile(
        long projectId, string fileName, HttpRequest request, Caller caller, Uploads uploads, CancellationToken cancellation, string? format = null) =>
        TypedResults.Ok(await uploads.Add(projectId, caller.Id, fileName, format, request.Body, cancellation));

    /// <summary>Takes images or recordings, each to become an item, as one upload: an import makes the items and says which files it refused.</summary>
    public static async Task<Ok<Upload>> UploadFiles(
        long projectId, string name, HttpRequest request, Caller caller, Uploads uploads, CancellationToken cancellation) =>
        TypedResults.Ok(await uploads.AddFiles(projectId, caller.Id, name, FileParts.Of(request, cancellation), cancellation));

    /// <summary>Looks at the uploaded file again, read as another format.</summary>
    public static Ok<Upload> PreviewUpload(long projectId, string uploadId, Uploads uploads, string? format = null) =>
        TypedResults.Ok(uploads.Preview(projectId, uploadId, format));

    /// <summary>Throws the uploaded file away.</summary>
    public static async Task<NoContent> DeleteUpload(long projectId, string uploadId, Uploads uploads)
    {
        await uploads.Delete(projectId, uploadId);
        return TypedResults.NoContent();
    }

    /// <summary>Begins to import an uploaded file; watch the job or the project's events.</summary>
    public static async Task<Accepted<ImportJob>> StartImport(long projectId, ImportRequest body, Caller caller, Imports imports)
    {
        var job = await imports.Start(projectId, caller.Id, body);
        return TypedResults.Accepted($"/api/projects/{projectId}/imports/{job.Id}", job);
    }

    /// <summary>The imports of the project, newest first.</summary>
    public static Ok<IReadOnlyList<ImportJob>> ListImports(long projectId, Imports imports) => TypedResults.Ok(imports.List(projectId));

    /// <summary>One import and how far it is.</summary>
    public static Ok<ImportJob> GetImport(long projectId, long jobId, Imports imports) => TypedResults.Ok(imports.Get(projectId, jobId));

    /// <summary>Stops an import, or its undo, after the batch it is in. What is in stays in.</summary>
    public static async Task<Ok<ImportJob>> CancelImport(long projectId, long jobId, Imports imports) =>
        TypedResults.Ok(await imports.Cancel(projectId, jobId));

    /// <summary>Goes on with a cancelled or failed import where it stopped.</summary>
    public static async Task<Ok<ImportJob>> ResumeImport(long projectId, long jobId, Imports imports) =>
        TypedResults.Ok(await imports.Resume(projectId, jobId));

    /// <summary>Takes a whole import back.</summary>
    public static async Task<Ok<ImportJob>> UndoImport(long projectId, long jobId, Caller caller, Imports imports) =>
        TypedResults.Ok(await imports.Undo(projectId, jobId, caller.Id));

    /// <summary>The rows that could not be taken, as CSV: line, column, position, reason, excerpt.</summary>
    public static PushStreamHttpResult DownloadRejected(long projectId, long jobId, Imports imports, CancellationToken cancellation)
    {
        // asked before the answer begins: afterwards a 404 could not be said any more
        var job = imports.Get(projectId, jobId);
        return TypedResults.Stream(
            stream => imports.Rejected(projectId, jobId, stream, cancellation), "text/csv; charset=utf-8", $"{Path.GetFileNameWithoutExtension(job.FileName)}-rejected.csv");
    }
}
