using System.Data;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>
/// Sees to it that a job trains a project's own model once people have given labels enough, or some time after the first. All under the project's lock, in the
/// transaction of the label, so that none is missed.
/// </summary>
internal static class LearningRuns
{
    /// <summary>The name of the job.</summary>
    public const string Kind = "learn";

    private const long Minute = 60_000;

    private static readonly HotSql Count = new(
        "UPDATE learning SET fresh = fresh + 1 WHERE project_id = @project AND is_on RETURNING fresh, wanted, every_minutes, changed_by", DbType.Int64);

    /// <summary>People have labeled a task. Costs one look where nothing is learned.</summary>
    public static void Note(Session session, long projectId, long now)
    {
        long fresh, wanted, minutes, person;
        using (var row = session.Hot(Count).Read(projectId))
        {
            if (!row.Read())
                return;
            (fresh, wanted, minutes, person) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
        }

        if (fresh % wanted == 0)
            See(session, projectId, person, now, now + FollowUps.Pause);
        else if (fresh == 1)
            See(session, projectId, person, now, now + (minutes * Minute));
    }

    /// <summary>At once: the settings have changed, or somebody asks for it.</summary>
    public static void Begin(Session session, long projectId, long personId, long now) => See(session, projectId, personId, now, now);

    /// <summary>Some labels came while a turn was at work: after the usual time.</summary>
    public static void Later(Session session, long projectId, long personId, long minutes, long now) => See(session, projectId, personId, now, now + (minutes * Minute));

    private static void See(Session session, long projectId, long personId, long now, long due) => FollowUps.See(session, Kind, projectId, () => personId, now, due);
}
