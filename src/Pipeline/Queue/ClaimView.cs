using System.Data;
using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Queue;

/// <summary>Reads what a person sees of the tasks they were handed.</summary>
internal static class ClaimView
{
    private static readonly HotSql Items = new(
        """
        SELECT i.data, i.line, b.file_name, d.answers
        FROM item i
        LEFT JOIN batch b ON b.id = i.batch_id
        LEFT JOIN draft d ON d.task_id = i.task_id AND d.person_id = @person
        WHERE i.task_id = @task
        """,
        DbType.Int64, DbType.Int64);

    /// <summary>A row a day, so a person of many years costs little more than one of today.</summary>
    private static readonly HotSql Tallies = new(
        "SELECT day, answers + skips FROM tally WHERE project_id = @project AND person_id = @person", DbType.Int64, DbType.Int64);

    public static Claim Of(Session session, DateTimeOffset now, ProjectCounts counts, long projectId, long personId, IReadOnlyList<Picked> picked)
    {
        var tasks = new ClaimedTask[picked.Count];
        for (var i = 0; i < tasks.Length; i++)
            tasks[i] = Task(session, personId, picked[i]);
        var (today, all) = Done(session, projectId, personId, Days.Of(now));
        return new Claim(
            tasks,
            tasks.Length == 0 ? Why(session, projectId) : null,
            new ClaimProgress(today, all, counts.Decided, counts.Total));
    }

    public static ClaimedTask Task(Session session, long personId, Picked picked)
    {
        using var row = session.Hot(Items).Read(personId, picked.TaskId);
        row.Read();
        return new ClaimedTask(
            picked.TaskId,
            JsonElement.Parse(row.GetString(0)),
            row.IsDBNull(2) ? null : new ItemSource(row.GetString(2), row.IsDBNull(1) ? 0 : row.GetInt64(1)),
            picked.Reason,
            DateTimeOffset.FromUnixTimeMilliseconds(picked.ExpiresAt),
            row.IsDBNull(3) ? null : JsonElement.Parse(row.GetString(3)),
            picked.GuidelineVersion);
    }

    private static (long Today, long All) Done(Session session, long projectId, long personId, long day)
    {
        var (today, all) = (0L, 0L);
        using var row = session.Hot(Tallies).Read(projectId, personId);
        while (row.Read())
        {
            all += row.GetInt64(1);
            today += row.GetInt64(0) == day ? row.GetInt64(1) : 0;
        }

        return (today, all);
    }

    private static EmptyQueue Why(Session session, long projectId)
    {
        if (session.OneOrNone<long?>("SELECT archived_at FROM project WHERE id = @projectId", new { projectId }) is not null)
            return new EmptyQueue("paused", 0);
        if (session.OneOrNone<long?>("SELECT id FROM task WHERE project_id = @projectId AND status <> 'archived' LIMIT 1", new { projectId }) is null)
            return new EmptyQueue("no_data", 0);
        var held = session.One<long>("SELECT count(*) FROM lease WHERE project_id = @projectId AND purpose = 'annotate'", new { projectId });
        var open = session.OneOrNone<long?>("SELECT id FROM task WHERE project_id = @projectId AND open_slots > 0 LIMIT 1", new { projectId });
        return new EmptyQueue(open is not null ? "nothing_left_for_you" : held > 0 ? "held_by_others" : "all_done", held);
    }
}
