using Assay.Pipeline.Database;

namespace Assay.Pipeline.PreAnnotate.Difficulty;

/// <summary>The tasks that people are still to label, some at a time: each page is a short read of its own, so that nobody waits for a long one.</summary>
internal sealed class OpenTasks(Db db, long projectId)
{
    private const int Size = 2_000;

    private const string Open = "t.project_id = @projectId AND t.open_slots > 0";

    public long Count() => db.Read(session => session.One<long>($"SELECT count(*) FROM task t WHERE {Open}", new { projectId }));

    /// <summary>Those that a language model has not judged.</summary>
    public long CountUnjudged() => db.Read(session => session.One<long>(
        $"SELECT count(*) FROM task t WHERE {Open} AND NOT EXISTS (SELECT 1 FROM difficulty d WHERE d.task_id = t.id AND d.source = '{Sources.Model}')", new { projectId }));

    /// <summary>The next ones; empty after the last.</summary>
    public IReadOnlyList<OpenTask> After(long after, int size) => db.Read<IReadOnlyList<OpenTask>>(session =>
    [
        .. session.Query<OpenTask>(
            $"""
            SELECT t.id, i.data, d.source, (SELECT count(*) FROM prediction p WHERE p.task_id = t.id AND NOT p.is_replaced) AS drafts
            FROM task t JOIN item i ON i.task_id = t.id LEFT JOIN difficulty d ON d.task_id = t.id
            WHERE {Open} AND t.id > @after ORDER BY t.id LIMIT @size
            """,
            new { projectId, after, size }),
    ]);

    /// <summary>All of them.</summary>
    public IEnumerable<OpenTask> All()
    {
        for (var page = After(0, Size); page.Count > 0; page = After(page[^1].Id, Size))
            foreach (var task in page)
                yield return task;
    }
}

internal sealed record OpenTask
{
    public long Id { get; init; }

    public string Data { get; init; } = "";

    /// <summary>Where the score comes from that it has; null without one.</summary>
    public string? Source { get; init; }

    /// <summary>Drafts of weak models.</summary>
    public long Drafts { get; init; }
}
