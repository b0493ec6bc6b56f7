using Assay.Learning.Acceptance;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate.AutoAccept;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.PreAnnotate;

/// <summary>A project of one person, with a model that drafts its tasks and jobs that are run when told.</summary>
internal sealed class AcceptBench : IDisposable
{
    public static readonly ModelName Model = new("net", "1");

    private readonly Bench bench;
    private readonly Func<IJobKind, IJobKind> around;

    private AcceptBench(Bench bench, Func<IJobKind, IJobKind>? around)
    {
        this.bench = bench;
        this.around = around ?? (kind => kind);
        Jobs = new Pipeline.Jobs.Jobs(bench.Db, bench.Clock);
        Accepts = new AutoAccepts(bench.Db, Jobs, bench.Clock);
    }

    public Pipeline.Jobs.Jobs Jobs { get; }

    public AutoAccepts Accepts { get; }

    public Bench Bench => bench;

    public Stages Stages => bench.Stages;

    public long Project { get; private init; }

    public IReadOnlyList<long> People { get; private init; } = [];

    public IReadOnlyList<long> Tasks { get; private init; } = [];

    public long ModelId => bench.One<long>("SELECT id FROM weak_model");

    public AcceptState State => Accepts.Get(Project, ModelId);

    public static async Task<AcceptBench> Create(string engine, int tasks, string schema = TestProject.Schema, Func<IJobKind, IJobKind>? around = null)
    {
        var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0], schema: schema);
        return new AcceptBench(bench, around) { Project = project, People = people, Tasks = await TestProject.Tasks(bench.Db, project, tasks) };
    }

    public Task Draft(IEnumerable<long> tasks, double? confidence = 0.95, string? answers = null) => Stages.Predictions.Add(
        Project, People[0], Model, [.. tasks.Select(task => new NewPrediction(task, answers ?? TestProject.Answer("sport"), confidence))]);

    public Task<AcceptState> Set(AcceptSettings settings) => Accepts.Set(Project, People[0], ModelId, settings);

    /// <summary>Runs jobs until none is due, later ones too.</summary>
    public async Task RunAll()
    {
        using var runner = new JobRunner(bench.Db, Jobs, bench.Clock, [around(new AcceptDrafts(bench.Db, Jobs, bench.Clock)), around(new TakeBackDrafts(bench.Db, Jobs, bench.Clock))]);
        do
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(10));
        }
        while (await runner.RunNext(TestContext.Current.CancellationToken));
    }

    public bool IsDrawn(long task, double share) => RandomDraw.Of(ModelId, task) < share;

    /// <summary>The person takes so many tasks as they come, and answers each.</summary>
    public async Task<IReadOnlyList<long>> Answer(int count, Func<long, string> topic)
    {
        var answered = new List<long>();
        for (var i = 0; i < count && (await Stages.Queue.Claim(Project, People[0])).Tasks is [var task]; i++)
        {
            await bench.Submit(Project, People[0], task.Id, topic(task.Id));
            answered.Add(task.Id);
        }

        return answered;
    }

    public Task<Submitted> Submit(long task, string topic) => bench.Submit(Project, People[0], task, topic);

    /// <summary>Tasks whose label was accepted.</summary>
    public IReadOnlyList<long> Accepted() =>
        bench.Db.Read<IReadOnlyList<long>>(session => [.. session.Query<long>("SELECT task_id FROM final_label WHERE how = 'auto_accepted' ORDER BY task_id")]);

    public string Status(long task) => bench.One<string>("SELECT status FROM task WHERE id = @task", new { task });

    public void Dispose() => bench.Dispose();
}
