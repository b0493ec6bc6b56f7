using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Quality.Arbitration;

/// <summary>Takes back every label that an arbiter has decided: the tasks are what people's answers make them. In small pieces; may be stopped anywhere and run again.</summary>
public sealed class TakeBackOpinions(Db db, Jobs.Jobs jobs, TimeProvider time) : IJobKind
{
    internal const string Kind = "take_back_opinions";

    private const int Step = 50;

    private const string NextSql = """
        SELECT o.task_id FROM opinion o JOIN final_label f ON f.task_id = o.task_id AND f.how = 'arbitration'
        WHERE o.project_id = @project AND o.decided_at IS NOT NULL AND o.undone_at IS NULL AND o.task_id > @After
        ORDER BY o.task_id LIMIT @Step
        """;

    public string Name => Kind;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var progress = run.Job.Progress is { } left ? JsonSerializer.Deserialize<TakeBackOpinionsProgress>(left, JsonSerializerOptions.Web)! : new TakeBackOpinionsProgress(0, 0);
        while (await db.Write(run.Job.ProjectId!.Value, session => Piece(run, session, progress)) is { } next)
        {
            progress = next;
            jobs.Changed.Raise();
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Takes a decision back: the task is what its answers make it, and no arbiter decides it again.</summary>
    internal static void Undo(Session session, ProjectSettings settings, TaskState task, long now)
    {
        var votes = TaskVotes.Load(session, settings, task.Id);
        var open = TaskOutcomes.Reopen(session, task, now);
        if (open.Submitted >= open.Overlap && votes.Decide(session, settings, open.Overlap) is not Decision.Open and var decision)
            TaskOutcomes.Apply(session, open, decision, settings.GuidelineVersion, votes.Ids, now);
        session.Execute("UPDATE opinion SET undone_at = @now WHERE task_id = @Id AND decided_at IS NOT NULL AND undone_at IS NULL", new { now, task.Id });
    }

    private TakeBackOpinionsProgress? Piece(JobRun run, Session session, TakeBackOpinionsProgress progress)
    {
        var project = run.Job.ProjectId!.Value;
        var tasks = session.Query<long>(NextSql, new { project, progress.After, Step }).ToArray();
        if (tasks.Length == 0)
        {
            run.Hold(session);
            return null;
        }

        var done = new TakeBackOpinionsProgress(tasks[^1], progress.TakenBack + tasks.Length);
        run.Hold(session, done);
        var settings = session.Shared(project, ProjectSettings.Load);
        foreach (var task in tasks)
            Undo(session, settings, TaskState.Load(session, project, task), time.GetUtcNow().ToUnixTimeMilliseconds());
        VoteChanges.Add(session, project, tasks);
        return done;
    }
}

/// <param name="After">The last task looked at.</param>
/// <param name="TakenBack">Labels taken back.</param>
internal sealed record TakeBackOpinionsProgress(long After, long TakenBack);
