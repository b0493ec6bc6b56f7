using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.PreAnnotate.AutoAccept;

namespace Assay.Pipeline.Tests.ActiveLearning;

/// <summary>The project's own model is audited on the tasks that it never learns from, as it is now.</summary>
public sealed class HeldAuditsTests
{
    private const double Share = 0.2;

    /// <summary>The first look wants 58 audits, and twice as many labels.</summary>
    private static readonly AcceptSettings Promise = new(AcceptModes.RiskControlled, Epsilon: 0.1, Delta: 0.1);

    private static readonly LearningSettings On = new(IsOn: true, RandomShare: Share);

    [Theory]
    [Engines]
    public async Task Each_turn_judges_the_audits_anew_and_they_come_first(string engine)
    {
        using var bench = await Begun(engine, 500, labels: 40);
        var before = await bench.Accepts.Set(bench.Project, bench.People[0], Model(bench), Promise);
        await bench.RunAll();
        before.AuditsAreHeld.ShouldBeTrue();

        (await bench.Answer(40)).ShouldAllBe(task => bench.IsMeasure(task.Id, Share), "people are asked for them first");
        await bench.RunAll();
        var early = Audits(bench);
        early.Keys.ShouldBe(Answered(bench).Where(task => bench.IsMeasure(task, Share)), ignoreOrder: true);
        early.ShouldAllBe(audit => Held(bench)[audit.Key].Confidence.Equals(audit.Value.Confidence));

        await bench.Answer(100);
        await bench.RunAll();
        var late = Audits(bench);
        foreach (var (task, audit) in late)
            audit.ShouldBe((Held(bench)[task].Confidence, Held(bench)[task].Answers != bench.Right[task]));
        early.Keys.Count(task => late[task] != early[task]).ShouldBeGreaterThan(early.Count / 2, "the model has learned since");
        late.Values.Count(audit => audit.IsWrong).ShouldBeLessThan(early.Values.Count(audit => audit.IsWrong) + 10);
    }

    [Theory]
    [Engines]
    public async Task Nothing_is_shown_of_what_audits_the_model_and_nothing_learned(string engine)
    {
        using var bench = await Begun(engine, 300, labels: 60);
        await bench.Accepts.Set(bench.Project, bench.People[0], Model(bench), Promise);
        await bench.Answer(40, task => bench.IsMeasure(task, Share) ? "business" : task % 2 == 0 ? "sport" : "world");
        await bench.RunAll();

        bench.Drafts().Keys.ShouldNotContain(task => bench.IsMeasure(task, Share));
        var round = bench.State.Rounds[^1];
        Audits(bench).Count.ShouldBe((int)round.Evaluated);
        Audits(bench).Values.Count(audit => !audit.IsWrong).ShouldBe((int)round.Right);
    }

    [Theory]
    [Engines]
    public async Task Early_audits_serve_a_model_that_has_become_good(string engine)
    {
        using var bench = await Begun(engine, 900, labels: 20);
        await bench.Accepts.Set(bench.Project, bench.People[0], Model(bench), Promise);
        await bench.RunAll();
        await bench.Answer(75);
        await bench.RunAll();
        Audits(bench).Count.ShouldBeGreaterThanOrEqualTo(58);
        (State(bench).Choice, Looks(bench)).ShouldBe((null, (0, 0, 0)), "the first look is not wasted on a model that knows a few labels");

        await bench.Answer(60);
        await bench.RunAll();
        Looks(bench).Looks.ShouldBe(1);
        for (var labels = 0; labels < 200 && State(bench).Accepted == 0; labels += 50)
        {
            await bench.Answer(50);
            await bench.RunAll();
        }

        var looks = Looks(bench);
        looks.Looks.ShouldBeGreaterThan(1, "half as many labels again are worth another look");
        looks.LookedAt.ShouldBeLessThan(120, "mostly at the audits there were");
        var accepted = bench.Bench.Db.Read(session => session.Query<(long Task, string Answers)>("SELECT task_id, answers FROM final_label WHERE how = 'auto_accepted'").ToList());
        accepted.Count.ShouldBeGreaterThan(50);
        accepted.ShouldNotContain(label => bench.IsMeasure(label.Task, Share));
        accepted.Average(label => label.Answers == bench.Right[label.Task] ? 1.0 : 0).ShouldBeGreaterThan(0.85);
    }

    /// <summary>A project that has learned from so many labels.</summary>
    private static async Task<LearningBench> Begun(string engine, int tasks, int labels)
    {
        var bench = await LearningBench.Create(engine, tasks);
        await bench.Set(On);
        await bench.RunAll();
        await bench.Answer(labels);
        await bench.RunAll();
        return bench;
    }

    private static long Model(LearningBench bench) => bench.Bench.One<long>("SELECT id FROM weak_model", new { });

    private static AcceptState State(LearningBench bench) => bench.Accepts.Get(bench.Project, Model(bench));

    private static (int Looks, int LookedAt, long Labels) Looks(LearningBench bench) =>
        bench.Bench.One<(int, int, long)>("SELECT looks, looked_at, looked_labels FROM auto_accept", new { });

    private static List<long> Answered(LearningBench bench) => bench.Bench.Db.Read(session => session.Query<long>("SELECT task_id FROM final_label").ToList());

    private static Dictionary<long, (double Confidence, bool IsWrong)> Audits(LearningBench bench) => bench.Bench.Db.Read(session =>
        session.Query<(long Task, double Confidence, bool IsWrong)>("SELECT task_id, confidence, is_wrong FROM audited_draft").ToDictionary(row => row.Task, row => (row.Confidence, row.IsWrong)));

    private static Dictionary<long, (string Answers, double Confidence)> Held(LearningBench bench) => bench.Bench.Db.Read(session =>
        session.Query<(long Task, string Answers, double Confidence)>("SELECT task_id, answers, confidence FROM held_draft").ToDictionary(row => row.Task, row => (row.Answers, row.Confidence)));
}
