using System.Text.Json;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.PreAnnotate.Drafting;

/// <summary>The tasks of a run, some at a time: each page is a short read of its own, so that nobody waits for a long one.</summary>
internal sealed class DraftPages(Db db, long projectId, DraftingInput input)
{
    /// <summary>Tasks of which a model is asked: all that are not archived, or those that people are still to label.</summary>
    private const string InScope = "t.project_id = @projectId AND t.status <> 'archived' AND (@All OR t.status IN ('pending', 'in_progress', 'skipped'))";

    /// <summary>Of which no version of the model has a draft.</summary>
    private const string Undrafted =
        " AND NOT EXISTS (SELECT 1 FROM prediction p JOIN weak_model m ON m.id = p.model_id WHERE p.task_id = t.id AND NOT p.is_replaced AND m.name = @Name)";

    private readonly string scope = input.OnlyUndrafted ? InScope + Undrafted : InScope;

    /// <summary>How many there are, and the last.</summary>
    /// <param name="session">Reads.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="all">Also tasks that are decided or answered.</param>
    /// <param name="undraftedBy">Only those of which this model has no draft; null for all.</param>
    public static (long Count, long Last) Count(Session session, long projectId, bool all, string? undraftedBy = null)
    {
        var wanted = undraftedBy is null ? InScope : InScope + Undrafted;
        var found = session.One<Scope>($"SELECT count(*) AS count, coalesce(max(t.id), 0) AS last FROM task t WHERE {wanted}", new { projectId, All = all, Name = undraftedBy });
        return (found.Count, found.Last);
    }

    /// <summary>The next tasks; empty after the last.</summary>
    public IReadOnlyList<DraftTask> After(long after, int size) => db.Read<IReadOnlyList<DraftTask>>(session =>
    [
        .. session.Query<DraftTask>(
            $"""
            SELECT t.id, i.data FROM task t JOIN item i ON i.task_id = t.id
            WHERE {scope} AND t.id > @after AND t.id <= @UpTo ORDER BY t.id LIMIT @size
            """,
            new { projectId, input.All, input.Name, after, input.UpTo, size }),
    ]);

    /// <summary>The data of all that come after a task.</summary>
    public IEnumerable<JsonElement> Rest(long after)
    {
        const int Size = 200;
        while (After(after, Size) is { Count: > 0 } page)
        {
            foreach (var task in page)
                yield return JsonElement.Parse(task.Data);
            after = page[^1].Id;
        }
    }

    /// <summary>The data of all tasks, whatever their status by now: those that a model learns from must be the same when it goes on.</summary>
    public IEnumerable<JsonElement> Items()
    {
        const int Size = 2_000;
        for (var after = 0L; ;)
        {
            var from = after;
            var page = db.Read(session => session.Query<DraftTask>(
                "SELECT task_id AS id, data FROM item WHERE project_id = @projectId AND task_id > @from AND task_id <= @UpTo ORDER BY task_id LIMIT @Size",
                new { projectId, from, input.UpTo, Size }).ToList());
            if (page.Count == 0)
                yield break;
            foreach (var item in page)
                yield return JsonElement.Parse(item.Data);
            after = page[^1].Id;
        }
    }

    private sealed record Scope
    {
        public long Count { get; init; }

        public long Last { get; init; }
    }
}

internal sealed record DraftTask
{
    public long Id { get; init; }

    public string Data { get; init; } = "";
}
