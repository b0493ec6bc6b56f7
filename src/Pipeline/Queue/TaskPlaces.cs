using System.Data;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>Brings tasks forward in the queue, and puts them back. A task that somebody holds, has answered or has skipped, or that is drawn for an audit, stays where it is. All under the project's lock.</summary>
internal static class TaskPlaces
{
    /// <summary>Tasks moved in one transaction at most.</summary>
    public const int Step = 1_000;

    private static readonly HotSql Move = new(
        "UPDATE task SET rank = @rank, changed_at = @now WHERE id = @task AND rank <> @rank AND leased = 0 AND submitted = 0 AND skips = 0 AND open_slots > 0",
        DbType.Int64, DbType.Int64, DbType.Int64);

    private static readonly HotSql RankOf = new("SELECT rank FROM task WHERE id = @task AND project_id = @project", DbType.Int64, DbType.Int64);

    /// <summary>Gives tasks the places from <paramref name="first"/> on, in their order.</summary>
    /// <returns>How many were moved.</returns>
    public static int Put(Session session, long projectId, PlaceKind kind, IReadOnlyList<long> tasks, int first, long now)
    {
        var moved = 0;
        foreach (var (place, task) in tasks.Index())
            if (Rank(session, projectId, task) is { } rank)
                moved += session.Hot(Move).Execute(Ranks.At(rank, kind, first + place), now, task);
        if (moved > 0)
            Reopenings.AddAll(session, projectId);
        return moved;
    }

    /// <summary>Takes tasks' places away: they come as they were imported.</summary>
    /// <returns>How many were moved.</returns>
    public static int Clear(Session session, long projectId, IReadOnlyList<long> tasks, long now)
    {
        var moved = 0;
        foreach (var task in tasks)
            if (Rank(session, projectId, task) is { } rank)
                moved += session.Hot(Move).Execute(Ranks.Of(Ranks.Priority(rank)), now, task);
        if (moved > 0)
            Reopenings.AddAll(session, projectId);
        return moved;
    }

    /// <summary>Tasks that have a place of this kind and could be moved, by id, after one.</summary>
    public static IReadOnlyList<long> Placed(Session session, long projectId, PlaceKind kind, long after, int limit) =>
    [
        .. session.Query<long>(
            """
            SELECT id FROM task WHERE project_id = @projectId AND id > @after AND open_slots > 0 AND leased = 0 AND submitted = 0 AND skips = 0
                AND ((rank % @Step) + @Step) % @Step BETWEEN @Step - @far AND @Step - @near
            ORDER BY id LIMIT @limit
            """,
            new { projectId, after, Ranks.Step, far = (long)kind * Ranks.Places, near = (((long)kind - 1) * Ranks.Places) + 1, limit }),
    ];

    /// <summary>Null where it must not change.</summary>
    private static long? Rank(Session session, long projectId, long task)
    {
        using var row = session.Hot(RankOf).Read(task, projectId);
        return row.Read() && row.GetInt64(0) is var rank && !Ranks.IsBeforeAll(rank) ? rank : null;
    }
}
