using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;

namespace Assay.Pipeline.Queue;

/// <summary>
/// Sees to it that a job looks at a project whose drafts become labels without a person, once there are new drafts or labels. All under the project's lock, in
/// the transaction of the change, so that none is missed.
/// </summary>
internal static class AcceptRuns
{
    /// <summary>The name of the job that takes audits in, chooses thresholds and accepts drafts.</summary>
    public const string Kind = "accept_drafts";

    /// <summary>Changes that come together are looked at together.</summary>
    public const long Pause = 2_000;

    private static readonly HotSql IsOn = new("SELECT 1 FROM auto_accept WHERE project_id = @project AND mode <> 'off' LIMIT 1", System.Data.DbType.Int64);

    /// <summary>Something changed. Costs one look where nothing is accepted.</summary>
    public static void Note(Session session, long projectId, long now)
    {
        if (!session.Once("drafts or labels changed", projectId))
            return;
        using (var row = session.Hot(IsOn).Read(projectId))
            if (!row.Read())
                return;
        See(session, projectId, null, now, now + Pause);
    }

    /// <summary>The settings have changed: at once.</summary>
    public static void Begin(Session session, long projectId, long personId, long now) => See(session, projectId, personId, now, now);

    private static void See(Session session, long projectId, long? personId, long now, long due)
    {
        if (session.OneOrNone<long?>(
            "SELECT id FROM job WHERE project_id = @projectId AND kind = @Kind AND state = 'queued' LIMIT 1", new { projectId, Kind }) is { } waiting)
        {
            session.Execute("UPDATE job SET due_at = @due WHERE id = @waiting AND state = 'queued' AND due_at > @due", new { waiting, due });
            return;
        }

        // one line a project is enough on the list of jobs; what has just ended may still be looked at
        session.Execute(
            "DELETE FROM job WHERE project_id = @projectId AND kind = @Kind AND state = 'completed' AND finished_at < @ended",
            new { projectId, Kind, ended = now - 60_000 });
        var behalf = personId ?? session.One<long>("SELECT max(changed_by) FROM auto_accept WHERE project_id = @projectId AND mode <> 'off'", new { projectId });
        Jobs.Jobs.Add(session, new NewJob(Kind, projectId, behalf, "{}"), now, due);
    }
}
