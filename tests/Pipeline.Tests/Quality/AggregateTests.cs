using Assay.Aggregation;
using Assay.Model;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality;
using Assay.Pipeline.Quality.Aggregating;
using Assay.Pipeline.Tests.Ingest;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Quality;

/// <summary>Labels by the project's aggregator: at the last answer, and again when votes or the rule change.</summary>
public sealed class AggregateTests
{
    [Theory]
    [Engines("majority")]
    [Engines("wawa")]
    [Engines("zero_based_skill")]
    [Engines("one_coin_dawid_skene")]
    [Engines("dawid_skene")]
    [Engines("glad")]
    [Engines("mace")]
    [Engines("ebcc")]
    public async Task After_a_run_every_task_is_what_the_library_makes_of_all_votes(string engine, string aggregator)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 12, tasks: 120, overlap: 3, aggregator, threshold: 0.7);
        await crowd.Simulate(seed: 1);

        // GLAD follows the ease of an item further than the library does
        (await crowd.RunDue()).ShouldBe(aggregator == "majority" ? 0 : 1, "equal votes need nothing learned");
        crowd.ShouldBeAsTheLibrarySays(aggregator, 0.7, aggregator == "glad" ? 0.02 : 1e-9);
        (await crowd.RunDue()).ShouldBe(0, "nothing has changed since");
    }

    [Theory]
    [Engines("wawa")]
    [Engines("one_coin_dawid_skene")]
    [Engines("dawid_skene")]
    [Engines("mace")]
    [Engines("ebcc")]
    public async Task The_last_answer_is_decided_by_what_was_learned_before_on_every_node_and_after_a_restart(string engine, string aggregator)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 12, tasks: 120, overlap: 3, aggregator, threshold: 0.5);
        await crowd.Simulate(seed: 2, to: 110);
        await crowd.RunDue();
        var learned = Learned(crowd, aggregator, 110);
        await crowd.Restart();

        foreach (var (task, people) in new[] { (110, (int[])[0, 1, 2]), (111, [3, 7, 11]), (112, [0, 4, 8]) })
        {
            for (var i = 0; i < 3; i++)
                await crowd.Vote(task, people[i], i == 2 ? 1 : 0);
            var expected = learned.Decide(people, [0, 0, 1]);
            var label = crowd.Labels()[crowd.Tasks[task]];
            var confidence = expected.Max();
            label.Status.ShouldBe(confidence >= 0.5 ? "completed" : "disputed");
            if (label.Status == "disputed")
                continue;
            label.How.ShouldBe(aggregator);
            label.Confidence!.Value.ShouldBe(confidence, 1e-9);
            label.Answers.ShouldBe(TestProject.Answer(expected[0] == confidence ? "sport" : expected[1] == confidence ? "world" : "business"));
        }
    }

    [Theory, Engines]
    public async Task Before_anything_was_learned_the_shares_of_the_votes_decide_and_say_so(string engine)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 3, tasks: 2, overlap: 3, "dawid_skene", threshold: 0.6);
        for (var person = 0; person < 3; person++)
            await crowd.Vote(0, person, person == 2 ? 1 : 0);
        var label = crowd.Labels()[crowd.Tasks[0]];
        (label.Status, label.How, label.Answers).ShouldBe(("completed", "majority", TestProject.Answer("sport")));
        label.Confidence!.Value.ShouldBe(2.0 / 3, 1e-12);
    }

    [Theory, Engines]
    public async Task On_a_real_crowd_the_labels_and_their_accuracy_are_those_of_the_library(string engine)
    {
        var folder = SharedData.Find("crowd/rte");
        Assert.SkipWhen(folder is null, "the shared reference data is not here");
        var rows = Numbers(Path.Combine(folder, "label.csv"));
        var truth = Numbers(Path.Combine(folder, "truth.csv")).ToDictionary(row => row[0], row => row[1]);
        var tasks = rows.Max(row => row[0]) + 1;
        await using var crowd = await CrowdBench.Create(engine, rows.Max(row => row[1]) + 1, tasks, overlap: rows.Count / tasks, "dawid_skene", threshold: 0);
        await crowd.VoteAll([.. rows.Select(row => (row[0], row[1], row[2]))]);

        await crowd.RunDue();

        crowd.ShouldBeAsTheLibrarySays("dawid_skene", 0);
        var (labels, library) = (crowd.Labels(), crowd.ByLibrary("dawid_skene"));
        double Accuracy(Func<long, string?> said) => truth.Count(pair => said(crowd.Tasks[pair.Key]) == TestProject.Answer(pair.Value == 0 ? "sport" : "world"));
        Accuracy(task => labels[task].Answers).ShouldBe(Accuracy(task => TestProject.Answer(library[task].Topic)));
        (Accuracy(task => labels[task].Answers) / truth.Count).ShouldBeGreaterThan(0.92);
    }

    [Theory, Engines]
    public async Task New_votes_are_learned_from_and_old_tasks_decided_again(string engine)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 12, tasks: 200, overlap: 3, "dawid_skene", threshold: 0.7);
        await crowd.Simulate(seed: 3, to: 60);
        await crowd.RunDue();
        await crowd.Simulate(seed: 4, from: 60);

        (await crowd.RunDue()).ShouldBe(1);
        crowd.ShouldBeAsTheLibrarySays("dawid_skene", 0.7, Redecided);
        crowd.Bench.One<long>("SELECT count(*) FROM audit WHERE what = 'decided again'").ShouldBeGreaterThan(0);
        var story = crowd.Bench.Stages.Stories.Get(crowd.Project, crowd.Tasks[0], blind: false);
        story.History.ShouldContain(happened => happened.Who == "Assay" && happened.What == "decided again" && happened.Detail!.Contains('→'));
    }

    [Theory]
    [Engines("dawid_skene")]
    [Engines("mace")]
    public async Task A_large_project_goes_on_from_what_was_learned_last(string engine, string aggregator)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 12, tasks: 160, overlap: 3, aggregator, threshold: 0.7);
        await crowd.Simulate(seed: 14, to: 120);
        await crowd.RunDue();
        var learned = Learned(crowd, aggregator, 120);
        await crowd.Simulate(seed: 15, from: 120);

        await crowd.RunBy(_ => new AggregateVotes(crowd.Db, crowd.Jobs, crowd.Bench.Clock) { ColdUpTo = 0 });

        crowd.ShouldBeAsTheLibrarySays(aggregator, 0.7, Redecided, learned);
        crowd.Bench.One<long>("SELECT cold_votes FROM crowd").ShouldBe(360);
    }

    [Theory, Engines]
    public async Task A_vote_taken_back_and_given_otherwise_is_heard_by_all_tasks(string engine)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 8, tasks: 80, overlap: 3, "dawid_skene", threshold: 0.7);
        await crowd.Simulate(seed: 5);
        await crowd.RunDue();
        var (task, person) = crowd.Votes.Keys.First(key => crowd.Labels()[key.Task].Status == "completed");
        var (at, who) = (crowd.Tasks.ToList().IndexOf(task), crowd.People.ToList().IndexOf(person));
        var category = crowd.Votes[(task, person)];

        await crowd.Undo(at, who);
        crowd.Labels()[task].Status.ShouldBe("in_progress", "it wants an answer again");
        crowd.Labels()[task].Answers.ShouldBeNull();
        await crowd.Replace(at, who, (category + 1) % 3);
        (await crowd.RunDue()).ShouldBe(1);

        crowd.ShouldBeAsTheLibrarySays("dawid_skene", 0.7, Redecided);
    }

    [Theory, Engines]
    public async Task A_late_answer_reopens_nothing_but_is_a_vote_for_an_aggregator(string engine)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 4, tasks: 1, overlap: 2, "majority", threshold: 0.7);
        await crowd.Vote(0, 0, 0);
        await crowd.Vote(0, 1, 0);
        crowd.Labels()[crowd.Tasks[0]].Confidence.ShouldBe(1);

        (await crowd.VoteLate(0, 2, 1)).ShouldBe((await Last(crowd)) with { Outcome = Outcomes.Late, Status = LabelingStatus.Disputed });
        crowd.Labels()[crowd.Tasks[0]].Answers.ShouldBeNull("two of three are less than was asked for");
        crowd.Bench.Stages.Disputes.List(crowd.Project, 0, 10).Disputes.Single().Votes.ShouldBe([new DisputeVote("sport", 2), new DisputeVote("world", 1)]);

        await crowd.VoteLate(0, 3, 0);
        crowd.Labels()[crowd.Tasks[0]].Confidence.ShouldBe(0.75);

        await crowd.Undo(0, 3);
        crowd.Labels()[crowd.Tasks[0]].Status.ShouldBe("disputed", "the vote that had settled it is gone");
        crowd.Bench.One<long>("SELECT open_slots FROM task").ShouldBe(0);
    }

    [Theory, Engines]
    public async Task A_late_answer_under_unanimity_changes_no_label(string engine)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 3, tasks: 1, overlap: 2);
        await crowd.Vote(0, 0, 0);
        await crowd.Vote(0, 1, 0);
        await crowd.VoteLate(0, 2, 1);
        (crowd.Labels()[crowd.Tasks[0]].Status, crowd.Labels()[crowd.Tasks[0]].How).ShouldBe(("completed", "unanimous"));
        crowd.Bench.One<long>("SELECT count(*) FROM aggregation").ShouldBe(0);
    }

    [Theory, Engines]
    public async Task What_reviewers_said_and_gold_and_archived_tasks_stay_as_they_are(string engine)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 6, tasks: 30, overlap: 3);
        await crowd.Simulate(seed: 6);
        await crowd.Bench.Stages.Decisions.Decide(crowd.Project, crowd.People[0], crowd.Tasks[0], TestProject.Answer("business"), "so it is");
        await crowd.Bench.Stages.Decisions.MarkGold(crowd.Project, crowd.People[0], crowd.Tasks[1], TestProject.Answer("business"));
        await crowd.Bench.Stages.Decisions.Archive(crowd.Project, crowd.People[0], crowd.Tasks[2]);
        var before = crowd.Labels();

        await crowd.Change("majority", 0);
        (await crowd.RunDue()).ShouldBe(1);

        foreach (var task in crowd.Tasks.Take(3))
            crowd.Labels()[task].ShouldBe(before[task]);
        crowd.Labels().Values.Count(label => label.How == "majority").ShouldBeGreaterThan(20);
    }

    [Theory, Engines]
    public async Task A_rule_changed_and_changed_back_leaves_the_labels_as_they_were(string engine)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 8, tasks: 60, overlap: 3);
        await crowd.Simulate(seed: 7);
        var before = crowd.Labels();
        var disputes = Disputed(crowd);

        await crowd.Change("dawid_skene", 0.6);
        (await crowd.RunDue()).ShouldBe(1);
        crowd.ShouldBeAsTheLibrarySays("dawid_skene", 0.6);

        await crowd.Change(threshold: 0.9);
        (await crowd.RunDue()).ShouldBe(1);
        crowd.ShouldBeAsTheLibrarySays("dawid_skene", 0.9, Redecided);

        await crowd.Change("unanimity");
        (await crowd.RunDue()).ShouldBe(1);
        crowd.Labels().Values.OrderBy(label => label.Id).ShouldBe(before.Values.OrderBy(label => label.Id));
        Disputed(crowd).ShouldBe(disputes);
    }

    [Theory, Engines]
    public async Task Not_sure_enough_is_a_dispute_that_names_the_question_and_one_more_answer_helps(string engine)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 5, tasks: 1, overlap: 3, "majority", threshold: 0.7);
        for (var person = 0; person < 3; person++)
            await crowd.Vote(0, person, person == 0 ? 1 : 0);
        var dispute = crowd.Bench.Stages.Disputes.List(crowd.Project, 0, 10).Disputes.ShouldHaveSingleItem();
        dispute.Questions.ShouldBe(["topic"]);

        await crowd.Bench.Stages.Decisions.AskOneMore(crowd.Project, crowd.People[0], crowd.Tasks[0]);
        (await crowd.Bench.Queue.Claim(crowd.Project, crowd.People[3])).Tasks.ShouldHaveSingleItem();
        await crowd.Bench.Submit(crowd.Project, crowd.People[3], crowd.Tasks[0], "sport");
        crowd.Labels()[crowd.Tasks[0]].Confidence.ShouldBe(0.75);
    }

    [Theory, Engines]
    public async Task People_who_agree_but_are_not_trusted_are_a_dispute_whose_question_is_named(string engine)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 12, tasks: 120, overlap: 3, "dawid_skene", threshold: 0.95);
        await crowd.Simulate(seed: 8, to: 119);
        await crowd.RunDue();
        foreach (var guessing in (int[])[3, 7, 11])
            await crowd.Vote(119, guessing, 1);

        var story = crowd.Bench.Stages.Stories.Get(crowd.Project, crowd.Tasks[119], blind: false);
        story.Status.ShouldBe(LabelingStatus.Disputed);
        story.Differing.ShouldBe(["topic"]);
    }

    [Theory]
    [Engines(1)]
    [Engines(5)]
    public async Task After_a_crash_another_process_goes_on_where_the_first_had_committed(string engine, int transactions)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 8, tasks: 420, overlap: 3);
        await crowd.Simulate(seed: 9);
        await crowd.Change("dawid_skene", 0.7);
        using var otherDb = crowd.Bench.Database.OpenAnother();
        var (reached, hangs) = (new TaskCompletionSource(), new TaskCompletionSource());
        var jobs = new Pipeline.Jobs.Jobs(otherDb, crowd.Bench.Clock);
        await using var dead = new JobRunner(otherDb, jobs, crowd.Bench.Clock, [new Interrupted(new AggregateVotes(otherDb, jobs, crowd.Bench.Clock), transactions, async (_, _) =>
        {
            reached.SetResult();
            await hangs.Task;
        })], $"{Environment.MachineName}/{int.MaxValue}/0");
        crowd.Bench.Clock.Advance(TimeSpan.FromHours(1));
        var abandoned = dead.RunNext();
        await Task.WhenAny(reached.Task, abandoned);
        reached.Task.IsCompleted.ShouldBeTrue("the run ended before it was interrupted");
        var fit = crowd.Bench.One<long>("SELECT fit FROM project");
        crowd.Labels().Values.Count(label => label.How == "dawid_skene").ShouldBeInRange(transactions > 1 ? 1 : 0, 300);

        await crowd.RunDue();

        crowd.ShouldBeAsTheLibrarySays("dawid_skene", 0.7);
        crowd.Bench.One<long>("SELECT fit FROM project").ShouldBe(Math.Max(fit, 1), "what was learned before the crash is not learned again");
        crowd.Bench.One<long>("SELECT max(n) FROM (SELECT count(*) AS n FROM audit WHERE what = 'decided again' GROUP BY task_id) counts").ShouldBe(1);
        hangs.SetResult();
        await abandoned;
    }

    [Theory, Engines]
    public async Task A_cancelled_run_leaves_the_rest_and_the_next_vote_brings_it_up_to_date(string engine)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 8, tasks: 421, overlap: 3);
        await crowd.Simulate(seed: 10, to: 420);
        await crowd.Change("dawid_skene", 0.7);
        await crowd.RunBy(kind => new Interrupted(kind, 3, async (_, stop) =>
        {
            await crowd.Aggregations.Cancel(crowd.Project);
            await Task.Delay(Timeout.Infinite, stop);
        }));
        crowd.Aggregations.Latest(crowd.Project)!.State.ShouldBe("cancelled");
        crowd.Labels().Values.Count(label => label.How == "unanimous").ShouldBeGreaterThan(10);
        (await crowd.RunDue()).ShouldBe(0);

        await crowd.Vote(420, 0, 0);
        (await crowd.RunDue()).ShouldBe(1);
        crowd.ShouldBeAsTheLibrarySays("dawid_skene", 0.7, Redecided);
        var run = crowd.Aggregations.Latest(crowd.Project)!;
        (run.State, run.Stage, run.Done, run.Total).ShouldBe(("completed", "deciding", 421, 421));
        run.Changed.ShouldBeGreaterThan(100);
    }

    [Theory, Engines]
    public async Task A_run_told_to_start_decides_at_once_and_a_rule_changed_under_it_is_followed_by_another(string engine)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 8, tasks: 220, overlap: 3);
        await crowd.Simulate(seed: 11);
        await crowd.Change("dawid_skene", 0.7);
        await crowd.RunBy(kind => new Meanwhile(kind, 3, () => crowd.Change("majority", 0.6)));

        // what the run decided after the change is right already, and the next run does the rest
        (await crowd.RunDue()).ShouldBe(1);
        crowd.ShouldBeAsTheLibrarySays("majority", 0.6);
        (await crowd.Aggregations.Start(crowd.Project, crowd.People[0])).State.ShouldBe("queued");
        (await crowd.RunDue()).ShouldBe(1);
    }

    [Theory, Engines]
    public async Task Votes_that_come_while_a_run_goes_on_are_not_lost(string engine)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 12, tasks: 300, overlap: 3, "dawid_skene", threshold: 0.7);
        await crowd.Simulate(seed: 12, to: 100);
        var answering = crowd.Simulate(seed: 13, from: 100, atOnce: 5);
        var runs = 0;
        while (!answering.IsCompleted)
            runs += await crowd.RunDue();
        await answering;
        runs += await crowd.RunDue();

        runs.ShouldBeGreaterThan(1);
        crowd.Labels().Values.ShouldAllBe(label => label.Status == "completed" || label.Status == "disputed");
        crowd.Bench.One<long>("SELECT count(*) FROM annotation WHERE state = 'counted'").ShouldBe(900);
        crowd.Bench.One<long?>("SELECT job_id FROM aggregation").ShouldBeNull("no run is owed");

        // begun anew, so that the path to the optimum is the library's
        await crowd.Db.Write(session => session.Execute("DELETE FROM crowd"));
        await crowd.Aggregations.Start(crowd.Project, crowd.People[0]);
        await crowd.RunDue();
        crowd.ShouldBeAsTheLibrarySays("dawid_skene", 0.7, Redecided);
    }

    [Theory, Engines]
    public async Task Runs_come_together_and_wait_forty_times_as_long_as_the_last_took(string engine)
    {
        await using var crowd = await CrowdBench.Create(engine, people: 4, tasks: 12, overlap: 2, "wawa", threshold: 0.5);
        for (var task = 0; task < 10; task++)
            for (var person = 0; person < 2; person++)
                await crowd.Vote(task, person, task % 3);
        crowd.Bench.One<long>("SELECT count(*) FROM job WHERE kind = 'aggregate'").ShouldBe(1);
        await using var runner = crowd.Runner(kind => kind);
        (await runner.RunNext()).ShouldBeFalse("changes that follow are waited for");
        crowd.Bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await runner.RunNext()).ShouldBeTrue();

        await crowd.Vote(10, 0, 0);
        var next = crowd.Bench.One<long>("SELECT next_at FROM aggregation");
        next.ShouldBeGreaterThan(crowd.Bench.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        crowd.Bench.One<long>("SELECT max(due_at) FROM job").ShouldBe(Math.Max(next, crowd.Bench.Clock.GetUtcNow().ToUnixTimeMilliseconds() + 1000));
    }

    [Theory, Engines]
    public async Task What_does_not_fit_into_memory_says_what_would(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 2);
        var labels = string.Join(',', Enumerable.Range(0, 1_900).Select(i => $$"""{"name":"l{{i}}"}"""));
        var project = await TestProject.Create(bench.Db, people[0], 2, schema: $$"""
            {"fields":[{"name":"text","kind":"text"}],"questions":[{"name":"topic","kind":"choice","title":"Topic?","labels":[{{labels}}]}]}
            """);
        await bench.Db.Write(session => session.Execute("UPDATE project SET aggregator = 'ebcc'"));
        await TestProject.Tasks(bench.Db, project, 1);
        for (var i = 0; i < 2; i++)
        {
            await bench.Queue.Claim(project, people[i]);
            await bench.Submit(project, people[i], bench.One<long>("SELECT id FROM task"), $"l{i}");
        }

        var jobs = new Pipeline.Jobs.Jobs(bench.Db, bench.Clock);
        await using var runner = new JobRunner(bench.Db, jobs, bench.Clock, [new AggregateVotes(bench.Db, jobs, bench.Clock)]);
        bench.Clock.Advance(TimeSpan.FromSeconds(2));
        (await runner.RunNext()).ShouldBeTrue();
        var run = new Aggregations(bench.Db, jobs, bench.Clock).Latest(project)!;
        run.State.ShouldBe("failed");
        run.Error.ShouldBe("EBCC over 1,900 categories of \"topic\", 2 people and 1 tasks needs more memory than a project may take. "
            + "Choose wawa or majority, or one_coin_dawid_skene.");
    }

    [Theory]
    [InlineData("dawid-skene", null, "aggregator: The aggregator is one of unanimity, majority, wawa, zero_based_skill, one_coin_dawid_skene, dawid_skene, glad, mace, ebcc.")]
    [InlineData(null, 1.5, "confidenceThreshold: The confidence that is enough is 0 to 1.")]
    [InlineData(null, double.NaN, "confidenceThreshold: The confidence that is enough is 0 to 1.")]
    public void A_rule_that_does_not_exist_is_refused(string? aggregator, double? threshold, string expected) =>
        ProjectRules.Check(new ProjectChanges { Aggregator = aggregator, ConfidenceThreshold = threshold })
            .Select(violation => $"{violation.Path}: {violation.Message}").ShouldBe([expected]);

    /// <summary>A confidence that moved by less is not written anew.</summary>
    private const double Redecided = 0.005;

    private static Learned Learned(CrowdBench crowd, string aggregator, int tasks)
    {
        var rows = crowd.Votes.OrderBy(vote => vote.Key.Task).ToList();
        var people = crowd.People.ToList();
        return Aggregators.Find(aggregator)!.Aggregate(Votes.Of(
            [.. rows.Select(row => (int)(row.Key.Task - crowd.Tasks[0]))], [.. rows.Select(row => people.IndexOf(row.Key.Person))], [.. rows.Select(row => row.Value)],
            tasks, people.Count, 3)).Learned;
    }

    private static List<(long, string)> Disputed(CrowdBench crowd) =>
        crowd.Db.Read(session => session.Query<(long, string)>("SELECT task_id, questions FROM dispute ORDER BY task_id").ToList());

    private static Task<Submitted> Last(CrowdBench crowd) => Task.FromResult(new Submitted(
        crowd.Bench.One<string>("SELECT submission_id FROM annotation ORDER BY id DESC LIMIT 1"), crowd.Tasks[0], "", LabelingStatus.Pending));

    private static List<int[]> Numbers(string path) =>
        [.. File.ReadLines(path).Skip(1).Select(line => line.Split(',').Select(cell => int.Parse(cell, System.Globalization.CultureInfo.InvariantCulture)).ToArray())];

    /// <summary>Asks for something within so-manieth transaction of a run; it comes true between that and the next.</summary>
    private sealed class Meanwhile(IJobKind inner, int transaction, Func<Task> something) : IJobKind
    {
        public string Name => inner.Name;

        public async Task Run(JobRun run, CancellationToken stop)
        {
            var (held, done) = (0, Task.CompletedTask);
            await inner.Run(
                new JobRun(run.Job, TimeProvider.System, _ =>
                {
                    if (++held == transaction)
                        done = something();
                }),
                stop);
            held.ShouldBeGreaterThan(transaction);
            await done;
        }

        public Task Finished(Job job) => inner.Finished(job);
    }
}
