using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.PreAnnotate.AutoAccept;

/// <summary>
/// Takes back the labels that were accepted from a model and puts their tasks back to the queue. A label that a person has given since stays. In small
/// pieces; may be stopped and run again at any point.
/// </summary>
public sealed class TakeBackDrafts(Db db, Jobs.Jobs jobs, TimeProvider time) : IJobKind
{
    internal const string Kind = "take_back_drafts";

    /// <summary>Tasks changed in one transaction.</summary>
    private const int Step = 50;

    private const string NextSql = """
        SELECT d.task_id FROM accepted_draft d JOIN final_label f ON f.task_id = d.task_id AND f.prediction_id = d.prediction_id
        WHERE d.model_id = @Model AND d.task_id > @after AND d.run <= @Run AND (@All OR d.run = @Run) AND f.how = 'auto_accepted'
        ORDER BY d.task_id LIMIT @Step
        """;

    public string Name => Kind;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var project = run.Job.ProjectId!.Value;
        var input = run.Input<TakeBackInput>();
        var progress = AcceptRow.Read<TakeBackProgress>(run.Job.Progress) ?? new TakeBackProgress(0, 0);
        while (await db.Write(project, session => Piece(run, session, input, progress)) is { } next)
        {
            progress = next;
            jobs.Changed.Raise();
            stop.ThrowIfCancellationRequested();
        }
    }

    private TakeBackProgress? Piece(JobRun run, Session session, TakeBackInput input, TakeBackProgress progress)
    {
        var project = run.Job.ProjectId!.Value;
        var tasks = session.Query<long>(NextSql, new { input.Model, input.Run, input.All, after = progress.After, Step }).Distinct().ToArray();
        if (tasks.Length == 0)
        {
            run.Hold(session);
            return null;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var done = progress with { After = tasks[^1], TakenBack = progress.TakenBack + tasks.Length };
        run.Hold(session, done);
        foreach (var task in tasks.Select(task => TaskState.Load(session, project, task)))
        {
            if (task.Status == LabelingStatus.Completed)
                TaskOutcomes.Reopen(session, task, now);
            else
                session.Execute("DELETE FROM final_label WHERE task_id = @Id", new { task.Id });
        }

        VoteChanges.Add(session, project, tasks);
        return done;
    }
}

/// <param name="Model">The model.</param>
/// <param name="Run">The last run whose labels are taken back.</param>
/// <param name="All">Also those of all runs before it.</param>
internal sealed record TakeBackInput(long Model, long Run, bool All);

/// <param name="After">The last task looked at.</param>
/// <param name="TakenBack">Labels taken back.</param>
internal sealed record TakeBackProgress(long After, long TakenBack);
