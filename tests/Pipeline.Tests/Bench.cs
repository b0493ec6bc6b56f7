using Assay.Pipeline.Annotate;
using Assay.Pipeline.Database;
using Assay.Pipeline.PreAnnotate;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality;
using Assay.Pipeline.Queue;
using Assay.TestKit;

namespace Assay.Pipeline.Tests;

/// <summary>A workplace on one engine: the stages around a queue, on a clock that moves when told.</summary>
public sealed class Bench : IDisposable
{
    private readonly TestDb database;

    public Bench(string engine)
    {
        database = TestDb.Create(engine);
        Stages = new Stages(database.Db, Clock);
    }

    public FakeClock Clock { get; } = new();

    public Db Db => database.Db;

    public TestDb Database => database;

    public Stages Stages { get; private set; }

    public TaskQueue Queue => Stages.Queue;

    public Submissions Submissions => Stages.Submissions;

    public void Restart()
    {
        database.Reopen();
        Stages = new Stages(database.Db, Clock);
    }

    public Task<Submitted> Submit(long project, long person, long task, string topic = "sport", string? id = null) =>
        Submissions.Submit(project, person, new NewSubmission(id ?? Guid.NewGuid().ToString("D"), task, TestProject.Answer(topic), 1500, 0));

    public T One<T>(string sql, object? values = null) => Db.Read(session => session.One<T>(sql, values));

    public void Dispose() => database.Dispose();
}

/// <summary>The nouns of one node.</summary>
public sealed class Stages(Db db, TimeProvider time)
{
    public TaskQueue Queue { get; } = new(db, time, new RecentCounts(db, time));

    public Submissions Submissions { get; } = new(db, time);

    public Predictions Predictions { get; } = new(db, time);

    public Undo Undo { get; } = new(db, time);

    public Drafts Drafts { get; } = new(db, time);

    public Decisions Decisions { get; } = new(db, time);

    public Disputes Disputes { get; } = new(db, time);

    public TaskStories Stories { get; } = new(db);
}
