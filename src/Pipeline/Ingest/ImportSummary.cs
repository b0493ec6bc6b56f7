using Assay.Pipeline.Database;

namespace Assay.Pipeline.Ingest;

/// <summary>What a project's overview says about its imports; undone ones no longer count.</summary>
public sealed record ImportSummary
{
    /// <summary>Imports and undos that wait or run.</summary>
    public long Running { get; init; }

    /// <summary>Imports that failed and were neither resumed nor undone.</summary>
    public long Failed { get; init; }

    /// <summary>UTC milliseconds of the first of those.</summary>
    public long? FailedSince { get; init; }

    public long RejectedRows { get; init; }

    /// <summary>UTC milliseconds of the first import that rejected rows.</summary>
    public long? RejectedSince { get; init; }

    /// <summary>Rows that were not labeled because the project had their content already.</summary>
    public long Duplicates { get; init; }

    public static ImportSummary Of(Session session, long projectId) => session.One<ImportSummary>(
        """
        SELECT
            COALESCE(sum(CASE WHEN state IN ('queued', 'running') OR undo IN ('queued', 'running') THEN 1 ELSE 0 END), 0) AS running,
            COALESCE(sum(CASE WHEN state = 'failed' AND undo IS NULL THEN 1 ELSE 0 END), 0) AS failed,
            min(CASE WHEN state = 'failed' AND undo IS NULL THEN finished_at END) AS failed_since,
            CAST(COALESCE(sum(CASE WHEN undo = 'completed' THEN 0 ELSE rejected END), 0) AS BIGINT) AS rejected_rows,
            min(CASE WHEN rejected > 0 AND COALESCE(undo, '') <> 'completed' THEN created_at END) AS rejected_since,
            CAST(COALESCE(sum(CASE WHEN undo = 'completed' THEN 0 ELSE duplicates END), 0) AS BIGINT) AS duplicates
        FROM (
            SELECT j.state, u.state AS undo, j.finished_at, j.created_at, b.rejected, b.duplicates
            FROM batch b JOIN job j ON j.id = b.id LEFT JOIN job u ON u.id = b.undo_job_id WHERE b.project_id = @projectId) imports
        """,
        new { projectId });
}
