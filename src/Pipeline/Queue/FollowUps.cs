using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;

namespace Assay.Pipeline.Queue;

/// <summary>Jobs that look at a project after changes: at most one of a kind waits, and changes that come together are looked at together. All under the project's lock.</summary>
internal static class FollowUps
{
    /// <summary>How long more changes are waited for, in milliseconds.</summary>
    public const long Pause = 2_000;

    /// <summary>Sees to it that one waits, due at the latest by then.</summary>
    /// <param name="session">The transaction of the change.</param>
    /// <param name="kind">The job.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="personId">On whose behalf.</param>
    /// <param name="now">Milliseconds since 1970.</param>
    /// <param name="due">Likewise.</param>
    public static void See(Session session, string kind, long projectId, Func<long> personId, long now, long due)
    {
        if (session.OneOrNone<long?>(
            "SELECT id FROM job WHERE project_id = @projectId AND kind = @kind AND state = 'queued' LIMIT 1", new { projectId, kind }) is { } waiting)
        {
            session.Execute("UPDATE job SET due_at = @due WHERE id = @waiting AND state = 'queued' AND due_at > @due", new { waiting, due });
            return;
        }

        // one line a project is enough on the list of jobs; what has just ended may still be looked at
        session.Execute(
            "DELETE FROM job WHERE project_id = @projectId AND kind = @kind AND state = 'completed' AND finished_at < @ended",
            new { projectId, kind, ended = now - 60_000 });
        Jobs.Jobs.Add(session, new NewJob(kind, projectId, personId(), "{}"), now, due);
    }
}
