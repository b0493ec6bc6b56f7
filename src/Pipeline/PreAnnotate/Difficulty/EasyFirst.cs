using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.PreAnnotate.Difficulty;

/// <summary>Brings the easiest tasks forward, and puts back those that are no longer among them. What the project's own model asks for stays before them.</summary>
internal sealed class EasyFirst(Db db, TimeProvider time)
{
    private const string EasiestSql = """
        SELECT t.id, t.rank FROM difficulty d JOIN task t ON t.id = d.task_id
        WHERE d.project_id = @project AND t.open_slots > 0 AND t.leased = 0 AND t.submitted = 0 AND t.skips = 0
        ORDER BY d.score, d.task_id LIMIT @limit
        """;

    public async Task Order(JobRun run, DifficultySettings wanted, CancellationToken stop)
    {
        var project = run.Job.ProjectId!.Value;
        long[] easiest = wanted.IsOn && wanted.QuickStart > 0
            ? [.. db.Read(session => session.Query<Row>(EasiestSql, new { project, limit = wanted.QuickStart }).ToList()).Where(row => Ranks.Kind(row.Rank) is null or PlaceKind.Easy).Select(row => row.Id)]
            : [];
        var first = 0;
        foreach (var some in easiest.Chunk(TaskPlaces.Step))
        {
            stop.ThrowIfCancellationRequested();
            await Moved((session, now) => TaskPlaces.Put(session, project, PlaceKind.Easy, some, first, now));
            first += some.Length;
        }

        var kept = easiest.ToHashSet();
        for (PlacedTask? after = null; db.Read(session => TaskPlaces.Placed(session, project, PlaceKind.Easy, after, TaskPlaces.Step)) is { Count: > 0 } placed; after = placed[^1])
        {
            stop.ThrowIfCancellationRequested();
            await Moved((session, now) => TaskPlaces.Clear(session, project, [.. placed.Select(task => task.Id).Where(task => !kept.Contains(task))], now));
        }

        Task Moved(Action<Session, long> move) => db.Write(project, session =>
        {
            run.Hold(session);
            move(session, time.GetUtcNow().ToUnixTimeMilliseconds());
        });
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public long Rank { get; init; }
    }
}
