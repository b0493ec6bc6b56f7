using Assay.Model;
using Assay.Pipeline.PreAnnotate.Setups;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality.Arbitration;
using Assay.WeakModels;

namespace Assay.Pipeline.Tests.Quality;

public sealed class ArbitrationTests
{
    /// <summary>Borne out by four right audits, so that few tasks do.</summary>
    private static readonly ArbitrationSettings Eager = new(Policy: ArbitrationPolicies.Decide, LeastAccuracy: 0.5, Delta: 0.5, BlindShare: 0.5);

    [Theory]
    [Engines]
    public async Task Every_dispute_is_put_to_the_arbiter_with_its_answers_and_guidelines_and_the_opinion_is_shown(string engine)
    {
        using var bench = await ArbitrationBench.Create(engine, 3);
        await new Guidelines(bench.Bench.Db, bench.Bench.Clock).Write(bench.Project, "Matches are sport.", 0, bench.People[0]);
        (bench.State.Open, bench.State.Model).ShouldBe((3, null));
        await bench.Set(new ArbitrationSettings(BlindShare: 0));
        bench.State.IsWorking.ShouldBeTrue();
        await bench.RunAll();

        bench.Oracle.Asked.Count.ShouldBe(3);
        var asked = bench.Oracle.Asked.First();
        asked.Guidelines.ShouldBe("Matches are sport.");
        asked.Answers.Select(answers => answers.ToJson()).ShouldBe(["""{"topic":"sport"}""", """{"topic":"world"}"""]);
        var opinion = bench.Story(bench.Tasks[0]).Opinion!;
        (opinion.Model, opinion.Answers!.Value.GetRawText(), opinion.Reasons, opinion.IsBlind, opinion.IsLabel).ShouldBe(("oracle", """{"topic":"sport"}""", "It is so.", false, false));
        bench.Story(bench.Tasks[0]).Status.ShouldBe(LabelingStatus.Disputed, "it is only an opinion");
        (bench.State.Unasked, bench.State.Failed, bench.State.Spent.Requests, bench.State.IsWorking).ShouldBe((0, 0, 3, false));
    }

    [Theory]
    [Engines]
    public async Task An_opinion_that_was_drawn_for_the_record_is_shown_only_after_people_have_decided(string engine)
    {
        using var bench = await ArbitrationBench.Create(engine, 20);
        await bench.Set(new ArbitrationSettings(BlindShare: 0.5));
        await bench.RunAll();
        bench.Oracle.Asked.Count.ShouldBe(20);
        long[] blind = [.. bench.Tasks.Where(task => bench.Story(task).Opinion is null)];
        blind.Length.ShouldBeInRange(4, 16);

        await bench.Decide(blind[0], "sport");
        await bench.Decide(blind[1], "world");
        await bench.Decide(bench.Tasks.Except(blind).First(), "sport");
        bench.Story(blind[0]).Opinion!.IsBlind.ShouldBeTrue();
        (bench.State.Audits, bench.State.Right).ShouldBe((2, 1), "what people decided with the opinion before them proves nothing");
    }

    [Theory]
    [Engines]
    public async Task What_fails_leaves_the_dispute_open_and_says_why_until_it_is_asked_again(string engine)
    {
        using var bench = await ArbitrationBench.Create(engine, 2);
        bench.Oracle.Says = dispute => dispute.Item.GetRawText().Contains("item 1", StringComparison.Ordinal) ? Oracle.Fails("the reply is cut off") : Oracle.Answer("politics");
        await bench.Set(Eager with { BlindShare = 0.05 });
        await bench.RunAll();

        bench.State.Failed.ShouldBe(2);
        bench.Bench.One<string>("SELECT failure FROM opinion WHERE task_id = @task", new { task = bench.Tasks[0] }).ShouldBe("the reply is cut off");
        bench.Bench.One<string>("SELECT failure FROM opinion WHERE task_id = @task", new { task = bench.Tasks[1] }).ShouldContain("politics");
        bench.State.Open.ShouldBe(2);

        bench.Oracle.Says = _ => Oracle.Answer("world");
        await bench.RunAll();
        bench.Oracle.Asked.Count.ShouldBe(2, "what has failed is not asked again by itself");
        await bench.Arbitrations.AskAgain(bench.Project);
        await bench.RunAll();
        (bench.State.Failed, bench.Oracle.Asked.Count).ShouldBe((0, 4));
    }

    [Theory]
    [Engines]
    public async Task An_arbiter_decides_once_people_have_decided_alike_often_enough_and_each_decision_can_be_undone_for_good(string engine)
    {
        using var bench = await ArbitrationBench.Create(engine, 24);
        await bench.Set(Eager);
        await bench.RunAll();
        bench.State.Decided.ShouldBe(0, "there is no record yet");
        long[] blind = [.. bench.Tasks.Where(task => bench.Story(task).Opinion is null)];
        long[] seen = [.. bench.Tasks.Except(blind)];
        bench.State.NextTestAt.ShouldBe(4);
        foreach (var task in blind[..3])
            await bench.Decide(task, "sport");
        await bench.RunAll();
        (bench.State.IsTrusted, bench.State.Decided).ShouldBe((false, 0));

        await bench.Decide(blind[3], "sport");
        await bench.RunAll();
        (bench.State.IsTrusted, bench.State.Decided).ShouldBe((true, seen.Length));
        blind[4..].ShouldAllBe(task => bench.How(task) == null, "the drawn ones stay with people");
        var final = bench.Story(seen[0]).Final!;
        (final.How, final.Comment, final.Confidence, final.From.Count).ShouldBe(("arbitration", "It is so.", 0.8, 2));

        await bench.Bench.Stages.Decisions.UndoDecision(bench.Project, bench.People[0], seen[0]);
        bench.Story(seen[0]).Status.ShouldBe(LabelingStatus.Disputed);
        await bench.RunAll();
        (bench.How(seen[0]), bench.State.Undone).ShouldBe((null, 1), "it is not decided again");

        await bench.Arbitrations.TakeBack(bench.Project, bench.People[0]);
        await bench.RunAll();
        (bench.State.Decided, bench.State.Open, bench.State.Settings.Policy).ShouldBe((0, 20, ArbitrationPolicies.OpinionOnly));
    }

    [Theory]
    [Engines]
    public async Task An_arbiter_that_turns_out_wrong_decides_nothing_more(string engine)
    {
        using var bench = await ArbitrationBench.Create(engine, 40);
        await bench.Set(Eager);
        await bench.RunAll();
        long[] blind = [.. bench.Tasks.Where(task => bench.Story(task).Opinion is null)];
        foreach (var task in blind[..4])
            await bench.Decide(task, "sport");
        bench.State.IsTrusted.ShouldBeTrue();
        foreach (var task in blind[4..])
            await bench.Decide(task, "world");
        (bench.State.IsTrusted, bench.State.IsBroken).ShouldBe((false, true));
        await bench.RunAll();
        bench.State.Decided.ShouldBe(0);
    }

    [Theory]
    [Engines]
    public async Task A_dispute_is_put_again_when_its_answers_have_changed_and_not_when_they_have_not(string engine)
    {
        using var bench = await ArbitrationBench.Create(engine, 1);
        await bench.Set(new ArbitrationSettings(BlindShare: 0));
        await bench.RunAll();
        await bench.Bench.Stages.Decisions.AskOneMore(bench.Project, bench.People[0], bench.Tasks[0]);
        await bench.RunAll();
        bench.Oracle.Asked.Count.ShouldBe(1);
        await bench.Bench.Queue.Claim(bench.Project, bench.People[2]);
        await bench.Bench.Submit(bench.Project, bench.People[2], bench.Tasks[0], "business");
        await bench.RunAll();
        bench.Oracle.Asked.Count.ShouldBe(2);
        bench.Oracle.Asked.Last().Answers.Count.ShouldBe(3);
    }

    [Theory]
    [Engines]
    public async Task What_is_kept_is_not_asked_again_after_a_run_that_was_broken_off(string engine)
    {
        using var bench = await ArbitrationBench.Create(engine, 40);
        bench.Oracle.Says = _ => bench.Oracle.Asked.Count == 20 ? throw new UnfitModel("its key is refused") : Oracle.Answer("sport");
        await bench.Set(new ArbitrationSettings(BlindShare: 0));
        await bench.RunAll();
        bench.State.Error.ShouldNotBeNull().ShouldContain("its key is refused");
        bench.State.Unasked.ShouldBe(24);

        bench.Oracle.Says = _ => Oracle.Answer("sport");
        await bench.Arbitrations.AskAgain(bench.Project);
        await bench.RunAll();
        (bench.State.Unasked, bench.State.Error).ShouldBe((0, null));
        bench.Bench.One<long>("SELECT count(*) FROM opinion").ShouldBe(40);
    }

    [Theory]
    [Engines]
    public async Task A_schema_and_guidelines_that_change_while_it_is_asked_are_those_of_the_next_questions(string engine)
    {
        using var bench = await ArbitrationBench.Create(engine, 40);
        var changed = 0;
        bench.Oracle.Says = _ =>
        {
            if (Interlocked.Exchange(ref changed, 1) == 0)
                Change().GetAwaiter().GetResult();
            return Oracle.Answer("sport");
        };
        await bench.Set(new ArbitrationSettings(BlindShare: 0));
        await bench.RunAll();
        bench.State.Unasked.ShouldBe(0, "what was asked under the old schema is asked again");
        bench.Oracle.Asked.Last().Guidelines.ShouldBe("Matches are sport.");

        async Task Change()
        {
            await new Guidelines(bench.Bench.Db, bench.Bench.Clock).Write(bench.Project, "Matches are sport.", 0, bench.People[0]);
            await bench.Bench.Db.Write(bench.Project, session => session.Execute("UPDATE project SET schema_version = schema_version + 1 WHERE id = @Project", new { bench.Project }));
        }
    }

    [Theory]
    [Engines]
    public async Task What_was_spent_until_the_arbiter_refused_is_on_its_account(string engine)
    {
        using var bench = await ArbitrationBench.Create(engine, 40);
        bench.Oracle.Says = _ => bench.Oracle.Asked.Count == 20 ? throw new UnfitModel("its key is refused") : Oracle.Answer("sport");
        await bench.Set(new ArbitrationSettings(BlindShare: 0));
        await bench.RunAll();
        bench.State.Error.ShouldNotBeNull();
        (bench.State.Spent.Requests, bench.State.Spent.Tokens).ShouldBe((32, 320), "sixteen were kept, and of the next sixteen one was refused");
    }

    [Theory]
    [Engines]
    public async Task The_arbiter_cannot_be_removed_before_another_or_none_is_chosen(string engine)
    {
        using var bench = await ArbitrationBench.Create(engine, 1);
        var setups = new ModelSetups(bench.Bench.Db, bench.Kinds, bench.Bench.Clock);
        await bench.Set(new ArbitrationSettings());
        await bench.RunAll();
        var refused = await Should.ThrowAsync<Conflict>(() => setups.Remove(bench.Project, bench.People[0], bench.Setup));
        refused.Message.ShouldBe("\"judge\" cannot be removed: it is the arbiter of disputes; choose another one, or none, under Disputes, Ask a model.");
        setups.List(bench.Project).Count.ShouldBe(1);

        await bench.Arbitrations.Set(bench.Project, bench.People[0], new ArbitrationSettings(SetupId: null));
        await setups.Remove(bench.Project, bench.People[0], bench.Setup);
        setups.List(bench.Project).ShouldBeEmpty();
        (await Should.ThrowAsync<Invalid>(() => bench.Set(new ArbitrationSettings()))).Message.ShouldContain("no weak model");
    }

    [Theory]
    [Engines]
    public async Task A_clarification_waits_until_it_is_taken_into_the_guidelines_or_put_aside(string engine)
    {
        using var bench = await ArbitrationBench.Create(engine, 2);
        await new Guidelines(bench.Bench.Db, bench.Bench.Clock).Write(bench.Project, "Matches are sport.", 0, bench.People[0]);
        bench.Oracle.Says = _ => Oracle.Answer("sport", clarification: "Riots at a match are world.");
        await bench.Set(new ArbitrationSettings(BlindShare: 0));
        await bench.RunAll();

        var inbox = bench.Clarifications.List(bench.Project);
        inbox.Select(each => each.Text).ShouldBe(["Riots at a match are world.", "Riots at a match are world."]);
        (await bench.Clarifications.Take(bench.Project, bench.People[0], inbox[0].Id, null)).ShouldBe(2);
        await bench.Clarifications.Dismiss(bench.Project, bench.People[0], inbox[1].Id);
        new Guidelines(bench.Bench.Db, bench.Bench.Clock).Latest(bench.Project).Text.ShouldBe("Matches are sport.\n\n- Riots at a match are world.\n");
        bench.Clarifications.List(bench.Project).ShouldBeEmpty();
        await Should.ThrowAsync<NotFound>(() => bench.Clarifications.Dismiss(bench.Project, bench.People[0], inbox[1].Id));
    }
}
