using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.PreAnnotate.Drafting;

/// <summary>A random sample of a project's tasks, drawn without walking through all of them.</summary>
internal static class TaskSample
{
    /// <summary>Tasks read from one random place on: more places are a better sample, fewer a faster one.</summary>
    private const int Run = 50;

    private const string Sql = $"""
        SELECT t.id, i.data, f.answers AS final FROM task t JOIN item i ON i.task_id = t.id
        LEFT JOIN final_label f ON f.task_id = t.id AND f.how NOT IN ('{FinalHow.AutoAccepted}', '{FinalHow.Arbitration}')
        WHERE t.project_id = @projectId AND t.id >= @from AND t.status <> 'archived' ORDER BY t.id LIMIT @size
        """;

    /// <summary>Up to <paramref name="count"/> tasks, in an order of chance; all where there are no more.</summary>
    public static IReadOnlyList<SampledTask> Of(Session session, long projectId, int count, int seed)
    {
        var (low, high) = Bounds(session, projectId);
        var random = new Random(seed);
        var found = new Dictionary<long, SampledTask>();
        if (high - low < count)
            Read(low, count);
        else
            for (var tries = 0; found.Count < count && tries < 4 * Math.Max(1, count / Run) + 20; tries++)
                Read(random.NextInt64(low, high + 1), Math.Min(Run, Math.Max(1, count / 20)));
        var drawn = found.Values.OrderBy(task => task.Id).ToArray();
        random.Shuffle(drawn);
        return drawn.Length > count ? drawn[..count] : drawn;

        void Read(long from, int size)
        {
            foreach (var task in session.Query<SampledTask>(Sql, new { projectId, from, size }))
                found[task.Id] = task;
        }
    }

    private static (long Low, long High) Bounds(Session session, long projectId)
    {
        var ends = session.One<Ends>("SELECT coalesce(min(id), 0) AS low, coalesce(max(id), 0) AS high FROM task WHERE project_id = @projectId", new { projectId });
        return (ends.Low, ends.High);
    }

    private sealed record Ends
    {
        public long Low { get; init; }

        public long High { get; init; }
    }
}

internal sealed record SampledTask
{
    public long Id { get; init; }

    public string Data { get; init; } = "";

    /// <summary>The final label; null where there is none.</summary>
    public string? Final { get; init; }
}
