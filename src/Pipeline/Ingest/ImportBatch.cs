using System.Threading.Channels;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Ingest;

/// <summary>
/// The import of one file: one thread reads, checks and hashes, the project's writer stores what another has read, chunk by chunk.
/// Memory is a handful of chunks, whatever the file's size.
/// </summary>
public sealed class ImportBatch(Db db, Jobs.Jobs jobs, Uploads uploads, WebMedia media, TimeProvider time) : IJobKind
{
    public const string Kind = "import";

    /// <summary>How often watchers hear of progress. The database knows of it with every chunk.</summary>
    internal static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Chunks read ahead of the writer.</summary>
    private const int Ahead = 2;

    /// <summary>Images are decoded and take their time: what is done is committed and told of once a second.</summary>
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(1);

    public string Name => Kind;

    /// <summary>Most rows in one transaction.</summary>
    internal int LargestChunk { get; set; } = ChunkSize.Largest;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var input = run.Input<ImportInput>();
        var batch = db.Read(session => Batch.Get(session, run.Job.Id));
        var settings = db.Read(session => ProjectSettings.Load(session, batch.ProjectId));
        using var source = Open(run.Job, input, batch, settings);
        using var stopReading = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var free = Channel.CreateUnbounded<Chunk>();
        var full = Channel.CreateBounded<Chunk>(Ahead);
        for (var i = 0; i < Ahead + 1; i++)
            free.Writer.TryWrite(new Chunk());

        var size = new ChunkSize(LargestChunk);
        var reading = Task.Factory.StartNew(
            () => Read(source, size, free.Reader, full.Writer, stopReading.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await db.Write(batch.ProjectId, db.Dialect.BeginBulk);
        try
        {
            await Write(run, batch, size, full.Reader, free.Writer, stop);
        }
        finally
        {
            await stopReading.CancelAsync();
            await reading;
            await db.Write(batch.ProjectId, db.Dialect.EndBulk);
        }

        // before the job counts as completed, so that a crash between the two cannot lose it
        await db.Write(batch.ProjectId, session =>
        {
            run.Hold(session);
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            DifficultyRuns.Note(session, batch.ProjectId, now);
            ImportDrafts.Note(session, batch.ProjectId, now);
        });
    }

    public async Task Finished(Job job)
    {
        if (job.State == JobState.Completed && db.Read(session => Batch.Get(session, job.Id)).UploadId is { } upload)
            await uploads.Release(upload);
    }

    private IItemSource Open(Job job, ImportInput input, Batch batch, ProjectSettings project)
    {
        if (input.Format == MediaPlan.Format)
            return new MediaRows(MediaPlan.Open(input, batch.FileName), media.Library, job, project.Schema, input, batch.Position);
        var reader = input.Open(batch);
        var rows = new RowsToItems(project.Schema, input);
        var shown = project.Schema.Fields.Where(field => field.IsMedia && input.Mapping.ContainsKey(field.Name)).ToList();
        return shown.Count > 0 ? new FetchingRows(reader, rows, media, job, new AllowedHosts(project.MediaHosts), shown) : new FileRows(reader, rows);
    }

    private void Read(IItemSource source, ChunkSize size, ChannelReader<Chunk> free, ChannelWriter<Chunk> full, CancellationToken stop)
    {
        try
        {
            for (var more = true; more;)
            {
                var chunk = Wait(free.ReadAsync(stop));
                chunk.Clear();
                var begun = time.GetTimestamp();
                while (!chunk.HoldsMany(size.Rows) && time.GetElapsedTime(begun) < LongestRead && (more = source.Next(chunk, stop)))
                {
                }

                chunk.EndAt(source.Position, source.BytesRead);
                Wait(full.WriteAsync(chunk, stop));
            }

            full.Complete();
        }
#pragma warning disable CA1031 // the writer, who waits for the next chunk, throws it
        catch (Exception error)
#pragma warning restore CA1031
        {
            full.Complete(error);
        }
    }

    private async Task Write(JobRun run, Batch batch, ChunkSize size, ChannelReader<Chunk> full, ChannelWriter<Chunk> free, CancellationToken stop)
    {
        var writer = new ChunkWriter(run, time);
        var (last, told) = (time.GetTimestamp(), time.GetTimestamp());
        try
        {
            await foreach (var chunk in full.ReadAllAsync(stop))
            {
                var now = time.GetTimestamp();
                var ran = (long)time.GetElapsedTime(last, now).TotalMilliseconds;
                last += ran * time.TimestampFrequency / 1000;
                var isAwaited = await db.Write(batch.ProjectId, session =>
                {
                    writer.Write(session, chunk, ran);
                    return db.IsAwaited(batch.ProjectId);
                });
                size.Learn(chunk.Count, time.GetElapsedTime(now), isAwaited);
                free.TryWrite(chunk);
                stop.ThrowIfCancellationRequested();
                if (time.GetElapsedTime(told) < TellEvery)
                    continue;
                told = time.GetTimestamp();
                jobs.Changed.Raise();
            }
        }
        catch (ChannelClosedException error) when (error.InnerException is { } cause)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
        }
    }

    private static T Wait<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();

    private static void Wait(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
            task.AsTask().GetAwaiter().GetResult();
    }
}
