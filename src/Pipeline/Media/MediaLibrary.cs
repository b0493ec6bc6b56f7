using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Media.Images;
using Assay.Pipeline.Media.Vectors;

namespace Assay.Pipeline.Media;

/// <summary>The images and recordings of every project: taken in, found by name or content, removed. The same content is stored once.</summary>
public sealed class MediaLibrary(Db db, TimeProvider time, MediaLimits limits) : IDisposable
{
    /// <summary>How long a content stays that no medium has any more; an upload of it may be under way.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private const int MostListed = 200;

    private readonly Inspection inspection = new(limits);

    public MediaLimits Limits => limits;

    internal MediaFolder Folder { get; } = new(db.DataFolder);

    internal DecodingTurns Turns => inspection.Turns;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Takes a file in under a name. A file that cannot be used is refused with a reason and leaves nothing behind.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="personId">Who sends it.</param>
    /// <param name="name">Its path within what is being sent, or its URL.</param>
    /// <param name="content">Read to its end, or to the limit.</param>
    /// <param name="purpose">What it comes with, and for which kind of field; null for nothing in particular.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<AddedMedium> Add(
        long projectId, long personId, string name, Stream content, MediumPurpose? purpose = null, CancellationToken cancel = default)
    {
        try
        {
            MediumNames.Of(name);
            using var incoming = await Folder.Receive(content, limits.MostBytes, cancel);
            return await Take(projectId, personId, name, incoming, purpose, cancel);
        }
        catch (UnusableMedium refused)
        {
            return AddedMedium.Refused(MediumNames.Clean(name) ?? name, refused.Message);
        }
    }

    /// <summary>Takes in what may be a file or a zip archive of files, each of which is told as it is done.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="personId">Who sends it.</param>
    /// <param name="name">The path of the file; an archive's own name does not matter.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="most">Bytes an archive may have.</param>
    /// <param name="told">Called for each file.</param>
    /// <param name="cancel">Stops; what is in stays in.</param>
    public async Task AddAll(long projectId, long personId, string name, Stream content, long most, Action<AddedMedium> told, CancellationToken cancel = default)
    {
        try
        {
            using var incoming = await Folder.Receive(content, most, cancel);
            if (!MediaFiles.IsArchive(incoming.Path))
            {
                told(incoming.Bytes <= limits.MostBytes
                    ? await Take(projectId, personId, name, incoming, null, cancel)
                    : throw MediaFolder.TooLarge(limits.MostBytes));
                return;
            }

            using var files = MediaFiles.Open(incoming.Path);
            foreach (var file in files.All)
                told(await Add(projectId, personId, file, null, cancel));
        }
        catch (UnusableMedium refused)
        {
            told(AddedMedium.Refused(MediumNames.Clean(name) ?? name, refused.Message));
        }
    }

    /// <summary>Takes in a file of a folder or archive.</summary>
    internal async Task<AddedMedium> Add(long projectId, long personId, MediaFile file, MediumPurpose? purpose, CancellationToken cancel)
    {
        try
        {
            if (file.Refusal is not null || file.Bytes == 0)
                return AddedMedium.Refused(file.Name, file.Refusal ?? "The file is empty.");
            await using var content = file.Open();
            return await Add(projectId, personId, file.Name, content, purpose, cancel);
        }
        catch (Exception error) when (error is InvalidDataException or UnauthorizedAccessException or FileNotFoundException or NotSupportedException)
        {
            return AddedMedium.Refused(file.Name, $"The file cannot be read: {error.Message}");
        }
    }

    private async Task<AddedMedium> Take(long projectId, long personId, string name, IncomingMedium incoming, MediumPurpose? purpose, CancellationToken cancel)
    {
        try
        {
            var clean = MediumNames.Of(name);
            var facts = await inspection.Of(incoming.Path, purpose?.Field, cancel);
            var medium = new Medium
            {
                ProjectId = projectId,
                Name = clean,
                Hash = incoming.Hash,
                Type = facts.Type.Mime,
                Bytes = incoming.Bytes,
                Width = facts.Width,
                Height = facts.Height,
                Duration = facts.Duration,
            };
            return await db.Write(session => Store(session, medium, incoming, personId, purpose?.BatchId));
        }
        catch (UnusableMedium refused)
        {
            return AddedMedium.Refused(MediumNames.Clean(name) ?? name, refused.Message);
        }
    }

    /// <summary>By name, a page at a time.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="after">The last name of the page before, or null.</param>
    /// <param name="limit">1 to 200.</param>
    public MediaPage List(long projectId, string? after, int limit) => db.Read(session =>
    {
        var size = Math.Clamp(limit, 1, MostListed);
        var page = session.Query<Medium>(
            """
            SELECT project_id, name, hash, type, bytes, width, height, duration FROM medium
            WHERE project_id = @projectId AND name > @after ORDER BY name LIMIT @size
            """,
            new { projectId, after = after ?? "", size }).ToList();
        var (count, bytes) = session.One<(long, long)>(
            "SELECT count(*), CAST(COALESCE(sum(bytes), 0) AS BIGINT) FROM medium WHERE project_id = @projectId", new { projectId });
        return new MediaPage(page, page.Count == size ? page[^1].Name : null, count, bytes);
    });

    /// <summary>A medium with this content.</summary>
    /// <exception cref="NotFound">The project has none.</exception>
    public Medium Get(long projectId, string hash) => db.Read(session => session.OneOrNone<Medium>(
        "SELECT project_id, name, hash, type, bytes, width, height, duration FROM medium WHERE hash = @hash AND project_id = @projectId ORDER BY name LIMIT 1",
        new { hash, projectId })) ?? throw new NotFound("The project has no such image or recording.");

    /// <summary>The file of a medium.</summary>
    /// <exception cref="NotFound">It is not in this data folder.</exception>
    public string FileOf(Medium medium) => Folder.PathOf(medium.Hash) is var path && File.Exists(path)
        ? path
        : throw new NotFound($"The file of \"{medium.Name}\" is not in this server's data folder. Restore the folder media from the backup, or send the file again.");

    /// <summary>Removes a medium that no item names.</summary>
    /// <exception cref="Conflict">An item names it.</exception>
    public Task Delete(long projectId, string name) => db.Write(projectId, session =>
    {
        var medium = Medium.Find(session, projectId, name) ?? throw new NotFound($"The project has no medium \"{name}\".");
        if (MediaUse.Unused(session, projectId, [medium.Name]).Count == 0)
            throw new Conflict($"Items show \"{medium.Name}\". It can be removed when their import is undone.");
        Remove(session, projectId, [medium.Name], Now);
    });

    /// <summary>Removes contents that no medium has had for an hour, and uploads that broke off. To be called now and then.</summary>
    public async Task<int> RemoveOrphans()
    {
        var before = Now - (long)Kept.TotalMilliseconds;
        Folder.RemoveLeftovers(time.GetUtcNow() - TimeSpan.FromDays(1));
        if (!db.Read(session => session.One<bool>("SELECT EXISTS (SELECT 1 FROM medium_orphan WHERE since <= @before)", new { before })))
            return 0;
        return await db.Write(session =>
        {
            // who takes such a content in again deletes the same row first: one of the two waits for the other
            var orphans = session.Query<string>("DELETE FROM medium_orphan WHERE since <= @before RETURNING hash", new { before }).ToList();
            orphans.RemoveAll(hash => session.One<bool>("SELECT EXISTS (SELECT 1 FROM medium WHERE hash = @hash)", new { hash }));
            ImageVectors.Forget(session, [.. orphans]);
            orphans.ForEach(Folder.Remove);
            return orphans.Count;
        });
    }

    public void Dispose() => inspection.Dispose();

    /// <summary>Removes media by name, in the caller's transaction.</summary>
    internal static void Remove(Session session, long projectId, string[] names, long now)
    {
        var hashes = session.Query<string>(
            $"DELETE FROM medium WHERE project_id = @projectId AND name {session.Dialect.AnyOf("names")} RETURNING hash", new { projectId, names }).ToList();
        foreach (var hash in hashes.Distinct())
            session.Execute(
                "INSERT INTO medium_orphan (hash, since) VALUES (@hash, @now) ON CONFLICT (hash) DO UPDATE SET since = @now", new { hash, now });
    }

    private AddedMedium Store(Session session, Medium medium, IncomingMedium incoming, long personId, long? batchId)
    {
        session.Execute("DELETE FROM medium_orphan WHERE hash = @Hash", new { medium.Hash });
        var added = session.Execute(
            """
            INSERT INTO medium (project_id, name, hash, type, bytes, width, height, duration, batch_id, added_by, added_at)
            VALUES (@ProjectId, @Name, @Hash, @Type, @Bytes, @Width, @Height, @Duration, @batchId, @personId, @now)
            ON CONFLICT (project_id, name) DO NOTHING
            """,
            new
            {
                medium.ProjectId,
                medium.Name,
                medium.Hash,
                medium.Type,
                medium.Bytes,
                medium.Width,
                medium.Height,
                medium.Duration,
                batchId,
                personId,
                now = Now,
            });
        if (added == 0 && session.One<string>("SELECT hash FROM medium WHERE project_id = @ProjectId AND name = @Name", new { medium.ProjectId, medium.Name }) != medium.Hash)
            return AddedMedium.Refused(medium.Name, "The project has another file of this name. Give it another name, or remove the other one first.");
        Folder.Keep(incoming);
        return new AddedMedium(medium.Name, added == 0 ? MediumOutcome.AlreadyThere : MediumOutcome.Stored, null, medium);
    }
}

/// <summary>What a medium comes with.</summary>
/// <param name="BatchId">The import that brings it.</param>
/// <param name="Field">The kind of field it is for: an image or a recording.</param>
public sealed record MediumPurpose(long? BatchId, FieldKind? Field);

/// <param name="Media">By name.</param>
/// <param name="Next">Pass as "after" for the next page; null on the last.</param>
/// <param name="Total">How many the project has.</param>
/// <param name="Bytes">All of them together.</param>
public sealed record MediaPage(IReadOnlyList<Medium> Media, string? Next, long Total, long Bytes);
