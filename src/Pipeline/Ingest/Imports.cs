using System.Runtime.CompilerServices;
using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Ingest.Answers;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Ingest;

/// <summary>Files into tasks. Every import is a job; it can be watched, cancelled, resumed and undone as a whole.</summary>
public sealed class Imports(Db db, Jobs.Jobs jobs, JobRunner runner, Uploads uploads, TimeProvider time)
{
    /// <summary>Nobody else takes a job meant for this process, unless this process dies.</summary>
    private static readonly TimeSpan Reserved = JobClaims.Silence;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Imports of a project told at once.</summary>
    private const int MostListed = 200;

    private readonly string place = Place.Of(db.DataFolder);

    /// <summary>Queues the import of an uploaded file.</summary>
    /// <exception cref="NotFound">No such project or upload.</exception>
    /// <exception cref="Invalid">The request does not fit the project's schema or the file.</exception>
    public async Task<ImportJob> Start(long projectId, long personId, ImportRequest request)
    {
        var upload = uploads.Get(projectId, request.UploadId);
        var input = Plan(projectId, uploads.PathOf(upload.Id), upload.FileName, request);
        var id = await db.Write(session => Add(session, projectId, personId, input, upload.FileName, upload.Id));
        jobs.Wake();
        return Get(projectId, id);
    }

    /// <summary>
    /// Imports local files here and now, one after the other; the calling process does the work, with the same job rows as
    /// every other import. A file whose import was begun before with the same options, and did not end, is read on from where it stopped.
    /// </summary>
    /// <param name="projectId">The project.</param>
    /// <param name="personId">On whose behalf.</param>
    /// <param name="files">Paths of files that this machine can read.</param>
    /// <param name="options">How rows become items.</param>
    /// <param name="progress">Told about five times a second, and at the end of every file.</param>
    /// <param name="cancel">Stops after the current batch; the import is then cancelled and can be resumed.</param>
    /// <returns>One job a file, finished: completed, cancelled or failed. After a cancelled one no other is begun.</returns>
    public async Task<IReadOnlyList<ImportJob>> Run(
        long projectId, long personId, IReadOnlyList<string> files, ImportOptions options, IProgress<ImportJob>? progress = null, CancellationToken cancel = default)
    {
        // all files are looked at before the first row of any is taken
        var inputs = files.Select(file => Plan(projectId, Path.GetFullPath(file), Path.GetFileName(file), options)).ToList();
        var done = new List<ImportJob>();
        foreach (var input in inputs)
        {
            var id = await db.Write(session => Begun(session, projectId, input) ?? Add(session, projectId, personId, input, Path.GetFileName(input.Path), null));
            done.Add(await RunOne(projectId, id, progress, cancel));
            if (done[^1].State == JobState.Cancelled)
                break;
        }

        return done;
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ImportJob> List(long projectId) => db.Read(session => ImportJob.List(session, projectId, MostListed));

    public ImportJob Get(long projectId, long jobId) => db.Read(session => ImportJob.Find(session, projectId, jobId)) ?? throw Missing(jobId);

    /// <summary>Stops the import, or its undo, after the current batch. What is in stays in.</summary>
    public async Task<ImportJob> Cancel(long projectId, long jobId)
    {
        var job = Get(projectId, jobId);
        var undo = db.Read(session => Batch.Get(session, jobId)).UndoJobId;
        await jobs.Cancel(job.State == "undoing" && undo is { } id ? id : jobId);
        return Get(projectId, jobId);
    }

    /// <summary>Goes on with a cancelled or failed import where it stopped.</summary>
    public async Task<ImportJob> Resume(long projectId, long jobId)
    {
        await db.Write(session =>
        {
            var job = ImportJob.Find(session, projectId, jobId) ?? throw Missing(jobId);
            if (job.State is not (JobState.Cancelled or JobState.Failed))
                throw new Conflict($"The import is {job.State}; only a cancelled or failed one can be resumed.");
            var batch = Batch.Get(session, jobId);
            if (batch.UndoJobId is not null)
                throw new Conflict("The import was partly undone. Undo the rest, then import the file again.");
            if (batch.UploadId is { } upload && session.One<long>("SELECT count(*) FROM upload WHERE id = @upload", new { upload }) == 0)
                throw new Conflict("The uploaded file is gone: it is kept for a day. Upload it again; rows that are in already are found as duplicates.");
            jobs.Resume(session, jobId);
        });
        jobs.Wake();
        return Get(projectId, jobId);
    }

    /// <summary>Takes the whole import back, as a job: see <see cref="UndoBatch"/> and <see cref="UndoAnswers"/>.</summary>
    public async Task<ImportJob> Undo(long projectId, long jobId, long personId)
    {
        await db.Write(projectId, session =>
        {
            var job = ImportJob.Find(session, projectId, jobId) ?? throw Missing(jobId);
            if (!job.IsFinished || job.State == "undone")
                throw new Conflict(job.State == "undone" ? "The import is undone already." : $"The import is {job.State}. Cancel it first.");
            var kind = job.Answers ? UndoAnswers.Kind : UndoBatch.Kind;
            var undo = jobs.Add(session, new NewJob(kind, projectId, personId, JsonSerializer.Serialize(new UndoInput(jobId), JsonSerializerOptions.Web)));
            session.Execute("UPDATE batch SET undo_job_id = @undo WHERE id = @jobId", new { undo, jobId });
        });
        jobs.Wake();
        return Get(projectId, jobId);
    }

    /// <summary>Writes the rejected rows as CSV: line, column, position, reason, excerpt.</summary>
    public Task Rejected(long projectId, long jobId, Stream to, CancellationToken cancel = default)
    {
        Get(projectId, jobId);
        return RejectedRows.WriteCsv(db, db.Read(session => Batch.Get(session, jobId)), to, cancel);
    }

    /// <summary>Each import of the project whenever it has changed, at most four times a second, from whichever node runs it. Begins with what runs now.</summary>
    public async IAsyncEnumerable<ImportJob> Watch(long projectId, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var since = time.GetUtcNow().ToUnixTimeMilliseconds();
        var told = List(projectId).ToDictionary(job => job.Id);
        foreach (var job in told.Values.Where(job => !job.IsFinished))
            yield return job;
        while (true)
        {
            var changed = jobs.Changed.Next;
            var news = db.Read(session => ImportJob.ChangedSince(session, projectId, since));
            foreach (var (at, job) in news)
            {
                since = Math.Max(since, at);
                if (told.TryGetValue(job.Id, out var before) && before with { RejectedSample = job.RejectedSample } == job)
                    continue;
                told[job.Id] = job;
                yield return job;
            }

            // a change of another node is seen within a second, one of this node at once, but no more than four in a second
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(changed, Task.Delay(Look, time, pause.Token));
            await pause.CancelAsync();
            await Task.Delay(ImportBatch.TellEvery, time, cancel);
        }
    }

    private async Task<ImportJob> RunOne(long projectId, long id, IProgress<ImportJob>? progress, CancellationToken cancel)
    {
        var run = runner.RunThis(id, cancel);
        while (true)
        {
            await Task.WhenAny(run, Task.Delay(TimeSpan.FromMilliseconds(200), time, CancellationToken.None));
            var job = Get(projectId, id);
            progress?.Report(job);
            if (!run.IsCompleted)
                continue;
            if (job.IsFinished)
                return job;

            // it waits for another try after a passing trouble, or another process has it
            if (cancel.IsCancellationRequested)
                await jobs.Cancel(id);
            await run;
            run = runner.RunThis(id, cancel);
        }
    }

    private long Add(Session session, long projectId, long personId, ImportInput input, string fileName, string? uploadId)
    {
        var id = jobs.Add(session, new NewJob(Kind(input), projectId, personId, Text(input), place));
        if (uploadId is null)
            session.Execute("UPDATE job SET due_at = due_at + @reserved WHERE id = @id", new { id, reserved = (long)Reserved.TotalMilliseconds });
        session.Execute(
            """
            INSERT INTO batch (id, project_id, upload_id, file_name, format, bytes_total) VALUES (@id, @projectId, @uploadId, @fileName, @Format, @Bytes)
            """,
            new { id, projectId, uploadId, fileName, input.Format, input.Bytes });
        return id;
    }

    /// <summary>The import of this very file with these options, if it was begun and neither ended nor was taken back.</summary>
    private long? Begun(Session session, long projectId, ImportInput input)
    {
        var begun = session.OneOrNone<Job>(
            """
            SELECT j.* FROM job j JOIN batch b ON b.id = j.id
            WHERE j.project_id = @projectId AND j.kind = @kind AND j.state <> 'completed' AND j.input = @input AND b.undo_job_id IS NULL
            ORDER BY j.id DESC LIMIT 1
            """,
            new { projectId, kind = Kind(input), input = Text(input) });
        if (begun?.IsFinished == true)
            jobs.Resume(session, begun.Id);
        return begun?.Id;
    }

    private ImportInput Plan(long projectId, string path, string fileName, ImportOptions options) =>
        db.Read(session => ImportPlan.Make(session, ProjectSettings.Load(session, projectId), path, fileName, options));

    private static string Kind(ImportInput input) => input.Answers is null ? ImportBatch.Kind : ImportAnswers.Kind;

    private static string Text(ImportInput input) => JsonSerializer.Serialize(input, JsonSerializerOptions.Web);

    private static NotFound Missing(long jobId) => new($"There is no import {jobId} in this project.");
}
