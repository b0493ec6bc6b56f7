using System.Text.Json;
using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.ActiveLearning.Work;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media.Vectors;
using Assay.Pipeline.PreAnnotate.AutoAccept;
using Assay.Pipeline.Queue;
using Assay.Pipeline.Tests.Ingest;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.ActiveLearning;

/// <summary>A project of texts in a small language of its own, in which the topic can be learned; with a person who knows it, and jobs that are run when told.</summary>
internal sealed class LearningBench : IDisposable
{
    public static readonly string[] Topics = ["sport", "world", "business"];

    /// <summary>As the usual one, but that any number of topics fit.</summary>
    public const string SeveralTopics = """
        {"fields":[{"name":"text","kind":"text"}],"questions":[{"name":"topics","kind":"choice","title":"Topics?","mode":"multiple","min":0,
        "labels":[{"name":"sport"},{"name":"world"},{"name":"business"}]}]}
        """;

    private readonly Bench bench;
    private Learn learn;

    private LearningBench(Bench bench)
    {
        this.bench = bench;
        Clock = new HookedClock(bench.Clock);
        Jobs = new Pipeline.Jobs.Jobs(bench.Db, bench.Clock);
        Learnings = new Learnings(bench.Db, Jobs, bench.Clock);
        Accepts = new AutoAccepts(bench.Db, Jobs, bench.Clock);
        learn = NewLearn();
    }

    /// <summary>What images become vectors by, from the next start on.</summary>
    public ImageEncoding Images { get; set; } = ImageEncoding.ByDescriptors();

    /// <summary>The clock of the job.</summary>
    public HookedClock Clock { get; }

    public Pipeline.Jobs.Jobs Jobs { get; }

    public Learnings Learnings { get; }

    public AutoAccepts Accepts { get; }

    public Bench Bench => bench;

    public long Project { get; private init; }

    public IReadOnlyList<long> People { get; private init; } = [];

    public IReadOnlyList<long> Tasks { get; private init; } = [];

    /// <summary>The topics of each task, where topics are asked.</summary>
    public IReadOnlyDictionary<long, IReadOnlyList<string>> Truth { get; private init; } = new Dictionary<long, IReadOnlyList<string>>();

    /// <summary>The right answers of each task.</summary>
    public IReadOnlyDictionary<long, string> Right { get; private init; } = new Dictionary<long, string>();

    public LearningState State => Learnings.Get(Project);

    /// <param name="engine">The database.</param>
    /// <param name="tasks">How many.</param>
    /// <param name="overlap">People a task.</param>
    /// <param name="schema">One or several topics.</param>
    /// <param name="copies">So many of the tasks, every fourth from the first on, are nearly the same text, which has no word of any topic.</param>
    public static async Task<LearningBench> Create(string engine, int tasks, int overlap = 1, string schema = TestProject.Schema, int copies = 0)
    {
        var random = new Random(7);
        var several = schema == SeveralTopics;
        IReadOnlyList<string>[] topics = [.. Enumerable.Range(0, tasks).Select(_ => several
            ? Topics.Where(_ => random.Next(2) == 0).ToArray()
            : (IReadOnlyList<string>)[Topics[random.Next(3)]])];
        (string Text, string Answers)[] items = [.. topics.Select(each => (Text(each, random), several
            ? $$"""{"topics":[{{string.Join(',', each.Select(topic => $"\"{topic}\""))}}]}"""
            : TestProject.Answer(each[0])))];
        for (var copy = 0; copy < copies; copy++)
            items[4 * copy].Text = $"{string.Join(' ', Enumerable.Range(0, 24).Select(place => Word(Topics.Length, place)))} {Word(Topics.Length, 24 + copy)}";
        return await Of(engine, schema, items, overlap, topics);
    }

    /// <summary>A project of these texts, with the right answers to each.</summary>
    public static async Task<LearningBench> Of(string engine, string schema, IReadOnlyList<(string Text, string Answers)> items, int overlap = 1, IReadOnlyList<string>[]? topics = null, string field = "text")
    {
        var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0], overlap, schema: schema);
        var ids = await TestProject.Tasks(bench.Db, project, items.Count, text: i => items[i].Text, field: field);
        return new LearningBench(bench)
        {
            Project = project,
            People = people,
            Tasks = ids,
            Truth = ids.Zip(topics ?? []).ToDictionary(each => each.First, each => each.Second),
            Right = ids.Zip(items).ToDictionary(each => each.First, each => each.Second.Answers),
        };
    }

    public Task<LearningState> Set(LearningSettings settings) => Learnings.Set(Project, People[0], settings);

    /// <summary>Whether a task is one of those that measure the model.</summary>
    public bool IsMeasure(long task, double share = 0.1) => new RandomStream(Project, share).Holds(task);

    /// <summary>The person takes so many tasks as they come, and answers each rightly, or as told.</summary>
    public Task<IReadOnlyList<ClaimedTask>> Answer(int count, Func<long, string>? topic = null) => AnswerBy(count, task => topic is null ? Right[task] : TestProject.Answer(topic(task)));

    /// <summary>The same, with whole answers.</summary>
    public async Task<IReadOnlyList<ClaimedTask>> AnswerBy(int count, Func<long, string> answers)
    {
        var answered = new List<ClaimedTask>();
        for (var i = 0; i < count && (await bench.Queue.Claim(Project, People[0])).Tasks is [var task]; i++)
        {
            await bench.Submissions.Submit(Project, People[0], new NewSubmission(Guid.NewGuid().ToString("D"), task.Id, answers(task.Id), 1500, 0));
            answered.Add(task);
        }

        return answered;
    }

    /// <summary>What choosing is said to have saved once so many tasks are answered rightly, half of them of the random stream.</summary>
    public async Task<LabelSaving> Saving(int answers)
    {
        await Set(new LearningSettings(IsOn: true, RandomShare: 0.5));
        await RunAll();
        await Answer(answers);
        await RunAll();
        return State.Saving.ShouldNotBeNull();
    }

    /// <summary>Runs jobs until none is due for some seconds.</summary>
    public async Task RunAll(TimeSpan? longer = null)
    {
        using var runner = new JobRunner(bench.Db, Jobs, bench.Clock, [learn, new AcceptDrafts(bench.Db, Jobs, bench.Clock)]);
        bench.Clock.Advance(longer ?? TimeSpan.Zero);
        do
            bench.Clock.Advance(TimeSpan.FromSeconds(3));
        while (await runner.RunNext(TestContext.Current.CancellationToken));
    }

    /// <summary>Runs one job in a process that dies once it has begun so many transactions.</summary>
    public async Task RunAndDie(int transactions)
    {
        using var runner = new JobRunner(bench.Db, Jobs, bench.Clock, [new Interrupted(learn, transactions, (_, _) => throw new IOException("died"))]);
        (await runner.RunNext(TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    /// <summary>As another process would: nothing is in memory.</summary>
    public void Restart() => learn = NewLearn();

    private Learn NewLearn() => new(bench.Db, Jobs, Images, new LocalWork(bench.Db, Images, Clock, rests: true), Clock);

    public IReadOnlyList<(long Id, long Rank)> Ranks() =>
        bench.Db.Read<IReadOnlyList<(long, long)>>(session => [.. session.Query<(long, long)>("SELECT id, rank FROM task ORDER BY id")]);

    /// <summary>Tasks brought forward, in their order.</summary>
    public IReadOnlyList<long> Placed() => [.. Ranks().Where(task => Assay.Pipeline.Queue.Ranks.Kind(task.Rank) == PlaceKind.Informative).OrderBy(task => task.Rank).Select(task => task.Id)];

    /// <summary>Of every task its text, and the number of its topic.</summary>
    public IReadOnlyList<(string Text, int Topic)> Texts() => bench.Db.Read<IReadOnlyList<(string, int)>>(session =>
    [
        .. session.Query<(long Task, string Data)>("SELECT task_id, data FROM item ORDER BY task_id")
            .Select(item => (JsonElement.Parse(item.Data).GetProperty("text").GetString()!, Array.IndexOf(Topics, Truth[item.Task][0]))),
    ]);

    /// <summary>What is drafted now, by task.</summary>
    public IReadOnlyDictionary<long, string> Drafts() => bench.Db.Read(session =>
        session.Query<(long, string)>("SELECT task_id, answers FROM prediction WHERE NOT is_replaced").ToDictionary(each => each.Item1, each => each.Item2));

    public void Dispose() => bench.Dispose();

    /// <summary>Whether what is drafted now is right, over all that is drafted: 0 to 1.</summary>
    public double RightDrafts() => Drafts().Average(draft => draft.Value == Right[draft.Key] ? 1.0 : 0);

    /// <summary>Twelve words: three of each topic, of a hundred, rare ones too, and words of all.</summary>
    private static string Text(IReadOnlyList<string> topics, Random random) => string.Join(' ', Enumerable.Range(0, 12).Select(place =>
        place < 3 * topics.Count
            ? Word(Array.IndexOf(Topics, topics[place % topics.Count]), (int)(100 * Math.Pow(random.NextDouble(), 2)))
            : Word(Topics.Length, random.Next(60))));

    /// <summary>A word of five letters of its own, so that parts of words tell nothing.</summary>
    private static string Word(int topic, int place)
    {
        var letters = new Random((topic * 1_000) + place);
        return new string([.. Enumerable.Range(0, 5).Select(_ => (char)('a' + letters.Next(26)))]);
    }
}

/// <summary>A clock whose stopwatch, when it is next started, first lets something happen.</summary>
internal sealed class HookedClock(FakeClock clock) : TimeProvider
{
    private Func<Task>? then;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp()
    {
        if (Interlocked.Exchange(ref then, null) is { } now)
            now().GetAwaiter().GetResult();
        return base.GetTimestamp();
    }

    /// <summary>Once, when a turn has read what it learns from.</summary>
    public void WhileLearning(Func<Task> happens) => then = happens;
}
