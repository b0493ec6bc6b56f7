using Assay.Pipeline.Database;

namespace Assay.Pipeline.Metrics;

/// <summary>
/// Whether anything happened in a project, told by the ends of a few indexes: cheap enough to ask every second for everyone who
/// watches, and it sees what other nodes did.
/// </summary>
public sealed class ProjectPulse(Db db)
{
    private const string Sql = """
        SELECT (SELECT reopened FROM project_queue WHERE project_id = @projectId) AS reopened,
            (SELECT max(id) FROM task WHERE project_id = @projectId) AS task,
            (SELECT max(created_at) FROM annotation WHERE project_id = @projectId AND batch_id IS NULL) AS answered,
            (SELECT max(decided_at) FROM final_label WHERE project_id = @projectId) AS decided,
            (SELECT max(changed_at) FROM job WHERE project_id = @projectId) AS worked,
            (SELECT max(id) FROM audit WHERE project_id = @projectId) AS noted,
            (SELECT count(*) FROM lease WHERE project_id = @projectId) AS held
        """;

    /// <summary>Equal to an earlier one while nothing has happened.</summary>
    public Pulse Of(long projectId) => db.Read(session => session.One<Pulse>(Sql, new { projectId }));
}

public sealed record Pulse
{
    public long? Reopened { get; init; }

    public long? Task { get; init; }

    public long? Answered { get; init; }

    public long? Decided { get; init; }

    public long? Worked { get; init; }

    public long? Noted { get; init; }

    public long Held { get; init; }
}
