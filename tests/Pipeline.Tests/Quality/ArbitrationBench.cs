using System.Collections.Concurrent;
using System.Text.Json;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate.Setups;
using Assay.Pipeline.Quality;
using Assay.Pipeline.Quality.Arbitration;
using Assay.TestKit;
using Assay.WeakModels;
using Assay.WeakModels.Arbitration;

namespace Assay.Pipeline.Tests.Quality;

/// <summary>A project whose two people differ on every task, with an arbiter that says what it is told to and jobs that are run when told.</summary>
internal sealed class ArbitrationBench : IDisposable
{
    private readonly Bench bench;

    private ArbitrationBench(Bench bench)
    {
        this.bench = bench;
        Jobs = new Pipeline.Jobs.Jobs(bench.Db, bench.Clock);
        Kinds = new ModelKinds(new ModelPlaces("", [], _ => new()), bench.Clock, Oracle);
        Arbitrations = new Arbitrations(bench.Db, Jobs, Kinds, bench.Clock);
        Clarifications = new Clarifications(bench.Db, bench.Clock);
    }

    public Oracle Oracle { get; } = new();

    public ModelKinds Kinds { get; }

    public Pipeline.Jobs.Jobs Jobs { get; }

    public Arbitrations Arbitrations { get; }

    public Clarifications Clarifications { get; }

    public Bench Bench => bench;

    public long Project { get; private init; }

    public IReadOnlyList<long> People { get; private init; } = [];

    public IReadOnlyList<long> Tasks { get; private init; } = [];

    public long Setup { get; private set; }

    public ArbitrationState State => Arbitrations.Get(Project);

    public static async Task<ArbitrationBench> Create(string engine, int tasks)
    {
        var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 3);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 2);
        var made = new ArbitrationBench(bench) { Project = project, People = people, Tasks = await TestProject.Tasks(bench.Db, project, tasks) };
        made.Setup = (await new ModelSetups(bench.Db, made.Kinds, bench.Clock).Add(project, people[0], new NewModelSetup("judge", Oracle.Word, JsonElement.Parse("{}")))).Id;
        foreach (var (person, topic) in new[] { (people[0], "sport"), (people[1], "world") })
            for (var i = 0; i < tasks; i++)
                await bench.Submit(project, person, (await bench.Queue.Claim(project, person)).Tasks[0].Id, topic);
        return made;
    }

    public Task<ArbitrationState> Set(ArbitrationSettings settings) => Arbitrations.Set(Project, People[0], settings with { SetupId = Setup });

    public Task Decide(long task, string topic) => bench.Stages.Decisions.Decide(Project, People[0], task, TestProject.Answer(topic), null);

    public TaskStory Story(long task) => bench.Stages.Stories.Get(Project, task, blind: true);

    public string? How(long task) => Story(task).Final?.How;

    /// <summary>Runs jobs until none is due, later ones too.</summary>
    public async Task RunAll()
    {
        using var runner = new JobRunner(
            bench.Db, Jobs, bench.Clock, [new Arbitrate(bench.Db, Jobs, Kinds, bench.Clock), new TakeBackOpinions(bench.Db, Jobs, bench.Clock)]);
        do
            bench.Clock.Advance(TimeSpan.FromSeconds(3));
        while (await runner.RunNext(TestContext.Current.CancellationToken));
    }

    public void Dispose() => bench.Dispose();
}

/// <summary>A kind of model whose arbiter says what it is told to.</summary>
internal sealed class Oracle : IModelKind, IArbiter, IMetered
{
    public const string Word = "oracle";

    public Func<Assay.WeakModels.Arbitration.Dispute, Opinion> Says { get; set; } = _ => Answer("sport");

    public ConcurrentQueue<Assay.WeakModels.Arbitration.Dispute> Asked { get; } = [];

    public string Name => Word;

    public string Version => "1";

    public int BatchSize => 4;

    public Spent Spent => new(Asked.Count, Asked.Count * 10, 0, 0, 0, null);

    public static Opinion Answer(string topic, string? reasons = "It is so.", string? clarification = null) => new()
    {
        Model = Word,
        Version = "1",
        ByQuestion = new Dictionary<string, QuestionDraft> { ["topic"] = new(ChoiceAnswer.Of(topic), 0.8, new Dictionary<string, double>()) },
        Reasons = reasons,
        Clarification = clarification,
    };

    public static Opinion Fails(string why) => new() { Model = Word, Version = "1", Failure = why };

    public IWeakModel Open(JsonElement settings, ProjectContext project) => new Silent();

    public IArbiter OpenArbiter(JsonElement settings, ProjectContext project) => this;

    public Task<Opinion> Settle(Assay.WeakModels.Arbitration.Dispute dispute, CancellationToken cancellation = default)
    {
        Asked.Enqueue(dispute);
        return Task.FromResult(Says(dispute));
    }

    private sealed class Silent : IWeakModel
    {
        public string Name => Word;

        public string Version => "1";

        public void Check(LabelSchema schema) { }

        public ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default) =>
            ValueTask.FromResult<IReadOnlyList<ItemDraft>>([.. items.Select(_ => new ItemDraft(new Dictionary<string, QuestionDraft>()))]);
    }
}
