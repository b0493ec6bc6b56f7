using System.Text;
using Assay.Learning.Calibration;
using Assay.Model;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Export;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate.AutoAccept;
using Assay.Pipeline.Quality.Measuring;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.PreAnnotate;

public sealed class AutoAcceptTests
{
    private static readonly AcceptSettings Fixed = new(AcceptModes.Fixed, AuditShare: 0);

    [Theory]
    [Engines]
    public async Task Only_untouched_tasks_with_a_sure_and_whole_draft_are_accepted(string engine)
    {
        using var bench = await AcceptBench.Create(engine, 9);
        var tasks = bench.Tasks;
        await bench.Draft(tasks.Take(5), 0.85);
        await bench.Draft([tasks[5]], 0.8499);
        await bench.Draft([tasks[6]], confidence: null);
        await bench.Draft([tasks[7]], 0.99, "{}");
        await bench.Submit((await bench.Stages.Queue.Claim(bench.Project, bench.People[0])).Tasks[0].Id, "world");
        await bench.Stages.Queue.Claim(bench.Project, bench.People[0]);
        var skipped = (await bench.Stages.Queue.Claim(bench.Project, bench.People[1])).Tasks[0].Id;
        skipped.ShouldBe(tasks[2]);
        await bench.Stages.Submissions.Skip(bench.Project, bench.People[1], new NewSkip(Guid.NewGuid().ToString("D"), skipped, "hard", 1));

        (await bench.Set(Fixed)).IsWorking.ShouldBeTrue();
        await bench.RunAll();

        bench.Accepted().ShouldBe([tasks[3], tasks[4]], "the first is answered, the second held, the third skipped; then too unsure, silent of it, empty, and without a draft");
        bench.Bench.One<(string, string, double, long)>("SELECT answers, how, confidence, prediction_id FROM final_label WHERE task_id = @task", new { task = tasks[3] })
            .ShouldBe((TestProject.Answer("sport"), FinalHow.AutoAccepted, 0.85, 4));
        bench.Status(tasks[3]).ShouldBe("completed");
        bench.Bench.One<string>("SELECT answers FROM final_label WHERE task_id = @task", new { task = tasks[0] }).ShouldBe(TestProject.Answer("world"));
        var state = bench.State;
        (state.Accepted, state.Drafts, state.DraftsAbove, state.ThresholdInForce, state.IsWorking).ShouldBe((2, 7, 6, 0.85, false));
    }

    [Theory]
    [Engines]
    public async Task A_fixed_threshold_is_a_chance_of_being_right_once_labels_tell_what_a_confidence_is_worth(string engine)
    {
        using var bench = await AcceptBench.Create(engine, 100);
        var sure = bench.Tasks.Where((_, i) => i % 2 == 0).ToHashSet();
        await bench.Draft(sure, 0.99);
        await bench.Draft(bench.Tasks.Except(sure), 0.9);

        // of what the model is less sure of, half is wrong
        (await bench.Answer(60, task => sure.Contains(task) || task % 4 == 0 ? "sport" : "world")).Count.ShouldBe(60);
        await bench.Set(Fixed);
        await bench.RunAll();

        var state = bench.State;
        (state.CalibratedBy, state.Settings.Threshold).ShouldBe((60, 0.85));
        state.ThresholdInForce!.Value.ShouldBeInRange(0.9001, 0.99);
        bench.Accepted().ShouldBe(bench.Tasks.Skip(60).Where(sure.Contains));

        // a fifth more labels, and what it is sure of is wrong as well
        (await bench.Answer(12, _ => "world")).Count.ShouldBe(12);
        await bench.Draft(bench.Tasks.Skip(60).Except(bench.Accepted()).TakeLast(4), 0.991);
        await bench.RunAll();
        bench.State.CalibratedBy.ShouldBe(72);
    }

    [Fact]
    public void A_calibration_by_few_labels_makes_a_threshold_only_stricter_and_by_many_may_loosen_it()
    {
        Judged[] Drafts(int count, double wrongBelow) => [.. Enumerable.Range(0, count).Select(i => new Judged(i / (double)count, i / (double)count >= wrongBelow))];
        FixedThreshold.Of(0.85, Drafts(29, 0.95)).ShouldBe(0.85, "too few to learn from");
        FixedThreshold.Of(0.85, Drafts(100, 0.3)).ShouldBe(0.85);
        FixedThreshold.Of(0.85, Drafts(100, 0.95))!.Value.ShouldBeInRange(0.9, 1);
        FixedThreshold.Of(0.85, Drafts(400, 0.3))!.Value.ShouldBeInRange(0.1, 0.7);
        FixedThreshold.Of(0.85, Drafts(400, 1)).ShouldBeNull("nothing was ever right");
        FixedThreshold.Of(0.85, Drafts(400, 0)).ShouldBe(0);
        FixedThreshold.Of(0.85, [.. Enumerable.Repeat(new Judged(0.6, IsRight: true), 400)]).ShouldBe(0.6, "of what is less sure nothing is known");
    }

    [Theory]
    [Engines]
    public async Task A_draft_in_which_nothing_was_found_is_never_accepted_from_a_fixed_confidence_also_where_the_question_is_optional(string engine)
    {
        using var bench = await AcceptBench.Create(
            engine, 4, """{"fields":[{"name":"text"}],"questions":[{"name":"who","kind":"spans","labels":["PER"],"required":false}]}""");
        await bench.Draft([bench.Tasks[0]], 1, """{"who":[]}""");
        await bench.Draft([bench.Tasks[1]], null, """{"who":[]}""");
        await bench.Draft([bench.Tasks[2]], 1, "{}");
        await bench.Draft([bench.Tasks[3]], 0.9, """{"who":[{"label":"PER","start":0,"end":2}]}""");
        await bench.Set(Fixed);
        await bench.RunAll();

        bench.Accepted().ShouldBe([bench.Tasks[3]]);
    }

    [Theory]
    [Engines]
    public async Task Drafts_that_come_later_are_accepted_too_until_it_is_turned_off(string engine)
    {
        using var bench = await AcceptBench.Create(engine, 6);
        await bench.Draft(bench.Tasks.Take(2));
        await bench.Set(Fixed);
        await bench.RunAll();
        await bench.Draft(bench.Tasks.Skip(2).Take(2));
        await bench.RunAll();
        bench.Accepted().Count.ShouldBe(4);

        await bench.Set(Fixed with { Mode = AcceptModes.Off });
        await bench.Draft(bench.Tasks.Skip(4));
        await bench.RunAll();
        bench.Accepted().Count.ShouldBe(4, "what was accepted stays, and nothing more is");
        bench.State.ThresholdInForce.ShouldBeNull();
    }

    [Theory]
    [Engines]
    public async Task An_accepted_label_is_exported_with_its_model_and_no_measure_of_people_counts_it(string engine)
    {
        using var bench = await AcceptBench.Create(engine, 3);
        await bench.Draft(bench.Tasks.Skip(1));
        await bench.Set(Fixed);
        await bench.RunAll();
        await bench.Answer(1, _ => "world");

        using var stream = new MemoryStream();
        await new Exporter(bench.Bench.Db).Write(bench.Project, new ExportOptions(), stream, TestContext.Current.CancellationToken);
        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldContain("\"from_draft\":null");
        lines[1].ShouldContain("\"how\":\"auto_accepted\",\"confidence\":0.95");
        lines[1].ShouldContain("""
            "from_annotations":[],"from_draft":{"model":"net","version":"1"}
            """.Trim());
        var report = new QualityReports(bench.Bench.Db, new VoteMemory(bench.Bench.Db), bench.Bench.Clock).Of(bench.Project);
        report.Answers.ShouldBe(1);
        bench.Stages.Stories.Get(bench.Project, bench.Tasks[1], blind: false).Final!.How.ShouldBe(FinalHow.AutoAccepted);
    }

    [Theory]
    [Engines]
    public async Task Tasks_drawn_for_audit_come_first_and_without_the_draft(string engine)
    {
        using var bench = await AcceptBench.Create(engine, 60);
        await bench.Draft(bench.Tasks);
        await bench.Set(Fixed with { AuditShare = 0.3 });
        await bench.RunAll();
        long[] drawn = [.. bench.Tasks.Where(task => bench.IsDrawn(task, 0.3))];
        bench.Accepted().ShouldBe(bench.Tasks.Except(drawn));

        var more = await TestProject.Tasks(bench.Bench.Db, bench.Project, 40);
        (await bench.Stages.Queue.Claim(bench.Project, bench.People[0])).Tasks[0].Suggestion.ShouldBeNull();
        await bench.Set(Fixed with { AuditShare = 0.3, AuditsSeeDraft = true });
        bench.State.Run.ShouldBe(1, "what people see is no other promise");
        (await bench.Stages.Queue.Claim(bench.Project, bench.People[0])).Tasks[0].Suggestion.ShouldNotBeNull();
        (await bench.Answer(drawn.Length, task => task == drawn[0] ? "world" : "sport")).ShouldBe(drawn, ignoreOrder: true);
        await bench.Draft(more);
        await bench.RunAll();

        var errors = bench.State.Errors!;
        (errors.Audited, errors.Wrong).ShouldBe((drawn.Length, 1));
        errors.High.ShouldBe(Learning.Acceptance.Binomial.Interval(1, drawn.Length).High);
        bench.IsDrawn((await bench.Stages.Queue.Claim(bench.Project, bench.People[0])).Tasks[0].Id, 0.3).ShouldBeTrue("those of later drafts come first too");
    }

    [Theory]
    [Engines]
    public async Task What_was_accepted_is_taken_back_in_one_step_and_what_people_said_stays(string engine)
    {
        using var bench = await AcceptBench.Create(engine, 130);
        await bench.Draft(bench.Tasks);
        await bench.Set(Fixed);
        await bench.RunAll();
        bench.Accepted().Count.ShouldBe(130);
        await bench.Stages.Decisions.Decide(bench.Project, bench.People[0], bench.Tasks[0], TestProject.Answer("world"), null);

        (await bench.Accepts.TakeBack(bench.Project, bench.People[0], bench.ModelId)).IsWorking.ShouldBeTrue();
        await bench.RunAll();

        bench.Accepted().ShouldBeEmpty();
        bench.Bench.One<string>("SELECT how FROM final_label").ShouldBe(FinalHow.Review);
        bench.Bench.One<long>("SELECT count(*) FROM task WHERE status = 'pending' AND open_slots = 1").ShouldBe(129);
        bench.State.Settings.Mode.ShouldBe(AcceptModes.Off);
        (await bench.Answer(200, _ => "business")).Count.ShouldBe(129);
    }

    [Theory]
    [Engines]
    public async Task What_any_model_had_accepted_is_taken_back_for_the_whole_project_in_one_step_and_nothing_more_is(string engine)
    {
        using var bench = await AcceptBench.Create(engine, 9);
        await bench.Draft(bench.Tasks.Take(4));
        await bench.Set(Fixed);
        await bench.RunAll();
        var newer = new ModelName("net", "2");
        await bench.Stages.Predictions.Add(bench.Project, bench.People[0], newer, [.. bench.Tasks.Skip(4).Take(3).Select(task => new NewPrediction(task, TestProject.Answer("sport"), 0.95))]);
        var second = bench.Bench.One<long>("SELECT id FROM weak_model WHERE version = '2'");
        await bench.Accepts.Set(bench.Project, bench.People[0], second, Fixed);
        await bench.RunAll();
        bench.Accepts.Accepted(bench.Project).ShouldBe(new AcceptedLabels(7, false));
        await bench.Stages.Decisions.Decide(bench.Project, bench.People[0], bench.Tasks[0], TestProject.Answer("world"), null);

        (await bench.Accepts.TakeBackAll(bench.Project, bench.People[0])).ShouldBe(new AcceptedLabels(6, true));
        await bench.Stages.Predictions.Add(bench.Project, bench.People[0], newer, [new NewPrediction(bench.Tasks[8], TestProject.Answer("sport"), 0.95)]);
        await bench.RunAll();

        bench.Accepts.Accepted(bench.Project).ShouldBe(new AcceptedLabels(0, false));
        bench.Bench.One<string>("SELECT how FROM final_label").ShouldBe(FinalHow.Review, "what a person has decided since stays");
        bench.Bench.One<long>("SELECT count(*) FROM task WHERE status = 'pending' AND open_slots = 1").ShouldBe(8);
        bench.Bench.One<long>("SELECT count(*) FROM auto_accept WHERE mode = 'off'").ShouldBe(2);
        await bench.Accepts.TakeBackAll(bench.Project + 1, bench.People[0]);
    }

    [Theory]
    [Engines]
    public async Task Of_several_runs_one_can_be_taken_back(string engine)
    {
        using var bench = await AcceptBench.Create(engine, 4);
        await bench.Draft(bench.Tasks.Take(2), 0.95);
        await bench.Draft(bench.Tasks.Skip(2), 0.8);
        await bench.Set(Fixed);
        await bench.RunAll();
        await bench.Set(Fixed with { Threshold = 0.7 });
        await bench.RunAll();
        bench.Accepted().Count.ShouldBe(4);

        await bench.Accepts.TakeBack(bench.Project, bench.People[0], bench.ModelId, run: 2);
        await bench.RunAll();
        bench.Accepted().ShouldBe(bench.Tasks.Take(2));

        // taken back, and accepted again by a later run: then it is of that run
        await bench.Accepts.TakeBack(bench.Project, bench.People[0], bench.ModelId);
        await bench.RunAll();
        await bench.Set(Fixed);
        await bench.RunAll();
        await bench.Accepts.TakeBack(bench.Project, bench.People[0], bench.ModelId, run: 1);
        await bench.RunAll();
        bench.Accepted().ShouldBe(bench.Tasks.Take(2));
        bench.State.Accepted.ShouldBe(2);
        (await Should.ThrowAsync<NotFound>(() => bench.Accepts.TakeBack(bench.Project, bench.People[0], bench.ModelId, run: 9))).Message.ShouldContain("no run 9");
    }

    [Theory]
    [Engines]
    public async Task A_task_of_which_one_more_answer_is_asked_is_not_accepted_again(string engine)
    {
        using var bench = await AcceptBench.Create(engine, 2);
        await bench.Draft(bench.Tasks);
        await bench.Set(Fixed);
        await bench.RunAll();
        await bench.Stages.Decisions.AskOneMore(bench.Project, bench.People[0], bench.Tasks[0]);
        await bench.Draft(bench.Tasks);
        await bench.RunAll();

        bench.Status(bench.Tasks[0]).ShouldBe("pending");
        bench.Accepted().ShouldBe([bench.Tasks[1]]);
    }

    [Theory]
    [Engines]
    public async Task Settings_out_of_range_are_refused_each_with_its_name(string engine)
    {
        using var bench = await AcceptBench.Create(engine, 1);
        await bench.Draft(bench.Tasks);
        (await Should.ThrowAsync<Invalid>(() => bench.Set(new AcceptSettings("always", 2, 0, 1, double.NaN)))).Violations.Select(violation => violation.Path)
            .ShouldBe(["mode", "threshold", "epsilon", "delta", "auditShare"]);
        (await Should.ThrowAsync<Invalid>(() => bench.Set(new AcceptSettings(AcceptModes.RiskControlled, AuditShare: 0)))).Message.ShouldContain("0.01 to 0.9");
        await Should.ThrowAsync<NotFound>(() => bench.Accepts.Set(bench.Project, bench.People[0], 99, Fixed));
        bench.State.Run.ShouldBe(0);
    }

    [Theory]
    [Engines]
    public async Task The_share_of_audits_is_not_raised_over_labels_that_were_accepted_with_a_smaller_one(string engine)
    {
        using var bench = await AcceptBench.Create(engine, 3);
        await bench.Draft(bench.Tasks);
        await bench.Set(Fixed);
        await bench.RunAll();
        (await Should.ThrowAsync<Conflict>(() => bench.Set(Fixed with { AuditShare = 0.2 }))).Message.ShouldContain("Take them back");
        await bench.Accepts.TakeBack(bench.Project, bench.People[0], bench.ModelId);
        await bench.RunAll();
        (await bench.Set(Fixed with { AuditShare = 0.2 })).Settings.AuditShare.ShouldBe(0.2);
    }
}
