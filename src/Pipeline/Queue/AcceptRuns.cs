using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>
/// Sees to it that a job looks at a project whose drafts become labels without a person, once there are new drafts or labels. All under the project's lock, in
/// the transaction of the change, so that none is missed.
/// </summary>
internal static class AcceptRuns
{
    /// <summary>The name of the job that takes audits in, chooses thresholds and accepts drafts.</summary>
    public const string Kind = "accept_drafts";

    private static readonly HotSql IsOn = new("SELECT 1 FROM auto_accept WHERE project_id = @project AND mode <> 'off' LIMIT 1", System.Data.DbType.Int64);

    /// <summary>Something changed. Costs one look where nothing is accepted.</summary>
    public static void Note(Session session, long projectId, long now)
    {
        if (!session.Once("drafts or labels changed", projectId))
            return;
        using (var row = session.Hot(IsOn).Read(projectId))
            if (!row.Read())
                return;
        See(session, projectId, null, now, now + FollowUps.Pause);
    }

    /// <summary>The settings have changed: at once.</summary>
    public static void Begin(Session session, long projectId, long personId, long now) => See(session, projectId, personId, now, now);

    private static void See(Session session, long projectId, long? personId, long now, long due) => FollowUps.See(
        session, Kind, projectId,
        () => personId ?? session.One<long>("SELECT max(changed_by) FROM auto_accept WHERE project_id = @projectId AND mode <> 'off'", new { projectId }), now, due);
}
