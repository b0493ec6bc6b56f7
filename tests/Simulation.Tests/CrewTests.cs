using Assay.Pipeline.Annotate;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.TestKit;

namespace Assay.Simulation.Tests;

public sealed class CrewTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_crew_gives_every_task_the_answers_it_needs_and_no_more()
    {
        using var bench = new Bench();
        var (project, crew) = await bench.Project(people: 3, tasks: 40, overlap: 2, (_, _) => Say("sport"));

        var report = await bench.Crew.Work(project, crew, 1000, Monday.AddDays(1));

        report.ShouldBe(new CrewReport(80, 0, TimeSpan.FromSeconds(800)));
        bench.Count("SELECT count(*) FROM task WHERE status = 'completed' AND submitted = 2").ShouldBe(40);
        bench.Count("SELECT count(*) FROM lease").ShouldBe(0);
    }

    [Fact]
    public async Task Two_who_differ_leave_disputes_behind()
    {
        using var bench = new Bench();
        var (project, crew) = await bench.Project(people: 2, tasks: 10, overlap: 2, (person, _) => Say(person == 0 ? "sport" : "world"));

        await bench.Crew.Work(project, crew, 1000, Monday.AddDays(1));

        bench.Count("SELECT count(*) FROM task WHERE status = 'disputed'").ShouldBe(10);
    }

    [Fact]
    public async Task Skips_are_counted_and_carry_their_reason()
    {
        using var bench = new Bench();
        var (project, crew) = await bench.Project(people: 1, tasks: 5, overlap: 1, (_, _) => Judgement.Skip("not a mail", TimeSpan.FromSeconds(4)));

        var report = await bench.Crew.Work(project, crew, 1000, Monday.AddDays(1));

        report.ShouldBe(new CrewReport(0, 5, TimeSpan.FromSeconds(20)));
        bench.Count("SELECT count(*) FROM annotation WHERE skip_reason = 'not a mail' AND lead_time_ms = 4000").ShouldBe(5);
    }

    [Fact]
    public async Task The_day_ends_when_it_is_over_and_nothing_stays_held()
    {
        using var bench = new Bench();
        var (project, crew) = await bench.Project(people: 2, tasks: 500, overlap: 1, (_, _) => Say("sport", seconds: 59));

        var report = await bench.Crew.Work(project, crew, 1000, Monday.AddMinutes(10.5));

        report.Answered.ShouldBe(20); // two people, a task a minute, ten minutes
        bench.Count("SELECT count(*) FROM lease").ShouldBe(0);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_answers()
    {
        var first = await Answers(seed: 5);

        (await Answers(seed: 5)).ShouldBe(first);
        (await Answers(seed: 6)).ShouldNotBe(first);

        static async Task<string> Answers(int seed)
        {
            using var bench = new Bench();
            string[] topics = ["sport", "world", "business"];
            var (project, crew) = await bench.Project(
                people: 2, tasks: 20, overlap: 2, (_, chance) => Say(topics[chance.Next(3)], seconds: 5 + chance.Next(20)), seed);
            await bench.Crew.Work(project, crew, 1000, Monday.AddDays(1));
            return bench.Db.Read(session => string.Join(
                '\n', session.Query<string>("SELECT answers || submission_id || created_at FROM annotation ORDER BY id")));
        }
    }

    private static Judgement Say(string topic, int seconds = 10) => Judgement.Answer(TestProject.Answer(topic), TimeSpan.FromSeconds(seconds));

    private sealed class Bench : IDisposable
    {
        private readonly TestDb test = TestDb.Create("sqlite");

        public Bench()
        {
            var clock = new VirtualClock(Monday);
            Crew = new Crew(new TaskQueue(Db, clock, new RecentCounts(Db, clock)), new Submissions(Db, clock), clock);
        }

        public Pipeline.Database.Db Db => test.Db;

        public Crew Crew { get; }

        public async Task<(long Project, IReadOnlyList<VirtualAnnotator> Crew)> Project(
            int people, int tasks, int overlap, Func<int, Random, Judgement> judge, int seed = 1)
        {
            var ids = await TestProject.People(Db, people);
            var project = await TestProject.Create(Db, ids[0], overlap);
            await TestProject.Tasks(Db, project, tasks);
            return (project, [.. ids.Select((id, place) => new VirtualAnnotator(id, (seed * 100) + place, (_, chance) => judge(place, chance)))]);
        }

        public long Count(string sql) => Db.Read(session => session.One<long>(sql));

        public void Dispose() => test.Dispose();
    }
}
