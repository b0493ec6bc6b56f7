using System.Data;
using Assay.Pipeline.Database;

namespace Assay.Benchmarks;

/// <summary>
/// The statements a claim and a submission cannot do without, the reading of what the person is to see included, and nothing else: no
/// validation, no idempotency, no sums, no cursors.
/// </summary>
internal static class BareQueue
{
    private const string Take = "UPDATE task SET leased = leased + 1, open_slots = open_slots - 1, status = 'in_progress', changed_at = @now WHERE id =";

    private const string NotHadBy = """
        AND NOT EXISTS (SELECT 1 FROM lease l WHERE l.person_id = @person AND l.task_id = t.id)
        AND NOT EXISTS (SELECT 1 FROM annotation a WHERE a.person_id = @person AND a.task_id = t.id AND a.is_standing)
        """;

    private static readonly HotSql PickAfterRow = new(
        $"""
        {Take}
            (SELECT t.id FROM task t WHERE t.project_id = @project AND t.open_slots > 0 AND (t.rank, t.id) > (@rank, @task) {NotHadBy} ORDER BY t.rank, t.id LIMIT 1)
        RETURNING id, rank, submitted
        """,
        DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64);

    private static readonly HotSql PickAfterRank = new(
        $"""
        {Take} coalesce(
            (SELECT t.id FROM task t WHERE t.project_id = @project AND t.open_slots > 0 AND t.rank = @rank AND t.id > @task {NotHadBy} ORDER BY t.id LIMIT 1),
            (SELECT t.id FROM task t WHERE t.project_id = @project AND t.open_slots > 0 AND t.rank > @rank {NotHadBy} ORDER BY t.rank, t.id LIMIT 1))
        RETURNING id, rank, submitted
        """,
        DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64);

    private static readonly HotSql InsertLease = new(
        "INSERT INTO lease (person_id, task_id, purpose, project_id, claimed_at, expires_at) VALUES (@person, @task, 'annotate', @project, @now, @expires)",
        DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64);

    private static readonly HotSql Item = new("SELECT data FROM item WHERE task_id = @task", DbType.Int64);

    private static readonly HotSql DeleteLease = new(
        "DELETE FROM lease WHERE person_id = @person AND task_id = @task AND purpose = 'annotate'", DbType.Int64, DbType.Int64);

    private static readonly HotSql InsertAnnotation = new(
        """
        INSERT INTO annotation (submission_id, project_id, task_id, person_id, state, is_standing, answers, lead_time_ms, guideline_version, created_at)
        VALUES (@submission, @project, @task, @person, 'counted', TRUE, @answers, 1500, 0, @now) RETURNING id
        """,
        DbType.String, DbType.Int64, DbType.Int64, DbType.Int64, DbType.String, DbType.Int64);

    private static readonly HotSql Votes = new("SELECT id, answers FROM annotation WHERE task_id = @task AND state = 'counted' ORDER BY id", DbType.Int64);

    private static readonly HotSql Settle = new(
        "UPDATE task SET leased = leased - 1, submitted = submitted + 1, status = @status, changed_at = @now WHERE id = @task",
        DbType.String, DbType.Int64, DbType.Int64);

    private static readonly HotSql InsertFinal = new(
        """
        INSERT INTO final_label (task_id, project_id, answers, how, confidence, decided_at, guideline_version, from_annotations)
        VALUES (@task, @project, @answers, 'unanimous', 1, @now, 0, '[]')
        """,
        DbType.Int64, DbType.Int64, DbType.String, DbType.Int64);

    public static (long Task, long Rank, long Submitted)? Claim(Session session, long project, long person, long rank, long after, long now)
    {
        (long, long, long) picked;
        using (var row = session.Hot(session.Dialect.SeeksRows ? PickAfterRow : PickAfterRank).Read(now, project, rank, after, person))
        {
            if (!row.Read())
                return null;
            picked = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
        }

        session.Hot(InsertLease).Execute(person, picked.Item1, project, now, now + 600_000);
        using (var item = session.Hot(Item).Read(picked.Item1))
        {
            item.Read();
            _ = item.GetString(0);
        }

        return picked;
    }

    public static void Submit(Session session, long project, long person, long task, bool last, string answers, long now)
    {
        session.Hot(DeleteLease).Execute(person, task);
        using (var row = session.Hot(InsertAnnotation).Read(Guid.NewGuid().ToString("D"), project, task, person, answers, now))
            row.Read();
        session.Hot(Settle).Execute(last ? "completed" : "in_progress", now, task);
        if (!last)
            return;
        using (var row = session.Hot(Votes).Read(task))
            while (row.Read())
                _ = row.GetString(1);
        session.Hot(InsertFinal).Execute(task, project, answers, now);
    }
}
