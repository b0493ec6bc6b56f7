using Assay.Aggregation;
using Assay.Model;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality.Aggregating;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Quality;

/// <summary>A project with a crowd of people whose votes are known, and the runs that aggregate them.</summary>
internal sealed class CrowdBench : IAsyncDisposable
{
    private static readonly string[] Topics = ["sport", "world", "business"];

    private readonly Dictionary<(long Task, long Person), int> votes = [];
    private JobRunner runner;

    private CrowdBench(Bench bench, IReadOnlyList<long> people, long project, IReadOnlyList<long> tasks)
    {
        (Bench, People, Project, Tasks) = (bench, people, project, tasks);
        Jobs = new Pipeline.Jobs.Jobs(bench.Db, bench.Clock);
        runner = Runner(kind => kind);
    }

    public Bench Bench { get; }

    public Db Db => Bench.Db;

    public IReadOnlyList<long> People { get; }

    public long Project { get; }

    public IReadOnlyList<long> Tasks { get; }

    public Pipeline.Jobs.Jobs Jobs { get; }

    public Aggregations Aggregations => new(Db, Jobs, Bench.Clock);

    /// <summary>Every vote that stands, in the order of tasks.</summary>
    public IReadOnlyDictionary<(long Task, long Person), int> Votes => votes;

    public static async Task<CrowdBench> Create(string engine, int people, int tasks, int overlap, string aggregator = "unanimity", double threshold = 0.8)
    {
        var bench = new Bench(engine);
        var crowd = await TestProject.People(bench.Db, people);
        var project = await TestProject.Create(bench.Db, crowd[0], overlap);
        await bench.Db.Write(session => session.Execute(
            "UPDATE project SET aggregator = @aggregator, confidence_threshold = @threshold WHERE id = @project", new { aggregator, threshold, project }));
        return new CrowdBench(bench, crowd, project, await TestProject.Tasks(bench.Db, project, tasks));
    }

    /// <summary>Three answers each by good, fair and random people; the same seed gives the same.</summary>
    public async Task Simulate(int seed, int from = 0, int? to = null, int atOnce = 500)
    {
        var random = new Random(seed);
        var all = new List<(int Task, int Person, int Category)>();
        for (var i = from; i < (to ?? Tasks.Count); i++)
        {
            var truth = random.Next(3);
            var who = Enumerable.Range(0, People.Count).OrderBy(_ => random.Next()).Take(3).ToList();
            foreach (var person in who)
            {
                var skill = (person % 4) switch { 0 => 0.98, 1 => 0.85, 2 => 0.6, _ => 0.34 };
                all.Add((i, person, random.NextDouble() < skill ? truth : (truth + 1 + random.Next(2)) % 3));
            }
        }

        await VoteAll(all, atOnce);
    }

    /// <summary>A person is handed the task and answers it.</summary>
    public async Task<Submitted> Vote(int task, int person, int category, string? id = null)
    {
        await Lend([(task, person)]);
        votes[(Tasks[task], People[person])] = category;
        return await Bench.Submit(Project, People[person], Tasks[task], Topics[category], id);
    }

    /// <summary>Many votes at once.</summary>
    public async Task VoteAll(IReadOnlyList<(int Task, int Person, int Category)> all, int atOnce = 500)
    {
        foreach (var some in all.Chunk(atOnce))
        {
            await Lend([.. some.Select(vote => (vote.Task, vote.Person))]);
            await Task.WhenAll(some.Select(vote => Bench.Submit(Project, People[vote.Person], Tasks[vote.Task], Topics[vote.Category])));
        }

        foreach (var (task, person, category) in all)
            votes[(Tasks[task], People[person])] = category;
    }

    /// <summary>An answer after the lease has ended.</summary>
    public async Task<Submitted> VoteLate(int task, int person, int category)
    {
        await Db.Write(Project, session => session.Execute(
            "INSERT INTO past_lease (person_id, task_id, purpose, ended_at) VALUES (@person, @task, 'annotate', 0)",
            new { person = People[person], task = Tasks[task] }));
        votes[(Tasks[task], People[person])] = category;
        return await Bench.Submit(Project, People[person], Tasks[task], Topics[category]);
    }

    public async Task Undo(int task, int person)
    {
        votes.Remove((Tasks[task], People[person]));
        var submission = Bench.One<string>(
            "SELECT submission_id FROM annotation WHERE task_id = @task AND person_id = @person AND is_standing", new { task = Tasks[task], person = People[person] });
        await Bench.Stages.Undo.Take(Project, People[person], submission);
    }

    /// <summary>Answers again what was taken back.</summary>
    public Task<Submitted> Replace(int task, int person, int category)
    {
        votes[(Tasks[task], People[person])] = category;
        return Bench.Submit(Project, People[person], Tasks[task], Topics[category]);
    }

    public Task<Project> Change(string? aggregator = null, double? threshold = null) => new Pipeline.Projects.Projects(Db, new RecentCounts(Db, Bench.Clock), Bench.Clock)
        .Change(Project, new ProjectChanges { Aggregator = aggregator, ConfidenceThreshold = threshold }, People[0], ProjectRole.Owner);

    /// <summary>Lets time pass and runs what is then due; gives how many runs there were.</summary>
    public async Task<int> RunDue()
    {
        Bench.Clock.Advance(TimeSpan.FromHours(1));
        var runs = 0;
        while (await runner.RunNext())
            runs++;
        return runs;
    }

    public async Task RunBy(Func<IJobKind, IJobKind> around, string? name = null)
    {
        Bench.Clock.Advance(TimeSpan.FromHours(1));
        await using var other = Runner(around, name);
        await other.RunNext();
    }

    public JobRunner Runner(Func<IJobKind, IJobKind> around, string? name = null) =>
        new(Db, Jobs, Bench.Clock, [around(new AggregateVotes(Db, Jobs, Bench.Clock))], name);

    public async Task Restart()
    {
        await runner.DisposeAsync();
        Bench.Restart();
        runner = Runner(kind => kind);
    }

    /// <summary>What the library says of all votes that stand, by task.</summary>
    public IReadOnlyDictionary<long, (string Topic, double Confidence)> ByLibrary(string aggregator, Learned? before = null)
    {
        var rows = votes.OrderBy(vote => vote.Key.Task).ToList();
        var tasks = rows.Select(row => row.Key.Task).Distinct().ToList();
        int[] item = [.. rows.Select(row => tasks.IndexOf(row.Key.Task))], person = [.. rows.Select(row => People.ToList().IndexOf(row.Key.Person))];
        var all = Model.Votes.Of(item, person, [.. rows.Select(row => row.Value)], tasks.Count, People.Count, 3);
        var consensus = Aggregators.Find(aggregator)!.Aggregate(all, new AggregationOptions { WarmStart = before?.Decide(all) });
        return tasks.Select((task, i) => (task, consensus.Answers[i], consensus.SoftLabels[i, consensus.Answers[i]]))
            .ToDictionary(row => row.task, row => (Topics[row.Item2], row.Item3));
    }

    /// <summary>Status, topic, how and confidence of each task.</summary>
    public IReadOnlyDictionary<long, Label> Labels() => Db.Read(session => session.Query<Label>(
        "SELECT t.id, t.status, f.answers, f.how, f.confidence FROM task t LEFT JOIN final_label f ON f.task_id = t.id WHERE t.project_id = @Project",
        new { Project }).ToDictionary(label => label.Id));

    public void ShouldBeAsTheLibrarySays(string aggregator, double threshold, double tolerance = 1e-9, Learned? before = null)
    {
        var (labels, library) = (Labels(), ByLibrary(aggregator, before));
        var compared = 0;
        foreach (var (task, expected) in library)
        {
            var label = labels[task];
            if (label.Status is not ("completed" or "disputed") || Math.Abs(expected.Confidence - threshold) < tolerance)
                continue;
            compared++;
            label.Status.ShouldBe(expected.Confidence >= threshold ? "completed" : "disputed", $"task {task} at {expected.Confidence}");
            if (label.Status == "disputed")
                continue;
            label.Answers.ShouldBe(TestProject.Answer(expected.Topic));
            label.How.ShouldBe(aggregator);
            label.Confidence!.Value.ShouldBe(expected.Confidence, tolerance);
        }

        compared.ShouldBeGreaterThan(library.Count * 9 / 10);
    }

    public async ValueTask DisposeAsync()
    {
        await runner.DisposeAsync();
        Bench.Dispose();
    }

    private Task Lend(IReadOnlyList<(int Task, int Person)> pairs) => Db.Write(Project, session =>
    {
        foreach (var (task, person) in pairs)
        {
            session.Execute(
                "INSERT INTO lease (person_id, task_id, purpose, project_id, claimed_at, expires_at) VALUES (@person, @task, 'annotate', @Project, 0, @until)",
                new { person = People[person], task = Tasks[task], Project, until = long.MaxValue });
            session.Execute(
                "UPDATE task SET leased = leased + 1, open_slots = CASE WHEN open_slots > 0 THEN open_slots - 1 ELSE 0 END WHERE id = @task", new { task = Tasks[task] });
        }
    });

    internal sealed record Label
    {
        public long Id { get; init; }

        public string Status { get; init; } = "";

        public string? Answers { get; init; }

        public string? How { get; init; }

        public double? Confidence { get; init; }
    }
}
