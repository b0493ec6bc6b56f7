using System.Data;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Ingest;

/// <summary>
/// Keeps the promise that people's cursors in the queue rest on: ids ascend, so tasks of the largest rank so far are met by everyone
/// who walks on; a task of a smaller rank lies behind those who have come further, and they must start anew.
/// </summary>
internal static class QueueOrder
{
    private static readonly HotSql LargestRank = new("SELECT largest_rank FROM project_queue WHERE project_id = @project", DbType.Int64);

    private static readonly HotSql RaiseRank =
        new("UPDATE project_queue SET largest_rank = @rank WHERE project_id = @project", DbType.Int64, DbType.Int64);

    public static void Appended(Session session, long projectId, long smallest, long largest)
    {
        long known;
        using (var row = session.Hot(LargestRank).Read(projectId))
        {
            if (!row.Read())
                throw new InvalidOperationException($"Project {projectId} has no queue.");
            known = row.GetInt64(0);
        }

        // within a chunk larger ranks may precede smaller ones, but nobody has seen any of it before the commit
        if (smallest < known)
            Reopen(session, projectId);
        if (largest > known)
            session.Hot(RaiseRank).Execute(largest, projectId);
    }

    public static void Reopen(Session session, long projectId)
    {
        var sequence = session.One<long>(
            "UPDATE project_queue SET reopened = reopened + 1 WHERE project_id = @projectId RETURNING reopened", new { projectId });
        session.Execute(
            "INSERT INTO reopening (project_id, sequence, task_id, rank) VALUES (@projectId, @sequence, 0, 0)", new { projectId, sequence });
    }
}
