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

    private static readonly HotSql RankAfter = new("SELECT rank FROM task WHERE project_id = @project AND open_slots > 0 AND rank > @passed ORDER BY rank LIMIT 1", DbType.Int64, DbType.Int64);

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

    /// <summary>Tasks that have a place of this kind and could be moved, in the order of the queue. Only they are read, and one task of each priority.</summary>
    /// <param name="session">A read.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="kind">Why they have a place.</param>
    /// <param name="after">The last of those before; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    public static IReadOnlyList<PlacedTask> Placed(Session session, long projectId, PlaceKind kind, PlacedTask? after, int limit)
    {
        var found = new List<PlacedTask>();
        for (var passed = after?.Rank - 1 ?? long.MinValue; found.Count < limit && NextRank(session, projectId, passed) is { } next;)
        {
            var (first, last) = (Ranks.At(next, kind, 0), Ranks.At(next, kind, Ranks.Places));
            if (next <= last)
                found.AddRange(session.Query<PlacedTask>(
                    """
                    SELECT rank, id FROM task WHERE project_id = @projectId AND open_slots > 0 AND rank BETWEEN @first AND @last AND (rank > @rank OR id > @id)
                        AND leased = 0 AND submitted = 0 AND skips = 0
                    ORDER BY rank, id LIMIT @limit
                    """,
                    new { projectId, first = Math.Max(first, next), last, rank = after?.Rank ?? long.MinValue, id = after?.Id ?? 0, limit = limit - found.Count }));
            passed = Ranks.Of(Ranks.Priority(next));
        }

        return found;
    }

    private static long? NextRank(Session session, long projectId, long passed)
    {
        using var row = session.Hot(RankAfter).Read(projectId, passed);
        return row.Read() ? row.GetInt64(0) : null;
    }

    /// <summary>Null where it must not change.</summary>
    private static long? Rank(Session session, long projectId, long task)
    {
        using var row = session.Hot(RankOf).Read(task, projectId);
        return row.Read() && row.GetInt64(0) is var rank && !Ranks.IsBeforeAll(rank) ? rank : null;
    }
}

/// <param name="Rank">Its place in the queue.</param>
/// <param name="Id">The task.</param>
internal readonly record struct PlacedTask(long Rank, long Id);
