using System.Data;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Queue;

/// <summary>
/// Remembers that votes have changed since people were last learned about, and sees to it that a job will look at them. All under the project's
/// lock, in the transaction of the change, so that none is missed.
/// </summary>
internal static class AggregationRuns
{
    /// <summary>The name of the job that aggregates a project's votes and decides its tasks again.</summary>
    public const string Kind = "aggregate";

    /// <summary>Changes that come together are looked at together.</summary>
    public const long Pause = 1_000;

    private const long AtOnce = -1;

    private static readonly HotSql Count = new(
        """
        INSERT INTO aggregation (project_id, changes) VALUES (@project, 1) ON CONFLICT (project_id) DO UPDATE SET changes = aggregation.changes + 1
        RETURNING job_id, next_at, (SELECT state FROM job WHERE id = aggregation.job_id)
        """,
        DbType.Int64);

    /// <summary>A vote came, changed or went. Costs nothing where votes are not learned from.</summary>
    public static void Note(Session session, ProjectSettings settings, long personId, long now)
    {
        if (settings.LearnsPeople && session.Once("votes changed", settings.Id))
            See(session, settings.Id, personId, now, hurry: false);
    }

    /// <summary>The rule itself has changed: every task is looked at again, as soon as can be.</summary>
    public static void DecideAll(Session session, long projectId, long personId, long now) => See(session, projectId, personId, now, hurry: true);

    /// <summary>A run begins: the number of changes it will see all of.</summary>
    public static long RunBegun(Session session, Job job) => session.One<long>(
        "UPDATE aggregation SET next_at = CASE WHEN next_at = -1 THEN 0 ELSE next_at END, job_id = @Id WHERE project_id = @ProjectId RETURNING changes",
        new { job.Id, job.ProjectId });

    /// <summary>A run has ended: the next not before so long, and one is queued if votes have changed under it.</summary>
    public static void RunEnded(Session session, Job job, long seen, TimeSpan pause, long now)
    {
        var project = job.ProjectId!.Value;
        var (changes, hurried) = session.One<(long, bool)>(
            "SELECT changes, CASE WHEN next_at = -1 THEN TRUE ELSE FALSE END FROM aggregation WHERE project_id = @project", new { project });
        var next = now + (long)pause.TotalMilliseconds;
        long? follower = changes == seen ? null : Add(session, project, job.CreatedBy, hurried ? now : next, now);
        session.Execute(
            "UPDATE aggregation SET job_id = @follower, next_at = @next WHERE project_id = @project", new { project, follower, next });
    }

    /// <summary>
    /// A run failed or was cancelled: no other for so long, unless the rule is changed, or was under the run; what it left undone the next one does.
    /// </summary>
    public static void RunBroken(Session session, Job job, TimeSpan pause, long now)
    {
        var project = job.ProjectId!.Value;
        if (session.OneOrNone<long?>("SELECT next_at FROM aggregation WHERE project_id = @project AND job_id = @Id", new { project, job.Id }) is not { } next)
            return;
        if (next == AtOnce)
            See(session, project, job.CreatedBy, now, hurry: true);
        else
            session.Execute("UPDATE aggregation SET next_at = @next WHERE project_id = @project", new { project, next = now + (long)pause.TotalMilliseconds });
    }

    private static void See(Session session, long projectId, long personId, long now, bool hurry)
    {
        var (job, next, state) = Counted(session, projectId);
        if (hurry)
            session.Execute("UPDATE aggregation SET next_at = @AtOnce WHERE project_id = @projectId", new { AtOnce, projectId });
        if (state == JobState.Running)
            return; // it compares what it saw with what there is before it ends
        if (state == JobState.Queued)
        {
            if (hurry)
                session.Execute("UPDATE job SET due_at = @now WHERE id = @job AND state = 'queued'", new { now, job });
            return;
        }

        var added = Add(session, projectId, personId, hurry ? now : Math.Max(now + Pause, next), now);
        session.Execute("UPDATE aggregation SET job_id = @added WHERE project_id = @projectId", new { added, projectId });
    }

    private static (long? Job, long Next, string? State) Counted(Session session, long projectId)
    {
        using var row = session.Hot(Count).Read(projectId);
        row.Read();
        return (row.IsDBNull(0) ? null : row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2));
    }

    private static long Add(Session session, long projectId, long personId, long due, long now)
    {
        // one line a project is enough on the list of jobs; what has just ended may still be looked at
        session.Execute(
            "DELETE FROM job WHERE project_id = @projectId AND kind = 'aggregate' AND finished_at < @ended", new { projectId, ended = now - 60_000 });
        return Jobs.Jobs.Add(session, new NewJob(Kind, projectId, personId, "{}"), now, due);
    }
}
