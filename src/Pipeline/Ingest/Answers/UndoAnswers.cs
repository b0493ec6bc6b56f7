using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Ingest.Answers;

/// <summary>Takes all answers of an import back, and decides their tasks again without them. May be stopped and run again at any point.</summary>
public sealed class UndoAnswers(Db db, Jobs.Jobs jobs, TimeProvider time) : IJobKind
{
    public const string Kind = "undo_answers";

    /// <summary>Answers taken back in one transaction.</summary>
    private const int Step = 500;

    public string Name => Kind;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var batch = db.Read(session => Batch.Get(session, run.Input<UndoInput>().Batch));
        for (long done = 0, taken = Step; taken > 0; done += taken)
        {
            stop.ThrowIfCancellationRequested();
            taken = await db.Write(batch.ProjectId, session =>
            {
                run.Hold(session, new UndoProgress(done, batch.Imported));
                return OutsideAnswers.TakeBack(
                    session, ProjectSettings.Load(session, batch.ProjectId), batch.Id, Step, run.Job.CreatedBy, time.GetUtcNow().ToUnixTimeMilliseconds());
            });
            jobs.Changed.Raise();
        }
    }
}
