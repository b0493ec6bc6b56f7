using System.Data;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>Rows of the lease table and the slots they stand for. All under the project's lock.</summary>
internal static class Leases
{
    private static readonly HotSql InsertRow = new(
        """
        INSERT INTO lease (person_id, task_id, purpose, project_id, claimed_at, expires_at)
        VALUES (@person, @task, @purpose, @project, @now, @expires)
        """,
        DbType.Int64, DbType.Int64, DbType.String, DbType.Int64, DbType.Int64, DbType.Int64);

    private static readonly HotSql TakeExpired = new(
        "DELETE FROM lease WHERE project_id = @project AND expires_at <= @now RETURNING person_id, task_id, purpose", DbType.Int64, DbType.Int64);

    // without RETURNING, for which SQLite builds a table every time: how many rows went says it all
    private static readonly HotSql EndRow = new(
        "DELETE FROM lease WHERE person_id = @person AND task_id = @task AND purpose = @purpose", DbType.Int64, DbType.Int64, DbType.String);

    private static readonly HotSql Remember = new(
        """
        INSERT INTO past_lease (person_id, task_id, purpose, ended_at) VALUES (@person, @task, @purpose, @now)
        ON CONFLICT (person_id, task_id) DO UPDATE SET purpose = @purpose, ended_at = @now
        """,
        DbType.Int64, DbType.Int64, DbType.String, DbType.Int64);

    private static readonly HotSql Remembered = new(
        "DELETE FROM past_lease WHERE person_id = @person AND task_id = @task RETURNING purpose", DbType.Int64, DbType.Int64);

    public static void Insert(Session session, long projectId, long personId, long taskId, string purpose, long now, long expires) =>
        session.Hot(InsertRow).Execute(personId, taskId, purpose, projectId, now, expires);

    /// <summary>Ends what nobody has extended. Once in a transaction is enough: its items share one moment.</summary>
    public static int Expire(Session session, long projectId, long now)
    {
        if (!session.Once("expire", projectId))
            return 0;
        var expired = new List<(long Person, long Task, string Purpose)>();
        using (var row = session.Hot(TakeExpired).Read(projectId, now))
            while (row.Read())
                expired.Add((row.GetInt64(0), row.GetInt64(1), row.GetString(2)));
        foreach (var (person, task, purpose) in expired)
            End(session, projectId, person, task, purpose, now);
        return expired.Count;
    }

    /// <summary>Gives a task back; false when the person does not hold it.</summary>
    public static bool Release(Session session, long projectId, long personId, long taskId, string purpose, long now)
    {
        if (session.Hot(EndRow).Execute(personId, taskId, purpose) == 0)
            return false;
        End(session, projectId, personId, taskId, purpose, now);
        return true;
    }

    /// <summary>Ends the person's lease because they answer or skip: its purpose, or null when they hold none. The caller settles the slot.</summary>
    public static string? TakeForAnswer(Session session, long personId, long taskId)
    {
        foreach (var purpose in (ReadOnlySpan<string>)[LeasePurposes.Annotate, LeasePurposes.Gold])
            if (session.Hot(EndRow).Execute(personId, taskId, purpose) > 0)
                return purpose;
        return null;
    }

    /// <summary>The purpose for which the person once held the task and lost it, or null. Asked once: the record ends here.</summary>
    public static string? TakePast(Session session, long personId, long taskId)
    {
        using var row = session.Hot(Remembered).Read(personId, taskId);
        return row.Read() ? row.GetString(0) : null;
    }

    /// <summary>The lease row is gone before the slot is given back: two that end the same lease must not both count it.</summary>
    private static void End(Session session, long projectId, long personId, long taskId, string purpose, long now)
    {
        if (purpose == LeasePurposes.Review)
            return;
        session.Hot(Remember).Execute(personId, taskId, purpose, now);
        if (purpose != LeasePurposes.Annotate || TaskState.TryLoad(session, projectId, taskId) is not { } task)
            return;
        var returned = (task with { Leased = task.Leased - 1 }).Settled();
        returned.Save(session, now);
        if (returned.OpenSlots > 0)
            Reopenings.Add(session, returned);
    }
}
