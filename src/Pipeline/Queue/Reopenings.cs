using System.Data;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>
/// The log of slots that came back. Every cursor that has gone past a task relies on being told when the task can be taken again,
/// so whoever gives a slot back, or opens one, writes it here in the same transaction.
/// </summary>
internal static class Reopenings
{
    /// <summary>How many entries are kept; a saved cursor that has heard less starts anew.</summary>
    public const int Kept = 50_000;

    /// <summary>What a transaction has done once it has read the log, until it writes to it.</summary>
    public const string Heard = "reopenings";

    private static readonly HotSql Next = new(
        "UPDATE project_queue SET reopened = reopened + 1 WHERE project_id = @project RETURNING reopened", DbType.Int64);

    private static readonly HotSql Insert = new(
        "INSERT INTO reopening (project_id, sequence, task_id, rank) VALUES (@project, @sequence, @task, @rank)",
        DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64);

    private static readonly HotSql Prune = new(
        "DELETE FROM reopening WHERE project_id = @project AND sequence <= @sequence", DbType.Int64, DbType.Int64);

    public static void Add(Session session, TaskState task) => Add(session, task.ProjectId, task.Id, task.Rank);

    /// <summary>Tells every cursor to start anew: the order itself has changed.</summary>
    public static void AddAll(Session session, long projectId) => Add(session, projectId, 0, 0);

    private static void Add(Session session, long projectId, long taskId, long rank)
    {
        long sequence;
        using (var row = session.Hot(Next).Read(projectId))
        {
            row.Read();
            sequence = row.GetInt64(0);
        }

        session.Hot(Insert).Execute(projectId, sequence, taskId, rank);
        session.Again(Heard, projectId);
        if (sequence % 1000 == 0)
            session.Hot(Prune).Execute(projectId, sequence - Kept);
    }
}
