using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Ingest;

/// <summary>A file that was sent and waits to be imported.</summary>
public sealed record UploadedFile
{
    public string Id { get; init; } = "";

    public long ProjectId { get; init; }

    public long PersonId { get; init; }

    public string FileName { get; init; } = "";

    public long Bytes { get; init; }

    public long CreatedAt { get; init; }

    public long ExpiresAt { get; init; }
}

/// <summary>Files on their way in: streamed to disk under the data folder, gone after a day unless an import needs them.</summary>
public sealed class Uploads(Db db, TimeProvider time)
{
    /// <summary>How long a file waits for its import, or after it for a resume.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Largest file in bytes.</summary>
    public long MostBytes { get; init; } = 20_000_000_000;

    private string Folder => Path.Combine(db.DataFolder, "uploads");

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Streams the bytes to disk and shows what they look like. An upload that breaks off leaves nothing behind.</summary>
    /// <exception cref="Invalid">Rule "too_large" beyond <see cref="MostBytes"/>; rule "format" when it cannot be read.</exception>
    public Task<Upload> Add(long projectId, long personId, string fileName, string? format, Stream body, CancellationToken cancel = default) =>
        Add(projectId, personId, fileName, format, path => Save(body, path, cancel));

    /// <summary>Packs files that were sent one by one into an upload of their own, as they are.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="personId">Who sends them.</param>
    /// <param name="name">What the folder is called.</param>
    /// <param name="files">Path within the folder, and content to be read before the next file is asked for.</param>
    /// <param name="cancel">Stops; nothing is left behind.</param>
    /// <exception cref="Invalid">As for one file.</exception>
    public Task<Upload> AddFiles(long projectId, long personId, string name, IAsyncEnumerable<(string Name, Stream Content)> files, CancellationToken cancel = default) =>
        Add(projectId, personId, name, MediaPlan.Format, path => new Packing(MostBytes).Save(files, path, cancel));

    private async Task<Upload> Add(long projectId, long personId, string fileName, string? format, Func<string, Task<long>> save)
    {
        var upload = new UploadedFile
        {
            Id = Guid.NewGuid().ToString("n"),
            ProjectId = projectId,
            PersonId = personId,
            FileName = CleanName(fileName),
            CreatedAt = Now,
            ExpiresAt = Now + (long)Kept.TotalMilliseconds,
        };
        var path = PathOf(upload.Id);
        Directory.CreateDirectory(Folder);
        try
        {
            upload = upload with { Bytes = await save(path) };
            var preview = Upload.Of(db, upload, path, format);
            await db.Write(session => session.Execute(
                """
                INSERT INTO upload (id, project_id, person_id, file_name, bytes, created_at, expires_at)
                VALUES (@Id, @ProjectId, @PersonId, @FileName, @Bytes, @CreatedAt, @ExpiresAt)
                """,
                upload));
            return preview;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Looks at the file again, as another format.</summary>
    public Upload Preview(long projectId, string uploadId, string? format = null)
    {
        var upload = Get(projectId, uploadId);
        return Upload.Of(db, upload, PathOf(uploadId), format);
    }

    public IReadOnlyList<UploadedFile> List(long projectId) => db.Read(session =>
        session.Query<UploadedFile>("SELECT * FROM upload WHERE project_id = @projectId ORDER BY created_at, file_name, id", new { projectId }).ToList());

    public async Task Delete(long projectId, string uploadId)
    {
        await db.Write(session =>
        {
            if (Find(session, projectId, uploadId) is null)
                throw Missing();
            if (IsNeeded(session, uploadId))
                throw new Conflict("The file is being imported. Cancel the import first.");
            session.Execute("DELETE FROM upload WHERE id = @uploadId", new { uploadId });
        });
        File.Delete(PathOf(uploadId));
    }

    /// <summary>Removes files whose time is up, and files no row knows of (an upload that broke off with the process). To be called now and then.</summary>
    public async Task<int> DeleteExpired()
    {
        var expired = await db.Write(session =>
        {
            var ids = session.Query<string>("SELECT id FROM upload WHERE expires_at <= @now", new { now = Now }).Where(id => !IsNeeded(session, id)).ToList();
            foreach (var id in ids)
                session.Execute("DELETE FROM upload WHERE id = @id", new { id });
            return ids;
        });
        foreach (var id in expired)
            File.Delete(PathOf(id));
        if (Directory.Exists(Folder))
        {
            var known = db.Read(session => session.Query<string>("SELECT id FROM upload").ToHashSet());
            foreach (var file in Directory.EnumerateFiles(Folder))
                if (!known.Contains(Path.GetFileName(file)) && time.GetUtcNow() - File.GetLastWriteTimeUtc(file) > Kept)
                    File.Delete(file);
        }

        return expired.Count;
    }

    internal string PathOf(string uploadId) => Path.Combine(Folder, uploadId);

    internal UploadedFile Get(long projectId, string uploadId) => db.Read(session => Find(session, projectId, uploadId)) ?? throw Missing();

    internal static Invalid TooLarge(long most) =>
        new("body", "too_large", FormattableString.Invariant($"The file has more than {most:N0} bytes, the most an upload may have."));

    /// <summary>The import has read it to the end.</summary>
    internal async Task Release(string uploadId)
    {
        await db.Write(session => session.Execute("DELETE FROM upload WHERE id = @uploadId", new { uploadId }));
        File.Delete(PathOf(uploadId));
    }

    /// <summary>Ids come from the address of a request; only a row of the table makes one part of a path.</summary>
    private static UploadedFile? Find(Session session, long projectId, string uploadId) => session.OneOrNone<UploadedFile>(
        "SELECT * FROM upload WHERE id = @uploadId AND project_id = @projectId", new { uploadId, projectId });

    private static bool IsNeeded(Session session, string uploadId) => session.One<long>(
        "SELECT count(*) FROM batch b JOIN job j ON j.id = b.id WHERE b.upload_id = @uploadId AND j.state IN ('queued', 'running')", new { uploadId }) > 0;

    private static NotFound Missing() => new("There is no such upload. An upload that is not imported within a day is removed.");

    private static string CleanName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.EnumerateRunes().Where(rune => !System.Text.Rune.IsControl(rune)).Take(200)).Trim();
        return clean.Length > 0 ? clean : "upload";
    }

    private async Task<long> Save(Stream body, string path, CancellationToken cancel)
    {
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 });
        var buffer = new byte[128 << 10];
        long bytes = 0;
        while (await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel) is var read and > 0)
        {
            bytes += read;
            if (bytes > MostBytes)
                throw TooLarge(MostBytes);
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        // acknowledged means kept
        file.Flush(flushToDisk: true);
        return bytes;
    }
}
