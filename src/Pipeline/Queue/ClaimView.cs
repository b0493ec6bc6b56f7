using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Queue;

/// <summary>Reads what a person sees of the tasks they were handed.</summary>
internal static class ClaimView
{
    private const string Items = """
        SELECT i.task_id AS id, i.data AS data, i.line AS line, b.file_name AS file, d.answers AS draft
        FROM item i
        LEFT JOIN batch b ON b.id = i.batch_id
        LEFT JOIN draft d ON d.task_id = i.task_id AND d.person_id = @personId
        WHERE i.task_id = @task
        """;

    public static Claim Of(Session session, DateTimeOffset now, ProjectCounts counts, long projectId, long personId, IReadOnlyList<Picked> picked)
    {
        var guidelines = GuidelineVersion(session, projectId);
        var tasks = picked.Select(each => Task(session, personId, each, guidelines)).ToList();
        var day = Days.Of(now);
        var (today, all) = session.One<(long, long)>(
            """
            SELECT coalesce(sum(CASE WHEN day = @day THEN answers + skips ELSE 0 END), 0) AS a, coalesce(sum(answers + skips), 0) AS b
            FROM tally WHERE project_id = @projectId AND person_id = @personId
            """,
            new { day, projectId, personId });
        return new Claim(
            tasks,
            tasks.Count == 0 ? Why(session, projectId) : null,
            new ClaimProgress(today, all, counts.Decided, counts.Total));
    }

    public static ClaimedTask Task(Session session, long personId, Picked picked, long guidelineVersion)
    {
        var row = session.One<Row>(Items, new { task = picked.TaskId, personId });
        return new ClaimedTask(
            picked.TaskId,
            Parse(row.Data),
            row.File is null ? null : new ItemSource(row.File, row.Line ?? 0),
            picked.Reason,
            DateTimeOffset.FromUnixTimeMilliseconds(picked.ExpiresAt),
            row.Draft is null ? null : Parse(row.Draft),
            guidelineVersion);
    }

    public static long GuidelineVersion(Session session, long projectId) =>
        session.One<long>("SELECT guideline_version FROM project WHERE id = @projectId", new { projectId });

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

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private sealed record Row
    {
        public string Data { get; init; } = "";

        public long? Line { get; init; }

        public string? File { get; init; }

        public string? Draft { get; init; }
    }
}
