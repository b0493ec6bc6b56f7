using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>
/// The log of tasks whose votes changed otherwise than by a new answer: an answer taken back, a decision made, undone or made again by an aggregator, a task
/// archived or put back.
/// Votes are kept in memory and brought up to date from new answers and from this log, so whoever makes such a change writes it here in the
/// same transaction. All under the project's lock.
/// </summary>
internal static class VoteChanges
{
    /// <summary>How many entries are kept; votes in memory that have heard less are read anew.</summary>
    public const int Kept = 50_000;

    private const string Next = "(SELECT coalesce(max(sequence), 0) FROM vote_change WHERE project_id = @projectId)";

    public static void Add(Session session, long projectId, long taskId)
    {
        session.Execute($"INSERT INTO vote_change (project_id, sequence, task_id) VALUES (@projectId, {Next} + 1, @taskId)", new { projectId, taskId });
        Prune(session, projectId, 1);
    }

    public static void Add(Session session, long projectId, long[] tasks)
    {
        session.Execute(
            $"""
            INSERT INTO vote_change (project_id, sequence, task_id)
            SELECT CAST(@projectId AS BIGINT), {Next} + row_number() OVER (ORDER BY id), id FROM task WHERE id {session.Dialect.AnyOf("tasks")}
            """,
            new { projectId, tasks });
        Prune(session, projectId, tasks.Length);
    }

    /// <summary>Now and then: when the newest thousand is passed.</summary>
    private static void Prune(Session session, long projectId, int added)
    {
        var newest = session.One<long>($"SELECT {Next}", new { projectId });
        if (newest / 1000 != (newest - added) / 1000)
            session.Execute("DELETE FROM vote_change WHERE project_id = @projectId AND sequence <= @last", new { projectId, last = newest - Kept });
    }
}
