using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Quality;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.ActiveLearning;

public sealed class SecondAnswersTests
{
    private static readonly LearningSettings On = new(IsOn: true, RandomShare: 0.1);

    [Theory]
    [Engines]
    public async Task A_label_that_the_model_doubts_is_answered_by_somebody_else_before_everything_else(string engine)
    {
        using var bench = await LearningBench.Create(engine, 300);
        var wrong = await Labeled(bench, 150, people: 2);

        await bench.RunAll();

        Overlap(bench, wrong).ShouldBe((2, "in_progress"));
        Asked(bench).Count.ShouldBeLessThan(15, "of a hundred and fifty labels one is wrong");
        bench.Bench.One<long>($"SELECT count(*) FROM final_label WHERE task_id = {wrong}").ShouldBe(0);
        bench.Bench.One<long>($"SELECT count(*) FROM audit WHERE task_id = {wrong} AND what = 'one more answer asked'").ShouldBe(1);
        (await bench.Bench.Queue.Claim(bench.Project, Other(bench, wrong))).Tasks.Single().Id.ShouldBe(Asked(bench).Where(task => Other(bench, task) == Other(bench, wrong)).Min());
        (await bench.Bench.Queue.Claim(bench.Project, By(bench, wrong))).Tasks.Single().Id.ShouldNotBe(wrong, "nobody answers a task twice");
    }

    [Theory]
    [Engines]
    public async Task Who_differs_makes_a_dispute_and_who_agrees_confirms_the_label_and_it_is_not_asked_a_third_time(string engine)
    {
        using var bench = await LearningBench.Create(engine, 300);
        var wrong = await Labeled(bench, 150, people: 2);
        await bench.RunAll();
        var asked = Asked(bench);
        while (Asked(bench) is [var next, ..])
        {
            var other = Other(bench, next);
            var task = (await bench.Bench.Queue.Claim(bench.Project, other)).Tasks.Single();
            asked.ShouldContain(task.Id);
            await bench.Bench.Submissions.Submit(bench.Project, other, new NewSubmission(Guid.NewGuid().ToString("D"), task.Id, TestProject.Answer(bench.Truth[task.Id][0]), 1500, 0));
        }

        await bench.Learnings.Start(bench.Project, bench.People[0]);
        await bench.RunAll();

        Overlap(bench, wrong).ShouldBe((2, "disputed"));
        foreach (var confirmed in asked.Where(task => task != wrong))
            Overlap(bench, confirmed).ShouldBe((2, "completed"));
    }

    [Theory]
    [Engines]
    public async Task Where_one_person_alone_labels_nobody_is_asked_again(string engine)
    {
        using var bench = await LearningBench.Create(engine, 300);
        var wrong = await Labeled(bench, 150, people: 1);

        await bench.RunAll();

        bench.State.Rounds[^1].Version.ShouldNotBeNull();
        Overlap(bench, wrong).ShouldBe((1, "completed"));
    }

    [Theory]
    [Engines]
    public async Task What_is_off_asks_nobody_and_what_a_reviewer_decided_stands(string engine)
    {
        using var bench = await LearningBench.Create(engine, 300);
        var wrong = await Labeled(bench, 150, people: 2, On with { AsksAgain = false });
        await bench.RunAll();
        Asked(bench).ShouldBeEmpty();

        await new Decisions(bench.Bench.Db, bench.Bench.Clock).Decide(bench.Project, bench.People[0], wrong, TestProject.Answer(Other(bench.Truth[wrong][0])), null);
        await bench.Set(On);
        await bench.RunAll();

        Overlap(bench, wrong).ShouldBe((1, "completed"));
    }

    /// <summary>The first tasks are answered, all rightly but one; gives that one.</summary>
    private static async Task<long> Labeled(LearningBench bench, int count, int people, LearningSettings? settings = null)
    {
        await bench.Set(settings ?? On);
        await bench.RunAll();
        var wrong = bench.Placed().Skip(5).First(task => !bench.IsMeasure(task));
        for (var i = 0; i < count; i++)
        {
            var person = bench.People[i % people];
            var task = (await bench.Bench.Queue.Claim(bench.Project, person)).Tasks.Single();
            var topic = bench.Truth[task.Id][0];
            await bench.Bench.Submissions.Submit(bench.Project, person, new NewSubmission(
                Guid.NewGuid().ToString("D"), task.Id, TestProject.Answer(task.Id == wrong ? Other(topic) : topic), 1500, 0));
        }

        return wrong;
    }

    private static long By(LearningBench bench, long task) => bench.Bench.One<long>($"SELECT person_id FROM annotation WHERE task_id = {task} ORDER BY id LIMIT 1");

    private static long Other(LearningBench bench, long task) => bench.People.Single(person => person != By(bench, task));

    private static string Other(string topic) => topic == "sport" ? "world" : "sport";

    private static List<long> Asked(LearningBench bench) => bench.Bench.Db.Read(session => session.Query<long>("SELECT id FROM task WHERE overlap = 2 AND status IN ('pending', 'in_progress')").ToList());

    private static (long Overlap, string Status) Overlap(LearningBench bench, long task) =>
        bench.Bench.Db.Read(session => session.Query<(long, string)>($"SELECT overlap, status FROM task WHERE id = {task}").Single());
}
