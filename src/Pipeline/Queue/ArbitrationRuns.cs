using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>
/// Sees to it that a job puts new disputes to the project's arbiter, and holds its opinions against what people decide. All under the project's lock, in the
/// transaction of the change, so that none is missed.
/// </summary>
internal static class ArbitrationRuns
{
    /// <summary>The name of the job.</summary>
    public const string Kind = "arbitrate";

    private static readonly HotSql IsOn = new("SELECT 1 FROM arbitration WHERE project_id = @project AND setup_id IS NOT NULL", System.Data.DbType.Int64);

    /// <summary>A task is disputed, or people have decided one. Costs one look where there is no arbiter.</summary>
    public static void Note(Session session, long projectId, long now)
    {
        if (!session.Once("disputes changed", projectId))
            return;
        using (var row = session.Hot(IsOn).Read(projectId))
            if (!row.Read())
                return;
        See(session, projectId, now, now + FollowUps.Pause);
    }

    /// <summary>The settings have changed: at once.</summary>
    public static void Begin(Session session, long projectId, long now) => See(session, projectId, now, now);

    private static void See(Session session, long projectId, long now, long due) => FollowUps.See(
        session, Kind, projectId, () => session.One<long>("SELECT changed_by FROM arbitration WHERE project_id = @projectId", new { projectId }), now, due);
}
