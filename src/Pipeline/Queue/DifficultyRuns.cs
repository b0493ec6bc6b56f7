using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>Sees to it that a job scores how hard tasks are, once there are new tasks or drafts. All under the project's lock.</summary>
internal static class DifficultyRuns
{
    /// <summary>The name of the job.</summary>
    public const string Kind = "score_difficulty";

    /// <summary>Drafts that are sent in many pieces are looked at together.</summary>
    private const long Pause = 30_000;

    /// <summary>An import ended, or a model has drafted. Nothing where the order is left as it is.</summary>
    public static void Note(Session session, long projectId, long now)
    {
        if (session.OneOrNone<long?>("SELECT 1 FROM difficulty_setting WHERE project_id = @projectId AND is_on", new { projectId }) is not null)
            See(session, projectId, now, now + Pause);
    }

    /// <summary>The settings have changed: at once.</summary>
    public static void Begin(Session session, long projectId, long now) => See(session, projectId, now, now);

    private static void See(Session session, long projectId, long now, long due) => FollowUps.See(
        session, Kind, projectId, () => session.One<long>("SELECT changed_by FROM difficulty_setting WHERE project_id = @projectId", new { projectId }), now, due);
}
