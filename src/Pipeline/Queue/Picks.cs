using System.Data;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>A task handed out, before its data is read.</summary>
internal sealed record Picked(long TaskId, string Reason, long ExpiresAt, long GuidelineVersion, long SchemaVersion, bool MayHaveDraft);

/// <summary>The statements that take a slot. All under the project's lock.</summary>
internal static class Picks
{
    private const string NotHadBy = """
        AND NOT EXISTS (SELECT 1 FROM lease l WHERE l.person_id = @person AND l.task_id = t.id)
        AND NOT EXISTS (SELECT 1 FROM annotation a WHERE a.person_id = @person AND a.task_id = t.id AND a.is_standing)
        """;

    private const string TakeSlot = "UPDATE task SET leased = leased + 1, open_slots = open_slots - 1, status = 'in_progress', changed_at = @now";

    /// <summary>The first task after the cursor that is open and that the person has not had. The index is the queue; nothing is sorted.</summary>
    private static readonly HotSql AfterRow = new(
        $"""
        {TakeSlot} WHERE id =
            (SELECT t.id FROM task t
             WHERE t.project_id = @project AND t.open_slots > 0 AND (t.rank, t.id) > (@rank, @task)
             {NotHadBy}
             ORDER BY t.rank, t.id LIMIT 1)
        RETURNING id, rank, submitted + leased
        """,
        DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64);

    /// <summary>The same in two lookups, of the cursor's own rank first, where <see cref="Dialect.SeeksRows"/> is false.</summary>
    private static readonly HotSql AfterRank = new(
        $"""
        {TakeSlot} WHERE id = coalesce(
            (SELECT t.id FROM task t
             WHERE t.project_id = @project AND t.open_slots > 0 AND t.rank = @rank AND t.id > @task
             {NotHadBy}
             ORDER BY t.id LIMIT 1),
            (SELECT t.id FROM task t
             WHERE t.project_id = @project AND t.open_slots > 0 AND t.rank > @rank
             {NotHadBy}
             ORDER BY t.rank, t.id LIMIT 1))
        RETURNING id, rank, submitted + leased
        """,
        DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64);

    private static readonly HotSql Behind = new(
        $"""
        {TakeSlot} WHERE id = (SELECT t.id FROM task t WHERE t.id = @task AND t.open_slots > 0
            {NotHadBy})
        RETURNING id, rank, submitted + leased
        """,
        DbType.Int64, DbType.Int64, DbType.Int64);

    private static readonly HotSql Gold = new(
        $"SELECT t.id FROM task t WHERE t.project_id = @project AND t.is_gold {NotHadBy} ORDER BY t.id",
        DbType.Int64, DbType.Int64);

    private static readonly HotSql SetAside = new(
        """
        UPDATE annotation SET is_standing = FALSE
        WHERE project_id = @project AND person_id = @person AND state = 'skipped' AND is_standing
        RETURNING task_id
        """,
        DbType.Int64, DbType.Int64);

    /// <summary>The statement that takes the next task after a cursor.</summary>
    internal static HotSql AfterCursor(Dialect dialect) => dialect.SeeksRows ? AfterRow : AfterRank;

    /// <summary>The next task in queue order: what came back first, since all of it lies before the cursor.</summary>
    public static (long Task, string Reason)? Next(Session session, long projectId, long personId, Cursor cursor, long now)
    {
        while (cursor.Behind.Count > 0)
        {
            var first = cursor.Behind.Min;
            cursor.Behind.Remove(first);
            if (Take(session.Hot(Behind).Read(now, first.Task, personId)) is { } returned)
                return (returned.Task, returned.Reason);
        }

        if (Take(session.Hot(AfterCursor(session.Dialect)).Read(now, projectId, cursor.Rank, cursor.TaskId, personId)) is not { } found)
            return null;
        (cursor.Rank, cursor.TaskId) = (found.Rank, found.Task);
        return (found.Task, found.Reason);
    }

    public static long? KnownOne(Session session, long projectId, long personId)
    {
        var left = new List<long>();
        using (var row = session.Hot(Gold).Read(projectId, personId))
            while (row.Read())
                left.Add(row.GetInt64(0));
        return left.Count == 0 ? null : left[(int)GoldMix.Offset(projectId, personId, left.Count)];
    }

    /// <summary>Gives a person back what they set aside; true when there was any.</summary>
    public static bool BringBackSkipped(Session session, long projectId, long personId)
    {
        var tasks = new List<long>();
        using (var row = session.Hot(SetAside).Read(projectId, personId))
            while (row.Read())
                tasks.Add(row.GetInt64(0));
        return tasks.Count > 0;
    }

    private static (long Task, long Rank, string Reason)? Take(System.Data.Common.DbDataReader rows)
    {
        using (rows)
            return rows.Read()
                ? (rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2) > 1 ? ClaimReasons.AnotherAnswer : Reason(rows.GetInt64(1)))
                : null;
    }

    private static string Reason(long rank) => Ranks.Kind(rank) switch
    {
        PlaceKind.Easy => ClaimReasons.Easy,
        PlaceKind.Informative => ClaimReasons.Informative,
        _ => ClaimReasons.Next,
    };
}
