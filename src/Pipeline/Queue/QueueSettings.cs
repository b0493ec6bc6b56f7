using System.Data;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>What a claim needs to know of the project. Where no weak model's drafts are shown, nobody looks for them.</summary>
internal sealed record QueueSettings(
    long LeaseSeconds, string SkipPolicy, double GoldRate, bool IsPaused, long GuidelineVersion, long SchemaVersion, bool ShowsDrafts, double WithheldShare)
{
    private static readonly HotSql Sql = new(
        """
        SELECT lease_seconds, skip_policy, gold_rate, archived_at, guideline_version, schema_version,
            EXISTS (SELECT 1 FROM weak_model WHERE project_id = project.id AND position IS NOT NULL),
            withheld_share
        FROM project WHERE id = @project
        """,
        DbType.Int64);

    /// <summary>Whether a draft may come with a task.</summary>
    public bool ShowsDraftOf(long taskId) => ShowsDrafts && !Withholding.Holds(taskId, WithheldShare);

    public static QueueSettings Load(Session session, long projectId)
    {
        using var row = session.Hot(Sql).Read(projectId);
        return row.Read()
            ? new QueueSettings(
                row.GetInt64(0), row.GetString(1), row.GetDouble(2), !row.IsDBNull(3), row.GetInt64(4), row.GetInt64(5), row.GetBoolean(6), row.GetDouble(7))
            : throw new NotFound($"There is no project {projectId}.");
    }
}
