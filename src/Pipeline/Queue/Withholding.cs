using System.Data;
using Assay.Learning.Acceptance;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>
/// The draw that decides whose drafts are kept from everybody, so that what drafts do to answers can be measured. It depends on the task alone: all people get
/// a task alike, again and again, and a larger share withholds the tasks of a smaller one too.
/// </summary>
internal static class Withholding
{
    /// <summary>The largest share of a project's tasks.</summary>
    public const double Most = 0.5;

    /// <summary>The draft that people are shown of a task, where nothing is withheld: of the first model in order that has one. The task comes between the two.</summary>
    public const string ShownOf = "SELECT q.id FROM prediction q JOIN weak_model m ON m.id = q.model_id WHERE NOT q.is_replaced AND m.position IS NOT NULL AND q.task_id = ";

    /// <summary>What follows the task after <see cref="ShownOf"/>.</summary>
    public const string ShownFirst = " ORDER BY m.position LIMIT 1";

    /// <summary>The model of the draft, and the share of its tasks that are audited by people who do not see it.</summary>
    private static readonly HotSql Shown = new(
        $"""
        SELECT p.id, p.model_id, x.audit_share FROM prediction p
        LEFT JOIN auto_accept x ON x.model_id = p.model_id AND x.mode <> 'off' AND NOT x.audits_see_draft
        WHERE p.id = ({ShownOf}@task{ShownFirst})
        """,
        DbType.Int64);

    /// <summary>Not the id of a model, which draws audits.</summary>
    private const long Seed = -1;

    public static bool Holds(long taskId, double share) => share > 0 && RandomDraw.Of(Seed, taskId) < share;

    /// <summary>The draft that people are shown of a task, where nothing is withheld; null when there is none, or the task is an audit without one.</summary>
    public static long? ShownDraft(Session session, long taskId)
    {
        using var row = session.Hot(Shown).Read(taskId);
        return row.Read() && (row.IsDBNull(2) || RandomDraw.Of(row.GetInt64(1), taskId) >= row.GetDouble(2)) ? row.GetInt64(0) : null;
    }
}
