using System.Data;
using Assay.Pipeline.Database;
using Assay.Pipeline.Queue;

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

    /// <summary>To be told of tasks with fresh ids and ranks from <paramref name="smallest"/> to <paramref name="largest"/>, in their transaction.</summary>
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
            Reopenings.AddAll(session, projectId);
        if (largest > known)
            session.Hot(RaiseRank).Execute(largest, projectId);
    }
}
