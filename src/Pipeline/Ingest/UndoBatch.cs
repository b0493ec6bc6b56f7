using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media;
using Assay.Pipeline.Models;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Ingest;

/// <summary>
/// Takes a whole import back. A task nobody answered goes, held or not; an answered one is archived, so that nothing acknowledged is lost;
/// one whose content another import brought too passes to that one. May be stopped and run again at any point.
/// </summary>
public sealed class UndoBatch(Db db, Jobs.Jobs jobs, TimeProvider time) : IJobKind
{
    public const string Kind = "undo_import";

    /// <summary>Tasks looked at in one transaction.</summary>
    private const int Step = 500;

    public string Name => Kind;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var batch = db.Read(session => Batch.Get(session, run.Input<UndoInput>().Batch));
        var told = time.GetTimestamp();

        // first, so that no other undo can pass a task on to this import behind the walk below
        while (await db.Write(batch.ProjectId, session => ForgetDuplicates(run, session, batch)) > 0)
        {
            stop.ThrowIfCancellationRequested();
            Tell();
        }

        batch = db.Read(session => Batch.Get(session, batch.Id));
        var done = 0L;
        for (var after = (batch.FirstTask ?? 0) - 1; ;)
        {
            stop.ThrowIfCancellationRequested();
            var (last, count) = await db.Write(batch.ProjectId, session => TakeBack(run, session, batch, after, done));
            if (count == 0)
                break;
            (after, done) = (last, done + count);
            Tell();
        }

        await db.Write(batch.ProjectId, session =>
        {
            RemoveMedia(run, session, batch);
            Prompts.Forget(session, batch.ProjectId);
        });

        void Tell()
        {
            if (time.GetElapsedTime(told) < ImportBatch.TellEvery)
                return;
            told = time.GetTimestamp();
            jobs.Changed.Raise();
        }
    }

    private (long Last, int Count) TakeBack(JobRun run, Session session, Batch batch, long after, long done)
    {
        var tasks = session.Query<long>(
            """
            SELECT task_id FROM item WHERE task_id > @after AND task_id <= @last AND batch_id = @batch AND project_id = @project ORDER BY task_id LIMIT @step
            """,
            new { after, last = batch.LastTask ?? 0, batch = batch.Id, project = batch.ProjectId, step = Step }).ToArray();
        run.Hold(session, new UndoProgress(done + tasks.Length, batch.Imported));
        if (tasks.Length == 0)
            return (after, 0);

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var rest = tasks.Except(PassOn(session, batch, tasks, now)).ToArray();
        var isRest = session.Dialect.AnyOf("rest");
        var answered = session.Query<long>(
            $"""
            SELECT task_id FROM annotation WHERE task_id {isRest}
            UNION SELECT task_id FROM final_label WHERE task_id {isRest}
            UNION SELECT task_id FROM gold WHERE task_id {isRest}
            """,
            new { rest }).ToArray();
        if (answered.Length > 0)
            Archive(session, batch.ProjectId, answered, now);
        if (rest.Length > answered.Length)
            Delete(session, [.. rest.Except(answered)]);
        return (tasks[^1], tasks.Length);
    }

    /// <summary>Images and recordings that came with this import, unless a task that stays shows them.</summary>
    private void RemoveMedia(JobRun run, Session session, Batch batch)
    {
        run.Hold(session);
        var media = session.Query<string>("SELECT name FROM medium WHERE batch_id = @batch", new { batch = batch.Id }).ToList();
        if (media.Count == 0)
            return;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var unused in MediaUse.Unused(session, batch.ProjectId, media).Chunk(Step))
            MediaLibrary.Remove(session, batch.ProjectId, unused, now);
    }

    /// <summary>Tasks whose content came with another import too become tasks of the first of those, with everything people did on them.</summary>
    private static List<long> PassOn(Session session, Batch batch, long[] tasks, long now)
    {
        var heirs = session.Query<Heir>(
            $"""
            SELECT d.id, d.task_id, d.batch_id, d.line, d.rank, d.data, t.rank AS old_rank FROM duplicate d JOIN task t ON t.id = d.task_id
            WHERE d.id IN (SELECT min(id) FROM duplicate WHERE task_id {session.Dialect.AnyOf("tasks")} AND batch_id <> @batch GROUP BY task_id)
            """,
            new { tasks, batch = batch.Id }).ToList();
        foreach (var heir in heirs)
        {
            session.Execute(
                "UPDATE item SET batch_id = @BatchId, line = @Line, data = @Data WHERE task_id = @TaskId", new { heir.BatchId, heir.Line, heir.Data, heir.TaskId });
            session.Execute("DELETE FROM duplicate WHERE id = @Id", new { heir.Id });
            session.Execute(
                """
                UPDATE batch SET imported = imported + 1, duplicates = duplicates - 1,
                    first_task = CASE WHEN first_task < @TaskId THEN first_task ELSE @TaskId END,
                    last_task = CASE WHEN last_task > @TaskId THEN last_task ELSE @TaskId END
                WHERE id = @BatchId
                """,
                new { heir.TaskId, heir.BatchId });
            if (heir.Rank != heir.OldRank)
                session.Execute("UPDATE task SET rank = @Rank, changed_at = @now WHERE id = @TaskId", new { heir.Rank, heir.TaskId, now });
        }

        var moved = heirs.Where(heir => heir.Rank != heir.OldRank).ToList();
        if (moved.Count > 0)
        {
            QueueOrder.Appended(session, batch.ProjectId, moved.Min(heir => heir.Rank), moved.Max(heir => heir.Rank));
            Reopenings.AddAll(session, batch.ProjectId);
        }

        return [.. heirs.Select(heir => heir.TaskId)];
    }

    /// <summary>Without its hash: the same content imported again, mended perhaps, is new and can be labeled.</summary>
    private static void Archive(Session session, long projectId, long[] tasks, long now)
    {
        var isOne = session.Dialect.AnyOf("tasks");
        session.Execute($"UPDATE task SET status = 'archived', open_slots = 0, leased = 0, changed_at = @now WHERE id {isOne}", new { tasks, now });
        VoteChanges.Add(session, projectId, tasks);
        session.Execute($"UPDATE item SET hash_high = NULL, hash_low = NULL WHERE task_id {isOne}", new { tasks });

        // who is at it may still send the answer; it is kept as late
        session.Execute(
            $"""
            INSERT INTO past_lease (person_id, task_id, purpose, ended_at)
            SELECT person_id, task_id, purpose, CAST(@now AS BIGINT) FROM lease WHERE purpose <> 'review' AND task_id {isOne}
            ON CONFLICT (person_id, task_id) DO NOTHING
            """,
            new { tasks, now });
        Remove(session, tasks, "lease", "draft", "dispute", "duplicate");
    }

    private static void Delete(Session session, long[] tasks)
    {
        Remove(session, tasks, "lease", "past_lease", "draft", "dispute", "duplicate", "prediction", "difficulty", "item");
        session.Execute($"DELETE FROM task WHERE id {session.Dialect.AnyOf("tasks")}", new { tasks });
    }

    private static void Remove(Session session, long[] tasks, params ReadOnlySpan<string> tables)
    {
        foreach (var table in tables)
            session.Execute($"DELETE FROM {table} WHERE task_id {session.Dialect.AnyOf("tasks")}", new { tasks });
    }

    /// <summary>Rows of this import that were found to be duplicates of other imports' tasks.</summary>
    private static int ForgetDuplicates(JobRun run, Session session, Batch batch)
    {
        run.Hold(session);
        return session.Execute(
            "DELETE FROM duplicate WHERE id IN (SELECT id FROM duplicate WHERE batch_id = @batch ORDER BY id LIMIT 2000)", new { batch = batch.Id });
    }

    private sealed record Heir
    {
        public long Id { get; init; }
        public long TaskId { get; init; }
        public long BatchId { get; init; }
        public long Line { get; init; }
        public long Rank { get; init; }
        public long OldRank { get; init; }
        public string Data { get; init; } = "";
    }
}

internal sealed record UndoInput(long Batch);

internal sealed record UndoProgress(long Done, long Total);
