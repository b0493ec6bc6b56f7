using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>
/// Sees to it that the models which draft imports by themselves are asked about new tasks. All under the project's lock, in the transaction that ends the import or the
/// run, so that none is missed.
/// </summary>
internal static class ImportDrafts
{
    /// <summary>The name of the job that begins the runs.</summary>
    public const string Kind = "draft_imports";

    private const string PersonSql = "SELECT created_by FROM model_setup WHERE project_id = @projectId AND drafts_imports ORDER BY id LIMIT 1";

    /// <summary>An import ended, or a run that may have kept such a model busy. Costs one look where no model drafts by itself.</summary>
    public static void Note(Session session, long projectId, long now)
    {
        if (session.OneOrNone<long?>(PersonSql, new { projectId }) is { } person)
            FollowUps.See(session, Kind, projectId, () => person, now, now + FollowUps.Pause);
    }
}
