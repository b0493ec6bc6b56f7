using Assay.Pipeline.Annotate;
using Assay.Pipeline.Metrics;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality.Measuring;
using Assay.Pipeline.Queue;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Metrics;

public sealed class OverviewsTests
{
    [Theory, Engines]
    public async Task It_counts_what_was_done_today_what_waits_and_who_holds_what(string engine)
    {
        using var test = TestDb.Create(engine);
        var clock = new FakeClock();
        var people = await TestProject.People(test.Db, 2);
        var project = await TestProject.Create(test.Db, people[0], overlap: 1);
        await TestProject.Tasks(test.Db, project, 5);
        var queue = new TaskQueue(test.Db, clock, new RecentCounts(test.Db, clock));
        var submissions = new Submissions(test.Db, clock);
        var claimed = (await queue.Claim(project, people[0], 3)).Tasks;
        await submissions.Submit(project, people[0], new NewSubmission(Guid(1), claimed[0].Id, TestProject.Answer("sport"), 4000, 0));

        var overview = Of(test, clock).Of(project);
        overview.Total.ShouldBe(5);
        overview.Decided.ShouldBe(1);
        overview.ByStatus["completed"].ShouldBe(1);
        overview.ByStatus.Count.ShouldBe(6);
        overview.Waiting.ShouldBe(2);
        overview.Held.ShouldBe(2);
        overview.Holders.ShouldBe(1);
        overview.Answers.ShouldBe(1);
        overview.AnswersToday.ShouldBe(1);
        overview.PerDay.Count.ShouldBe(30);
        overview.PerDay[^1].ShouldBe(new DayCount("2026-03-02", 1, 1));
        overview.SecondsPerTask.ShouldBeNull();
        overview.Needs.Select(need => need.Kind).ShouldBe(["no_people", "no_guidelines"]);
        overview.Finish.ShouldBeNull("one decision says nothing of the pace");

        clock.Advance(TimeSpan.FromDays(1));
        var tomorrow = Of(test, clock).Of(project);
        tomorrow.AnswersToday.ShouldBe(0);
        tomorrow.PerDay[^2].Answers.ShouldBe(1);
        tomorrow.Held.ShouldBe(0);
    }

    [Theory, Engines]
    public async Task The_simulated_who_are_members_or_have_answered_are_counted_apart(string engine)
    {
        using var test = TestDb.Create(engine);
        var clock = new FakeClock();
        var people = await TestProject.People(test.Db, 4);
        var project = await TestProject.Create(test.Db, people[0], overlap: 1);
        await test.Db.Write(session =>
        {
            session.Execute("UPDATE person SET is_simulated = TRUE WHERE id <> @owner", new { owner = people[0] });
            // one who only decides, and one who has answered and is gone; the fourth has nothing to do with the project
            session.Execute("INSERT INTO member (project_id, person_id, role, joined_at) VALUES (@project, @person, 'reviewer', 0)", new { project, person = people[1] });
            session.Execute("INSERT INTO tally (project_id, person_id, day, answers) VALUES (@project, @person, 20000, 3)", new { project, person = people[2] });
        });

        var overview = Of(test, clock).Of(project);
        (overview.People, overview.SimulatedPeople).ShouldBe((1, 2));
    }

    [Theory, Engines]
    public async Task It_projects_the_end_from_what_was_decided_in_the_last_days(string engine)
    {
        using var test = TestDb.Create(engine);
        var clock = new FakeClock();
        var people = await TestProject.People(test.Db, 1);
        var project = await TestProject.Create(test.Db, people[0], overlap: 1);
        await TestProject.Tasks(test.Db, project, 60);
        var queue = new TaskQueue(test.Db, clock, new RecentCounts(test.Db, clock));
        var submissions = new Submissions(test.Db, clock);
        for (var i = 1; i <= 20; i++)
        {
            var task = (await queue.Claim(project, people[0])).Tasks.Single().Id;
            await submissions.Submit(project, people[0], new NewSubmission(Guid(i), task, TestProject.Answer("sport"), 4000, 0));
        }

        var finish = Of(test, clock).Of(project).Finish.ShouldNotBeNull();
        finish.At.ShouldBe(clock.GetUtcNow().AddDays(2), "40 are left, 20 a day");
        finish.Low.ShouldBeLessThan(finish.At);
        finish.High.ShouldBeGreaterThan(finish.At);
    }

    [Theory, Engines]
    public async Task Disputes_come_first_among_what_needs_the_manager(string engine)
    {
        using var test = TestDb.Create(engine);
        var clock = new FakeClock();
        var people = await TestProject.People(test.Db, 2);
        var project = await TestProject.Create(test.Db, people[0], overlap: 2);
        var task = (await TestProject.Tasks(test.Db, project, 1))[0];
        var queue = new TaskQueue(test.Db, clock, new RecentCounts(test.Db, clock));
        var submissions = new Submissions(test.Db, clock);
        for (var i = 0; i < 2; i++)
        {
            await queue.Claim(project, people[i]);
            await submissions.Submit(project, people[i], new NewSubmission(Guid(i), task, TestProject.Answer(i == 0 ? "sport" : "world"), 1000, 0));
        }

        var overview = Of(test, clock).Of(project);
        overview.Needs[0].ShouldBe(new Need("disputes", 1, clock.GetUtcNow()));
        overview.Disputes.ShouldBe(new DisputeCount(1, clock.GetUtcNow()));
        overview.Agreement.Single().Percent!.Value.ShouldBe(0);
    }

    [Theory, Engines]
    public async Task The_pulse_changes_when_something_happens_and_only_then(string engine)
    {
        using var test = TestDb.Create(engine);
        var clock = new FakeClock();
        var owner = await TestProject.Person(test.Db, "owner");
        var project = await TestProject.Create(test.Db, owner);
        var pulse = new ProjectPulse(test.Db);
        var quiet = pulse.Of(project);
        pulse.Of(project).ShouldBe(quiet);
        await TestProject.Tasks(test.Db, project, 1);
        var imported = pulse.Of(project);
        imported.ShouldNotBe(quiet);
        await new TaskQueue(test.Db, clock, new RecentCounts(test.Db, clock)).Claim(project, owner);
        pulse.Of(project).ShouldNotBe(imported);
    }

    private static Overviews Of(TestDb test, FakeClock clock) =>
        new(
            test.Db, new RecentCounts(test.Db, clock),
            project => [.. new QualityReports(test.Db, new VoteMemory(test.Db), clock).Of(project).Questions.Select(question => new AgreementFigure(question.Question, question.Percent))],
            clock);

    private static string Guid(int number) => $"00000000-0000-4000-8000-{number:D12}";
}
