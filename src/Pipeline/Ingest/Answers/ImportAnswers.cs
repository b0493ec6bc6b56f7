using Assay.Formats;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Ingest.Answers;

/// <summary>
/// The import of a file of answers that people gave elsewhere. Each row is in the database exactly when the batch's place is past it; an answer that
/// is there already is counted as a duplicate.
/// </summary>
public sealed class ImportAnswers(Db db, Jobs.Jobs jobs, Uploads uploads, TimeProvider time) : IJobKind
{
    public const string Kind = "import_answers";

    /// <summary>Rows stored in one transaction.</summary>
    internal int Step { get; set; } = 500;

    public string Name => Kind;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var input = run.Input<ImportInput>();
        var batch = db.Read(session => Batch.Get(session, run.Job.Id));
        var columns = input.Answers ?? throw new InvalidOperationException("The job imports no answers.");
        var settings = db.Read(session => ProjectSettings.Load(session, batch.ProjectId));
        using var reader = input.Open(batch);
        var rows = new AnswerRows(settings.Schema, columns, ItemKeys.Read(db, batch.ProjectId, columns.Key!, stop), task => db.Read(session => ItemExtents.Of(session, settings, task)));
        var (last, told) = (time.GetTimestamp(), time.GetTimestamp());
        for (var more = true; more;)
        {
            stop.ThrowIfCancellationRequested();
            var (answers, rejected) = (new List<OutsideAnswer>(Step), new List<RejectedRow>());
            while (answers.Count + rejected.Count < Step && (more = reader.Read(stop)))
            {
                var (answer, bad) = rows.Read(reader);
                if (answer is not null)
                    answers.Add(answer);
                else
                    rejected.Add(bad!);
            }

            var now = time.GetTimestamp();
            await Store(run, settings, answers, rejected, reader, (long)time.GetElapsedTime(last, now).TotalMilliseconds);
            last = now;
            if (time.GetElapsedTime(told) < ImportBatch.TellEvery)
                continue;
            told = time.GetTimestamp();
            jobs.Changed.Raise();
        }
    }

    public async Task Finished(Job job)
    {
        if (job.State == JobState.Completed && db.Read(session => Batch.Get(session, job.Id)).UploadId is { } upload)
            await uploads.Release(upload);
    }

    private Task Store(JobRun run, ProjectSettings read, List<OutsideAnswer> answers, List<RejectedRow> rejected, RowReader reader, long ran)
    {
        var (place, bytes) = (Batch.Write(reader.Position), reader.BytesRead);
        return db.Write(read.Id, session =>
        {
            run.Hold(session);
            var settings = ProjectSettings.Load(session, read.Id);
            if (settings.SchemaVersion != read.SchemaVersion)
                throw new InvalidDataException("The questions were changed while answers were imported. Resume the import: it goes on from here.");
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var people = OutsideAnnotators.Of(session, settings.Id, answers.Select(answer => answer.Annotator), now);
            var added = new Dictionary<long, int>();
            foreach (var answer in answers)
                if (OutsideAnswers.Add(session, settings.Id, run.Job.Id, people[answer.Annotator], answer.TaskId, answer.Answers, now))
                    added[answer.TaskId] = added.GetValueOrDefault(answer.TaskId) + 1;
            if (added.Count > 0)
                OutsideAnswers.Decide(session, settings, added, run.Job.CreatedBy, now);
            RejectedRows.Add(session, run.Job.Id, rejected);
            var imported = added.Values.Sum();
            session.Execute(
                """
                UPDATE batch SET bytes_read = @bytes, resume_at = @place, rows_read = rows_read + @rows, imported = imported + @imported,
                    duplicates = duplicates + @duplicates, rejected = rejected + @rejected, ran_ms = ran_ms + @ran
                WHERE id = @Id
                """,
                new
                {
                    bytes, place, rows = (long)answers.Count + rejected.Count, imported, duplicates = answers.Count - imported, rejected = rejected.Count, ran, run.Job.Id,
                });
        });
    }
}
