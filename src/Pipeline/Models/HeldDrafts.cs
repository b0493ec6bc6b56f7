using System.Data;
using Assay.Pipeline.Database;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Models;

/// <summary>
/// What a project's own model says of the tasks of the random stream, from which it never learns. Shown to nobody. A model that is trained anew again and again is audited on them, each time as it is now:
/// drafts of other tasks count as audits only until it has learned from their answers, and by then they are drafts of a model that is no more.
/// </summary>
internal static class HeldDrafts
{
    private static readonly HotSql Put = new(
        """
        INSERT INTO held_draft (model_id, task_id, answers, confidence) VALUES (@model, @task, @answers, @confidence)
        ON CONFLICT (model_id, task_id) DO UPDATE SET answers = excluded.answers, confidence = excluded.confidence
        """,
        DbType.Int64, DbType.Int64, DbType.String, DbType.Double);

    /// <summary>The tasks that audit a model in this way; null for any other model.</summary>
    public static RandomStream? Stream(Session session, long projectId, long modelId) =>
        session.OneOrNone<double?>(
            "SELECT random_share FROM learning WHERE project_id = @projectId AND random_share > 0 AND EXISTS (SELECT 1 FROM held_draft WHERE model_id = @modelId)",
            new { projectId, modelId }) is { } share
            ? new RandomStream(projectId, share)
            : null;

    /// <summary>In place of what the model said of the same tasks before. Nothing when the schema has changed since they were read.</summary>
    public static void Add(Session session, long personId, ModelName model, ReadPredictions read, long now)
    {
        if (session.Shared(read.Under.Id, Projects.ProjectSettings.Load).SchemaVersion != read.Under.SchemaVersion)
            return;
        var id = PredictionStore.ModelOf(session, read.Under.Id, personId, model, now);
        foreach (var (_, prediction) in read.Sound)
            if (prediction.Confidence is { } confidence)
                session.Hot(Put).Execute(id, prediction.TaskId, prediction.Answers, confidence);
        AcceptRuns.Note(session, read.Under.Id, now);
    }
}
