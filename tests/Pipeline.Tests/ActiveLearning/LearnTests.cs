using System.Text.Json;
using Assay.Learning.Acceptance;
using Assay.Model;
using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Media.Vectors;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.Sampling;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.ActiveLearning;

public sealed class LearnTests
{
    private static readonly LearningSettings On = new(IsOn: true, RandomShare: 0.2);

    [Theory]
    [Engines]
    public async Task The_loop_gets_better_with_labels_and_its_figures_are_those_of_the_random_stream_alone(string engine)
    {
        using var bench = await LearningBench.Create(engine, 600);
        await bench.Set(On);
        await bench.RunAll();
        var answered = new List<ClaimedTask>();
        var right = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            answered.AddRange(await bench.Answer(20));
            await bench.RunAll();
            right.Add(bench.RightDrafts());
        }

        right[^1].ShouldBeGreaterThan(right[0] + 0.1, "more labels, better drafts");

        LearningRound[] rounds = [.. bench.State.Rounds.Where(round => round.Version is not null)];
        rounds.Length.ShouldBe(10);
        var (first, last) = (rounds[0], rounds[^1]);
        last.Evaluated.ShouldBe(answered.Count(task => bench.IsMeasure(task.Id, 0.2)));
        last.Labels.ShouldBe(answered.Count(task => !bench.IsMeasure(task.Id, 0.2)));
        ((double)last.Evaluated).ShouldBe(40, 12, "a fifth, as they are interleaved");
        (last.Right / (double)last.Evaluated).ShouldBe(right[^1], 0.2, "a random part of the tasks tells how right it is of the others");
        (last.Low, last.High).ShouldBe(Binomial.Interval((int)last.Right, (int)last.Evaluated));
        last.MacroF1!.Value.ShouldBeInRange(0.6, 1);
        last.CalibrationError!.Value.ShouldBeInRange(0, 0.5);
        last.Gain!.Value.ShouldBeInRange(0, 0.5);
        last.Agreement!.Value.ShouldBeGreaterThan(first.Agreement ?? 0, "successive models come to say the same");
        answered.Skip(20).ShouldAllBe(task => task.Reason == "informative");
    }

    [Theory]
    [Engines]
    public async Task What_measures_the_model_teaches_it_nothing(string engine)
    {
        using var bench = await LearningBench.Create(engine, 300);
        await bench.Set(On);
        await bench.RunAll();
        await bench.Answer(60, task => bench.IsMeasure(task, 0.2) ? "business" : task % 2 == 0 ? "sport" : "world");
        await bench.RunAll();

        var round = bench.State.Rounds[^1];
        round.Evaluated.ShouldBeGreaterThan(5);
        round.Right.ShouldBe(0, "nobody taught it business");
    }

    [Theory]
    [Engines]
    public async Task Before_there_are_two_labels_typical_tasks_come_first_and_there_is_neither_model_nor_draft(string engine)
    {
        using var bench = await LearningBench.Create(engine, 200);
        await bench.Set(On);
        await bench.RunAll();

        var round = bench.State.Rounds.ShouldHaveSingleItem();
        (round.Version, round.Strategy, round.Labels, round.Chosen).ShouldBe((null, "typiclust", 0, 40));
        bench.Placed().Count.ShouldBe(40);
        bench.Drafts().ShouldBeEmpty();
        (await bench.Answer(1, _ => "world"))[0].Reason.ShouldBe("informative");
        await bench.Answer(19, _ => "sport");
        await bench.RunAll();
        bench.State.Rounds[^1].Version.ShouldNotBeNull("the first answer was another");
    }

    [Theory]
    [Engines]
    public async Task Of_near_copies_of_the_least_sure_text_one_is_chosen_in_a_turn_by_every_strategy(string engine)
    {
        const int Copies = 30;
        using var bench = await LearningBench.Create(engine, 300, copies: Copies);
        var copies = bench.Tasks.Where((_, place) => place % 4 == 0 && place < 4 * Copies).ToHashSet();
        // people do not agree on the first of the copies, so nothing is less sure than the others
        var topic = 0;
        var answered = await bench.Answer(60, task => copies.Contains(task) && !bench.IsMeasure(task, 0.2) ? LearningBench.Topics[topic++ % 3] : bench.Truth[task][0]);
        copies.RemoveWhere(task => bench.IsMeasure(task, 0.2) || answered.Any(each => each.Id == task));
        await bench.Set(On with { Strategy = "margin", Batch = 100 });
        await bench.RunAll();
        bench.State.Rounds[^1].Version.ShouldNotBeNull();
        bench.Placed().Count(copies.Contains).ShouldBe(1, $"of {copies.Count}");
        foreach (var strategy in Strategies.All.Where(each => each.Needs is not StrategyNeeds.None && !each.Needs.HasFlag(StrategyNeeds.Committee) && !each.Needs.HasFlag(StrategyNeeds.SpanUncertainty)))
        {
            await bench.Set(On with { Strategy = strategy.Name, Batch = 100 });
            await bench.Learnings.Start(bench.Project, bench.People[0]);
            await bench.RunAll();
            bench.State.Rounds[^1].Strategy.ShouldBe(strategy.Name);
            bench.Placed().Count(copies.Contains).ShouldBeLessThanOrEqualTo(1, strategy.Name);
        }
    }

    [Theory]
    [Engines]
    public async Task Every_open_task_gets_a_draft_but_those_that_measure_and_a_turn_changes_only_what_it_sees_differently(string engine)
    {
        using var bench = await LearningBench.Create(engine, 200);
        await bench.Set(On);
        await bench.RunAll();
        var answered = (await bench.Answer(40)).Select(task => task.Id).ToHashSet();
        await bench.RunAll();

        bench.Drafts().Keys.Order().ShouldBe(bench.Tasks.Where(task => !answered.Contains(task) && !bench.IsMeasure(task, 0.2)));
        bench.Bench.One<long>("SELECT count(*) FROM weak_model").ShouldBe(1);
        var before = bench.Bench.One<long>("SELECT count(*) FROM prediction");
        await bench.Learnings.Start(bench.Project, bench.People[0]);
        await bench.RunAll();
        bench.State.Rounds[^1].Agreement!.Value.ShouldBe(1, 1e-9, "the same labels");
        bench.Bench.One<long>("SELECT count(*) FROM prediction").ShouldBe(before);
    }

    [Theory]
    [Engines]
    public async Task A_turn_begins_after_the_labels_wanted_or_some_minutes_after_the_first(string engine)
    {
        using var bench = await LearningBench.Create(engine, 300);
        await bench.Set(On with { EveryLabels = 10, EveryMinutes = 30 });
        await bench.RunAll();
        await bench.Answer(9);
        await bench.RunAll();
        (bench.State.Rounds.Count, bench.State.Fresh, bench.State.IsWorking).ShouldBe((1, 9, false));
        await bench.Answer(1);
        await bench.RunAll();
        (bench.State.Rounds.Count, bench.State.Fresh).ShouldBe((2, 0));
        await bench.Answer(1);
        await bench.RunAll(longer: TimeSpan.FromMinutes(29));
        bench.State.Rounds.Count.ShouldBe(2);
        await bench.RunAll(longer: TimeSpan.FromMinutes(1));
        bench.State.Rounds.Count.ShouldBe(3);
        await bench.Answer(140);
        await bench.RunAll();
        bench.State.Wanted.ShouldBe(16, "a tenth of 151");
    }

    [Theory]
    [Engines]
    public async Task A_task_that_somebody_holds_has_answered_or_skipped_stays_where_it_is(string engine)
    {
        using var bench = await LearningBench.Create(engine, 100, overlap: 2);
        await bench.Answer(5);
        var held = (await bench.Bench.Queue.Claim(bench.Project, bench.People[0])).Tasks[0].Id;
        var skipped = (await bench.Bench.Queue.Claim(bench.Project, bench.People[1])).Tasks[0].Id;
        await bench.Bench.Submissions.Skip(bench.Project, bench.People[1], new NewSkip(Guid.NewGuid().ToString("D"), skipped, "unclear", 100));
        var before = bench.Ranks().ToDictionary(task => task.Id, task => task.Rank);
        await bench.Set(On with { Batch = 100 });
        await bench.RunAll();

        var touched = bench.Tasks.Take(5).Append(held).Append(skipped).ToHashSet();
        bench.Ranks().Where(task => touched.Contains(task.Id)).ShouldAllBe(task => task.Rank == before[task.Id]);
        bench.Placed().Order().ShouldBe(bench.Tasks.Where(task => !touched.Contains(task)));
    }

    [Theory]
    [Engines]
    public async Task Off_puts_everything_back(string engine)
    {
        using var bench = await LearningBench.Create(engine, 120);
        var before = bench.Ranks();
        await bench.Set(On);
        await bench.RunAll();
        bench.Placed().ShouldNotBeEmpty();
        await bench.Set(On with { IsOn = false });
        await bench.RunAll();
        bench.Ranks().ShouldBe(before);
        await bench.Answer(30);
        await bench.RunAll(longer: TimeSpan.FromHours(1));
        bench.State.Rounds.Count.ShouldBe(1, "labels begin nothing any more");
    }

    [Theory]
    [Engines]
    public async Task A_process_that_dies_after_any_transaction_leaves_a_turn_that_another_ends(string engine)
    {
        for (var died = 1; died <= 16; died++)
        {
            using var bench = await LearningBench.Create(engine, 150);
            await bench.Answer(40);
            await bench.Set(On with { Batch = 110 });
            await bench.RunAndDie(died);
            bench.State.Error.ShouldBeNull($"after {died}");
            bench.Restart();
            await bench.RunAll();

            var round = bench.State.Rounds.ShouldHaveSingleItem($"after {died}");
            bench.Placed().Count.ShouldBe((int)round.Chosen);
            bench.Drafts().Count.ShouldBe(bench.Tasks.Skip(40).Count(task => !bench.IsMeasure(task, 0.2)));
            (bench.State.IsWorking, bench.State.Error, bench.State.Fresh).ShouldBe((false, null, 0));
            Learned(bench).Version.ShouldBe(round.Version);
            bench.Bench.Db.Read(session => session.Query<long>("SELECT id FROM learned_model UNION SELECT model_id FROM learned_model_part").ToList())
                .ShouldHaveSingleItem($"after {died} nothing is left of a model that was being written");
        }
    }

    [Theory]
    [Engines]
    public async Task Labels_that_come_while_it_learns_count_for_the_next_turn(string engine)
    {
        using var bench = await LearningBench.Create(engine, 200);
        await bench.Set(On);
        await bench.RunAll();
        await bench.Answer(20);
        bench.Clock.WhileLearning(() => bench.Answer(7));
        await bench.RunAll();

        var state = bench.State;
        (state.Rounds[^1].Labels + state.Rounds[^1].Evaluated, state.Fresh, state.Labels).ShouldBe((20, 7, 27));
        bench.Placed().ShouldAllBe(task => bench.Ranks().Any(each => each.Id == task));
        await bench.RunAll(longer: TimeSpan.FromMinutes(10));
        bench.State.Rounds[^1].Labels.ShouldBeGreaterThan(state.Rounds[^1].Labels);
        bench.State.Fresh.ShouldBe(0);
    }

    [Theory]
    [Engines]
    public async Task A_schema_that_changes_while_it_learns_makes_the_turn_begin_anew(string engine)
    {
        using var bench = await LearningBench.Create(engine, 150);
        await bench.Answer(40);
        await bench.Set(On);
        var projects = new Pipeline.Projects.Projects(bench.Bench.Db, new RecentCounts(bench.Bench.Db, bench.Bench.Clock), bench.Bench.Clock);
        var more = TestProject.Schema.Replace("{\"name\":\"business\"}", "{\"name\":\"business\"},{\"name\":\"science\"}", StringComparison.Ordinal);
        bench.Clock.WhileLearning(() => projects.ChangeSchema(bench.Project, more, bench.People[0], ProjectRole.Owner));
        await bench.RunAll();

        bench.State.Rounds.ShouldHaveSingleItem();
        var model = Learned(bench);
        model.Check(Schema(bench));
        Should.Throw<Assay.WeakModels.UnfitModel>(() => model.Check(LabelSchema.Parse(TestProject.Schema))).Message.ShouldContain("science");
    }

    [Theory]
    [Engines]
    public async Task Turned_off_while_it_learns_it_keeps_nothing(string engine)
    {
        using var bench = await LearningBench.Create(engine, 150);
        await bench.Answer(40);
        await bench.Set(On);
        bench.Clock.WhileLearning(() => bench.Set(On with { IsOn = false }));
        await bench.RunAll();
        bench.State.Rounds.ShouldBeEmpty();
        bench.Placed().ShouldBeEmpty();
    }

    [Theory]
    [Engines]
    public async Task The_last_model_is_one_of_the_projects_weak_models(string engine)
    {
        using var bench = await LearningBench.Create(engine, 200);
        Should.Throw<Assay.WeakModels.UnfitModel>(() => Learned(bench)).Message.ShouldContain("no model of its own yet");
        await bench.Answer(60);
        await bench.Set(On);
        await bench.RunAll();

        var model = Learned(bench);
        model.Version.ShouldBe(bench.State.Rounds[^1].Version);
        var drafts = bench.Drafts();
        var items = bench.Bench.Db.Read(session => session.Query<(long, string)>("SELECT task_id, data FROM item ORDER BY task_id").Where(item => drafts.ContainsKey(item.Item1)).ToList());
        var said = await model.Predict(Schema(bench), [.. items.Select(item => JsonElement.Parse(item.Item2))], TestContext.Current.CancellationToken);
        said.Select(draft => Answers.Of(Schema(bench), ("topic", draft.ByQuestion["topic"].Answer)).ToJson()).ShouldBe(items.Select(item => drafts[item.Item1]));
        said.Zip(items).Count(each => drafts[each.Second.Item1].Contains(bench.Truth[each.Second.Item1][0], StringComparison.Ordinal)).ShouldBeGreaterThan(items.Count / 2);
    }

    [Theory]
    [Engines]
    public async Task Several_labels_are_learned_each_by_itself(string engine)
    {
        using var bench = await LearningBench.Create(engine, 400, schema: LearningBench.SeveralTopics);
        await bench.Set(On with { EveryLabels = 50 });
        await bench.RunAll();
        await bench.Answer(200);
        await bench.RunAll();

        var round = bench.State.Rounds[^1];
        round.MacroF1!.Value.ShouldBeGreaterThan(0.7);
        (round.Right / (double)round.Evaluated).ShouldBeGreaterThan(0.4, "an eighth by chance");
        bench.Drafts().Values.Distinct().Count().ShouldBeGreaterThan(4);
    }

    [Theory]
    [Engines]
    public async Task Settings_that_cannot_be_say_what_would_be_right(string engine)
    {
        using var bench = await LearningBench.Create(engine, 60);
        var wrong = await Should.ThrowAsync<Invalid>(() => bench.Set(new LearningSettings(IsOn: true, Question: "mood", Strategy: "vote_entropy", EveryLabels: 1, RandomShare: 0, Batch: 0)));
        wrong.Violations.Select(violation => violation.Path).ShouldBe(["strategy", "everyLabels", "randomShare", "batch", "question"]);
        await Should.ThrowAsync<Conflict>(() => bench.Learnings.Start(bench.Project, bench.People[0]));
        await bench.Set(On);
        await bench.RunAll();
        (await Should.ThrowAsync<Conflict>(() => bench.Set(On with { RandomShare = 0.3 }))).Message.ShouldContain("cannot grow from 0.2 to 0.3");
        (await bench.Set(On with { RandomShare = 0.1 })).Settings.RandomShare.ShouldBe(0.1);
    }

    [Theory]
    [Engines]
    public async Task A_turn_that_is_stopped_keeps_nothing_and_the_next_labels_begin_another(string engine)
    {
        using var bench = await LearningBench.Create(engine, 150);
        await bench.Answer(40);
        await bench.Set(On);
        bench.Clock.WhileLearning(() => bench.Learnings.Cancel(bench.Project));
        await bench.RunAll();
        (bench.State.Rounds.Count, bench.State.IsWorking).ShouldBe((0, false));
        await bench.Answer(20);
        await bench.RunAll();
        bench.State.Rounds.ShouldHaveSingleItem();
    }

    private static Assay.WeakModels.IWeakModel Learned(LearningBench bench) =>
        new LearnedKind(ImageEncoding.ByDescriptors()).Open(JsonElement.Parse("{}"), new ProjectContext(bench.Bench.Db, bench.Bench.Db.Read(session => ProjectSettings.Load(session, bench.Project))));

    private static LabelSchema Schema(LearningBench bench) => bench.Bench.Db.Read(session => ProjectSettings.Load(session, bench.Project)).Schema;
}
