using Assay.Pipeline.Jobs;
using Assay.Pipeline.PreAnnotate.AutoAccept;
using Assay.Pipeline.Quality;
using Assay.Pipeline.Tests.Ingest;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.PreAnnotate;

public sealed class RiskControlledTests
{
    /// <summary>A promise that 22 audits without a wrong one can bear out.</summary>
    private static readonly AcceptSettings Risky = new(AcceptModes.RiskControlled, Epsilon: 0.2, Delta: 0.2, AuditShare: 0.3);

    [Theory]
    [Engines]
    public async Task Nothing_is_accepted_before_audits_bear_the_promise_out(string engine)
    {
        using var bench = await Drafted(engine, 200);
        (bench.State.ThresholdInForce, bench.State.NextChoiceAt).ShouldBe((null, 22));
        await bench.Answer(21, _ => "sport");
        await bench.RunAll();
        bench.Accepted().ShouldBeEmpty();
        (bench.State.Audits, bench.State.Choice).ShouldBe((21, null));

        await bench.Answer(1, _ => "sport");
        await bench.RunAll();
        var state = bench.State;
        state.Choice!.Threshold.ShouldBe(0.95);
        state.Choice.Bound!.Value.ShouldBeLessThan(0.2);
        (state.Choice.Audited, state.Choice.Wrong, state.Choice.Coverage, state.NextChoiceAt).ShouldBe((22, 0, 1, 33));
        bench.Accepted().ShouldBe(bench.Tasks.Where(task => !bench.IsDrawn(task, 0.3)));
    }

    [Theory]
    [Engines]
    public async Task Where_too_many_audits_are_wrong_nothing_is_accepted_and_it_says_how_many_more_it_would_take(string engine)
    {
        using var bench = await Drafted(engine, 200);
        var answered = 0;
        await bench.Answer(22, _ => answered++ % 3 == 0 ? "world" : "sport");
        await bench.RunAll();

        bench.Accepted().ShouldBeEmpty();
        var choice = bench.State.Choice!;
        (choice.Threshold, choice.Refusal).ShouldBe((null, "too_many_wrong"));
        choice.MoreAudits!.Value.ShouldBeGreaterThan(0);
        bench.State.Watch!.Watched.ShouldBe(0, "nothing was in force");
    }

    /// <summary>Of two people the first is wrong on some audits: the second puts them right, and the promise is held against what both came to, on the first 22.</summary>
    [Theory]
    [Engines]
    public async Task Where_two_people_label_an_answer_that_differs_from_its_draft_is_asked_again_before_the_audit_counts(string engine)
    {
        using var bench = await Drafted(engine, 200);
        await bench.Bench.Submit(bench.Project, bench.People[1], (await bench.Stages.Queue.Claim(bench.Project, bench.People[1])).Tasks.Single().Id, "sport");
        var answered = 0;
        await bench.Answer(25, _ => answered++ % 5 == 0 ? "world" : "sport");
        await bench.RunAll();

        (bench.State.Choice, bench.Accepted().Count, bench.State.AuditsWaiting).ShouldBe((null, 0, 5), "five of the first wait");
        var asked = bench.Bench.Db.Read(session => session.Query<long>("SELECT id FROM task WHERE overlap = 2").ToList());
        asked.Count.ShouldBe(5);
        foreach (var _ in asked)
        {
            var task = (await bench.Stages.Queue.Claim(bench.Project, bench.People[1])).Tasks.Single();
            asked.ShouldContain(task.Id);
            await bench.Bench.Submit(bench.Project, bench.People[1], task.Id, "sport");
            bench.Status(task.Id).ShouldBe("disputed");
            await new Decisions(bench.Bench.Db, bench.Bench.Clock).Decide(bench.Project, bench.People[1], task.Id, TestProject.Answer("sport"), null);
        }

        await bench.RunAll();

        (bench.State.Choice!.Audited, bench.State.Choice.Wrong, bench.State.Audits, bench.State.AuditsWaiting).ShouldBe((22, 0, 26, 0));
        bench.Accepted().ShouldBe(bench.Tasks.Where(task => !bench.IsDrawn(task, 0.3)));
    }

    /// <summary>Otherwise the audits that wait would be the last to be decided, and no threshold be chosen before all audits are in.</summary>
    [Theory]
    [Engines]
    public async Task A_second_answer_to_an_audit_comes_before_all_other_audits(string engine)
    {
        using var bench = await AcceptBench.Create(engine, 200);
        await bench.Draft(bench.Tasks);
        await bench.Bench.Submit(bench.Project, bench.People[1], (await bench.Stages.Queue.Claim(bench.Project, bench.People[1])).Tasks.Single().Id, "sport");
        await bench.Answer(20, _ => "world");

        await bench.Set(Risky);
        await bench.RunAll();

        var asked = bench.Bench.Db.Read(session => session.Query<long>("SELECT id FROM task WHERE overlap = 2").ToList());
        asked.Count.ShouldBeGreaterThan(2);
        foreach (var _ in asked)
        {
            var task = (await bench.Stages.Queue.Claim(bench.Project, bench.People[1])).Tasks.Single();
            asked.ShouldContain(task.Id);
            await bench.Bench.Submit(bench.Project, bench.People[1], task.Id, "world");
        }
    }

    [Theory]
    [Engines]
    public async Task Only_the_surer_drafts_are_accepted_where_the_others_are_wrong(string engine)
    {
        using var bench = await AcceptBench.Create(engine, 600);
        await bench.Draft(bench.Tasks.Where(task => task % 2 == 0), 0.95);
        await bench.Draft(bench.Tasks.Where(task => task % 2 == 1), 0.6);
        await bench.Set(Risky);
        await bench.RunAll();
        await bench.Answer(80, task => task % 2 == 0 ? "sport" : "world");
        await bench.RunAll();

        bench.State.ThresholdInForce.ShouldBe(0.95);
        bench.State.DraftsAbove.ShouldBe(300);
        bench.Accepted().ShouldBe(bench.Tasks.Where(task => task % 2 == 0 && !bench.IsDrawn(task, 0.3)));
    }

    [Theory]
    [Engines]
    public async Task A_second_batch_of_which_more_is_wrong_suspends_accepting_until_the_settings_are_sent_again(string engine)
    {
        using var bench = await Drafted(engine, 200);
        await bench.Answer(60, _ => "sport");
        await bench.RunAll();
        var before = bench.Accepted();
        before.ShouldNotBeEmpty();

        var shifted = await TestProject.Tasks(bench.Bench.Db, bench.Project, 200);
        await bench.Draft(shifted);
        await bench.RunAll();
        bench.Accepted().Count.ShouldBeGreaterThan(before.Count, "nobody can know yet");
        while (bench.State.Alarm is null && (await bench.Answer(5, _ => "world")).Count > 0)
            await bench.RunAll();

        var alarm = bench.State.Alarm.ShouldNotBeNull();
        (alarm.Threshold, alarm.Wrong).ShouldBe((0.95, bench.State.Watch!.Wrong));
        alarm.Wrong.ShouldBeLessThan(30);
        bench.State.ThresholdInForce.ShouldBeNull();
        bench.Bench.One<string>("SELECT detail FROM audit WHERE what = 'drafts.accepting_suspended'").ShouldContain("at most 0.2 promised");
        var accepted = bench.Accepted();
        var third = await TestProject.Tasks(bench.Bench.Db, bench.Project, 50);
        await bench.Draft(third);
        await bench.RunAll();
        bench.Accepted().ShouldBe(accepted, "suspended");

        var again = await bench.Set(Risky);
        (again.Alarm, again.Run).ShouldBe((null, 2));
    }

    [Theory]
    [Engines]
    public async Task A_label_given_before_the_draft_or_to_a_task_not_drawn_is_no_audit(string engine)
    {
        using var bench = await AcceptBench.Create(engine, 40);
        var early = await bench.Answer(10, _ => "world");
        bench.Bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.Draft(bench.Tasks);
        await bench.Answer(10, _ => "sport");
        await bench.Set(Risky);
        await bench.RunAll();

        var taken = bench.Tasks.Except(early).Take(10).Count(task => bench.IsDrawn(task, 0.3));
        early.Count(task => bench.IsDrawn(task, 0.3)).ShouldBeGreaterThan(0, "so the test says something");
        bench.State.Audits.ShouldBe(taken);
    }

    [Theory]
    [Engines]
    public async Task A_reviewer_who_decides_otherwise_makes_a_right_audit_a_wrong_one(string engine)
    {
        using var bench = await Drafted(engine, 200);
        var audited = await bench.Answer(60, _ => "sport");
        await bench.RunAll();
        bench.State.Errors!.Wrong.ShouldBe(0);
        await bench.Stages.Decisions.Decide(bench.Project, bench.People[0], audited[0], TestProject.Answer("world"), null);
        await bench.RunAll();

        bench.State.Errors!.Wrong.ShouldBe(1);
        bench.State.Audits.ShouldBe(audited.Count(task => bench.IsDrawn(task, 0.3)));
    }

    [Theory]
    [Engines]
    public async Task A_job_that_dies_between_pieces_goes_on_where_it_stopped(string engine)
    {
        DiesOnce? mortal = null;
        using var bench = await AcceptBench.Create(engine, 300, around: kind => kind is AcceptDrafts ? mortal ??= new DiesOnce(kind) : kind);
        await bench.Draft(bench.Tasks);
        await bench.Set(new AcceptSettings(AcceptModes.Fixed, AuditShare: 0));
        await bench.RunAll();

        mortal!.Runs.ShouldBe(2);
        bench.Accepted().Count.ShouldBe(300);
        bench.Bench.One<long>("SELECT count(*) FROM accepted_draft").ShouldBe(300);
    }

    private sealed class DiesOnce(IJobKind kind) : IJobKind
    {
        public int Runs { get; private set; }

        public string Name => kind.Name;

        public Task Run(JobRun run, CancellationToken stop) => Runs++ == 0
            ? new Interrupted(kind, 4, (_, _) => throw new IOException("away")).Run(run, stop)
            : kind.Run(run, stop);
    }

    private static async Task<AcceptBench> Drafted(string engine, int tasks)
    {
        var bench = await AcceptBench.Create(engine, tasks);
        await bench.Draft(bench.Tasks);
        await bench.Set(Risky);
        await bench.RunAll();
        return bench;
    }
}
