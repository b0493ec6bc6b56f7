using Assay.Model;
using Assay.Pipeline.Quality;
using Assay.Pipeline.Quality.Measuring;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Quality;

public sealed class DecisionTests
{
    [Theory]
    [Engines]
    public async Task A_dispute_is_listed_with_its_votes_decided_and_the_decision_taken_back(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, task) = await Disputed(bench);
        var dispute = bench.Stages.Disputes.List(project, 0, 10).Disputes.ShouldHaveSingleItem();
        dispute.TaskId.ShouldBe(task);
        dispute.Votes.ShouldBe([new DisputeVote("sport", 1), new DisputeVote("world", 1)]);

        await bench.Stages.Decisions.Decide(project, people[2], task, TestProject.Answer("business"), "neither");

        var story = bench.Stages.Stories.Get(project, task, blind: false);
        story.Status.ShouldBe(LabelingStatus.Completed);
        story.Final!.How.ShouldBe("review");
        story.Final.DecidedBy!.Id.ShouldBe(people[2]);
        story.Final.From.Count.ShouldBe(2);
        story.History.ShouldHaveSingleItem().What.ShouldBe("decided");
        bench.Stages.Disputes.List(project, 0, 10).Total.ShouldBe(0);

        await bench.Stages.Decisions.UndoDecision(project, people[2], task);
        bench.Stages.Stories.Get(project, task, blind: false).Status.ShouldBe(LabelingStatus.Disputed);
        bench.Stages.Disputes.List(project, 0, 10).Total.ShouldBe(1);
    }

    [Theory]
    [Engines]
    public async Task Names_are_hidden_until_somebody_has_decided(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, task) = await Disputed(bench);

        bench.Stages.Stories.Get(project, task, blind: true).Annotations.ShouldAllBe(annotation => annotation.Person == null);
        bench.Stages.Stories.Get(project, task, blind: true).Differing.ShouldBe(["topic"]);
        await bench.Stages.Decisions.Decide(project, people[2], task, TestProject.Answer("sport"), null);
        bench.Stages.Stories.Get(project, task, blind: true).Annotations.ShouldAllBe(annotation => annotation.Person != null);
    }

    [Theory]
    [Engines]
    public async Task One_more_person_is_asked_and_nobody_who_answered_already(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, task) = await Disputed(bench);

        await bench.Stages.Decisions.AskOneMore(project, people[2], task);

        (await bench.Queue.Claim(project, people[0])).Tasks.ShouldBeEmpty();
        (await bench.Queue.Claim(project, people[2])).Tasks.Single().Id.ShouldBe(task);
        await bench.Submit(project, people[2], task, "sport");
        bench.Stages.Stories.Get(project, task, blind: false).Status.ShouldBe(LabelingStatus.Disputed, "two against one is still a dispute under fixed overlap");
        bench.Stages.Disputes.List(project, 0, 10).Disputes.Single().Votes[0].ShouldBe(new DisputeVote("sport", 2));
    }

    [Theory]
    [Engines]
    public async Task Gold_becomes_an_ordinary_task_again_with_the_answers_it_got(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 2, goldRate: 0.5);
        var ids = await TestProject.Tasks(bench.Db, project, 1);
        await bench.Stages.Decisions.MarkGold(project, people[0], ids[0], TestProject.Answer("sport"));
        (await bench.Queue.Claim(project, people[1], 10)).Tasks.Count.ShouldBe(1);
        await bench.Submit(project, people[1], ids[0], "world");

        await bench.Stages.Decisions.UnmarkGold(project, people[0], ids[0]);

        bench.One<long>("SELECT submitted FROM task").ShouldBe(1);
        (await bench.Queue.Claim(project, people[1])).Tasks.ShouldBeEmpty();
        (await bench.Queue.Claim(project, people[0])).Tasks.Single().Id.ShouldBe(ids[0]);
    }

    [Theory]
    [Engines]
    public async Task Agreement_is_measured_over_the_tasks_two_people_share(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 2);

        // Cohen 1960's counts scaled down: 20 both yes, 5 and 10 differ, 15 both no (po 0.7, pe 0.5, kappa 0.4)
        (string First, string Second, int Times)[] table = [("sport", "sport", 20), ("sport", "world", 5), ("world", "sport", 10), ("world", "world", 15)];
        var answers = table.SelectMany(cell => Enumerable.Repeat((cell.First, cell.Second), cell.Times)).ToList();
        var ids = await TestProject.Tasks(bench.Db, project, answers.Count);
        foreach (var person in people)
            for (var i = 0; i < answers.Count; i++)
            {
                await bench.Queue.Claim(project, person);
                await bench.Submit(project, person, ids[i], person == people[0] ? answers[i].First : answers[i].Second);
            }

        var report = await new QualityReports(bench.Db, new VoteMemory(bench.Db), TimeProvider.System).Now(project);

        report.ItemsWithTwo.ShouldBe(50);
        var pair = report.Questions.Single().Pairs.Single();
        (pair.A, pair.B, pair.Tasks).ShouldBe((people[0], people[1], 50));
        pair.Percent!.Value.ShouldBe(0.7, 1e-12);
        pair.Kappa!.Value.ShouldBe(0.4, 1e-12);
        report.Questions.Single().Percent!.Value.ShouldBe(0.7, 1e-12);
        report.Questions.Single().Confusion!.Counts.Sum(row => row.Sum()).ShouldBe(70, "the 35 tasks on which they agree have final labels");
    }

    private static async Task<(long Project, IReadOnlyList<long> People, long Task)> Disputed(Bench bench)
    {
        var people = await TestProject.People(bench.Db, 3);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 2);
        var ids = await TestProject.Tasks(bench.Db, project, 1);
        for (var i = 0; i < 2; i++)
        {
            await bench.Queue.Claim(project, people[i]);
            await bench.Submit(project, people[i], ids[0], i == 0 ? "sport" : "world");
        }

        return (project, people, ids[0]);
    }
}
