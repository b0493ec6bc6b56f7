using System.Data;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;

namespace Assay.Pipeline.Ingest;

/// <summary>
/// Puts one chunk into the database, in one transaction under the project's lock: tasks, items, duplicates, rejected rows, and the
/// place in the file behind them. Whatever happens, a row is in the database exactly when the batch's place is past it.
/// </summary>
internal sealed class ChunkWriter(JobRun run, TimeProvider time)
{
    private static readonly HotSql AdvanceBatch = new(
        """
        UPDATE batch SET bytes_read = @bytes, resume_at = @resume, rows_read = rows_read + @rows, imported = imported + @imported,
            duplicates = duplicates + @duplicates, rejected = rejected + @rejected, ran_ms = ran_ms + @ran,
            first_task = COALESCE(first_task, @first), last_task = COALESCE(@last, last_task)
        WHERE id = @id
        """,
        DbType.Int64, DbType.String, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64);

    private long Project => run.Job.ProjectId ?? throw new InvalidOperationException("An import belongs to a project.");

    /// <param name="session">A transaction under the project's lock.</param>
    /// <param name="chunk">What to write; not changed, for a transaction may be repeated.</param>
    /// <param name="ran">Milliseconds since the chunk before.</param>
    public void Write(Session session, Chunk chunk, long ran)
    {
        run.Hold(session);
        var rows = chunk.Rows;
        var tasks = new long[rows.Length];
        if (chunk.High.Length > 0)
            session.Dialect.FindItems(session, Project, chunk.High, chunk.Low, tasks);

        var fresh = new List<int>(rows.Length);
        var repeated = new List<int>();
        for (var i = 0; i < rows.Length; i++)
            (tasks[i] == 0 && rows[i].Earlier < 0 ? fresh : repeated).Add(i);
        var ids = fresh.Count == 0 ? [] : session.Dialect.TakeTaskIds(session, fresh.Count);
        for (var i = 0; i < fresh.Count; i++)
            tasks[fresh[i]] = ids[i];
        foreach (var i in repeated)
            if (tasks[i] == 0)
                tasks[i] = tasks[rows[i].Earlier];

        if (fresh.Count > 0)
        {
            InsertTasks(session, chunk, fresh, tasks);
            InsertItems(session, chunk, fresh, tasks);
            KeepOrder(session, chunk, fresh);
        }

        if (repeated.Count > 0)
            InsertDuplicates(session, chunk, repeated, tasks);
        RejectedRows.Add(session, run.Job.Id, chunk.Rejected);
        session.Hot(AdvanceBatch).Execute(
            chunk.BytesRead, Batch.Write(chunk.After), (long)rows.Length + chunk.Rejected.Count, (long)fresh.Count, (long)repeated.Count,
            (long)chunk.Rejected.Count, ran, fresh.Count == 0 ? null : ids[0], fresh.Count == 0 ? null : ids[^1], run.Job.Id);
    }

    private void InsertTasks(Session session, Chunk chunk, List<int> fresh, long[] tasks)
    {
        // asked in every transaction: someone may have changed it meanwhile
        var overlap = session.OneOrNone<long?>("SELECT overlap FROM project WHERE id = @id", new { id = Project })
            ?? throw new NotFound($"There is no project {Project} any more.");
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var writer = session.Dialect.BulkInsert(
            session, "task",
            new Column("id", ColumnKind.Number), new Column("project_id", ColumnKind.Number), new Column("status", ColumnKind.Text),
            new Column("rank", ColumnKind.Number), new Column("overlap", ColumnKind.Number), new Column("open_slots", ColumnKind.Number),
            new Column("changed_at", ColumnKind.Number));
        foreach (var i in fresh)
        {
            writer.Write(tasks[i]);
            writer.Write(Project);
            writer.WriteUtf8("pending"u8);
            writer.Write(chunk.Rows[i].Rank);
            writer.Write(overlap);
            writer.Write(overlap);
            writer.Write(now);
            writer.EndRow();
        }

        writer.Complete();
    }

    private void InsertItems(Session session, Chunk chunk, List<int> fresh, long[] tasks)
    {
        var isHashed = chunk.High.Length > 0;
        using var writer = session.Dialect.BulkInsert(
            session, "item",
            new Column("task_id", ColumnKind.Number), new Column("project_id", ColumnKind.Number), new Column("batch_id", ColumnKind.Number),
            new Column("line", ColumnKind.Number), new Column("hash_high", ColumnKind.Number), new Column("hash_low", ColumnKind.Number),
            new Column("data", ColumnKind.Text));
        foreach (var i in fresh)
        {
            ref readonly var row = ref chunk.Rows[i];
            writer.Write(tasks[i]);
            writer.Write(Project);
            writer.Write(run.Job.Id);
            writer.Write(row.Line);
            if (isHashed)
            {
                writer.Write(chunk.High[i]);
                writer.Write(chunk.Low[i]);
            }
            else
            {
                writer.WriteNull();
                writer.WriteNull();
            }

            writer.WriteUtf8(chunk.Data(row));
            writer.EndRow();
        }

        writer.Complete();
    }

    /// <summary>Cursors of people who have come further than the new tasks' places must look again.</summary>
    private void KeepOrder(Session session, Chunk chunk, List<int> fresh)
    {
        long smallest = long.MaxValue, largest = long.MinValue;
        foreach (var i in fresh)
            (smallest, largest) = (Math.Min(smallest, chunk.Rows[i].Rank), Math.Max(largest, chunk.Rows[i].Rank));
        QueueOrder.Appended(session, Project, smallest, largest);
    }

    private void InsertDuplicates(Session session, Chunk chunk, List<int> repeated, long[] tasks)
    {
        using var writer = session.Dialect.BulkInsert(
            session, "duplicate",
            new Column("project_id", ColumnKind.Number), new Column("task_id", ColumnKind.Number), new Column("batch_id", ColumnKind.Number),
            new Column("line", ColumnKind.Number), new Column("rank", ColumnKind.Number), new Column("data", ColumnKind.Text));
        foreach (var i in repeated)
        {
            ref readonly var row = ref chunk.Rows[i];
            writer.Write(Project);
            writer.Write(tasks[i]);
            writer.Write(run.Job.Id);
            writer.Write(row.Line);
            writer.Write(row.Rank);
            writer.WriteUtf8(chunk.Data(row));
            writer.EndRow();
        }

        writer.Complete();
    }
}
