using Assay.Pipeline.Annotate;
using Assay.Pipeline.Queue;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Queue;

public sealed class TaskQueueTests
{
    [Theory]
    [Engines]
    public async Task The_highest_priority_comes_first_then_the_oldest(string engine)
    {
        using var bench = new Bench(engine);
        var (project, person) = await Project(bench, tasks: 0);
        var ids = await TestProject.Tasks(bench.Db, project, 4, i => new long[] { 0, 5, 0, 9 }[i]);

        (await Answer(bench, project, person, 4)).ShouldBe([ids[3], ids[1], ids[0], ids[2]]);
    }

    [Theory]
    [Engines]
    public async Task What_a_person_holds_is_given_to_them_again(string engine)
    {
        using var bench = new Bench(engine);
        var (project, person) = await Project(bench, tasks: 5);
        var first = await bench.Queue.Claim(project, person, 2);

        var again = await bench.Queue.Claim(project, person, 3);

        again.Tasks.Take(2).Select(task => task.Id).ShouldBe(first.Tasks.Select(task => task.Id));
        again.Tasks.Select(task => task.Reason).ShouldBe([ClaimReasons.Resumed, ClaimReasons.Resumed, ClaimReasons.Next]);
    }

    [Theory]
    [Engines]
    public async Task An_expired_lease_goes_to_the_next_person(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0]);
        await TestProject.Tasks(bench.Db, project, 1);
        var task = (await bench.Queue.Claim(project, people[0])).Tasks[0].Id;
        (await bench.Queue.Claim(project, people[1])).Empty!.Reason.ShouldBe("held_by_others");

        bench.Clock.Advance(TimeSpan.FromSeconds(601));

        (await bench.Queue.Claim(project, people[1])).Tasks.Single().Id.ShouldBe(task);
    }

    [Theory]
    [Engines]
    public async Task A_task_that_comes_back_reaches_people_who_had_gone_past_it(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0]);
        var ids = await TestProject.Tasks(bench.Db, project, 6);
        await bench.Queue.Claim(project, people[0], 2); // holds the first two
        (await Answer(bench, project, people[1], 2)).ShouldBe([ids[2], ids[3]]);

        await bench.Queue.Release(project, people[0], [ids[1]]);

        (await Answer(bench, project, people[1], 3)).ShouldBe([ids[1], ids[4], ids[5]], "what came back is the oldest, so it comes first");
    }

    [Theory]
    [Engines]
    public async Task A_task_that_comes_back_reaches_people_on_another_node_and_after_a_restart(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0]);
        var ids = await TestProject.Tasks(bench.Db, project, 200);
        await bench.Queue.Claim(project, people[0], 3);
        await Answer(bench, project, people[1], 130); // past the point where the place is saved
        using (var another = bench.Database.OpenAnother())
        {
            var elsewhere = new Stages(another, bench.Clock);
            await elsewhere.Queue.Release(project, people[0], [ids[0]]);
        }

        (await Answer(bench, project, people[1], 1)).ShouldBe([ids[0]]);
        bench.Restart();
        await bench.Queue.Release(project, people[0], [ids[2]]);
        bench.Restart();
        (await Answer(bench, project, people[1], 2)).ShouldBe([ids[2], ids[133]]);
    }

    [Theory]
    [Engines]
    public async Task A_rolled_back_group_leaves_no_gap_behind(string engine)
    {
        using var bench = new Bench(engine);
        var (project, person) = await Project(bench, tasks: 40);
        var ids = new List<long>();
        for (var i = 0; i < 10; i++)
        {
            // a claim that shares its group with work that fails after having written
            var failing = Enumerable.Range(0, 3).Select(_ => bench.Db.Write(project, session =>
            {
                session.Execute("UPDATE task SET skips = skips + 100");
                throw new InvalidOperationException("broken on purpose");
            })).ToList();
            var claim = bench.Queue.Claim(project, person, 2);
            foreach (var task in failing)
                await task.ShouldThrowAsync<InvalidOperationException>();
            foreach (var task in (await claim).Tasks)
            {
                ids.Add(task.Id);
                await bench.Submit(project, person, task.Id);
            }
        }

        ids.Order().ShouldBe(Enumerable.Range(0, 20).Select(i => ids.Min() + i));
        bench.One<long>("SELECT sum(skips) FROM task").ShouldBe(0);
    }

    [Theory]
    [Engines]
    public async Task An_empty_queue_says_why(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 2);
        (await bench.Queue.Claim(project, people[0])).Empty!.Reason.ShouldBe("no_data");

        await TestProject.Tasks(bench.Db, project, 1);
        await Answer(bench, project, people[0], 1);
        (await bench.Queue.Claim(project, people[0])).Empty!.Reason.ShouldBe("nothing_left_for_you");

        await bench.Queue.Claim(project, people[1]);
        (await bench.Queue.Claim(project, people[0])).Empty.ShouldBe(new EmptyQueue("held_by_others", 1));

        await Answer(bench, project, people[1], 1);
        (await bench.Queue.Claim(project, people[0])).Empty!.Reason.ShouldBe("all_done");

        await bench.Db.Write(session => session.Execute("UPDATE project SET archived_at = 1"));
        (await bench.Queue.Claim(project, people[0])).Empty!.Reason.ShouldBe("paused");
    }

    [Theory]
    [Engines]
    public async Task Extending_says_what_was_lost(string engine)
    {
        using var bench = new Bench(engine);
        var (project, person) = await Project(bench, tasks: 3);
        var held = (await bench.Queue.Claim(project, person, 2)).Tasks.Select(task => task.Id).ToList();
        bench.Clock.Advance(TimeSpan.FromSeconds(500));
        (await bench.Queue.Extend(project, person, [held[0]])).Held.ShouldBe([held[0]]);
        bench.Clock.Advance(TimeSpan.FromSeconds(500));

        var extension = await bench.Queue.Extend(project, person, held);

        extension.Held.ShouldBe([held[0]]);
        extension.Lost.ShouldBe([held[1]]);
    }

    [Theory]
    [Engines]
    public async Task Gold_is_mixed_in_at_the_projects_rate_and_looks_like_any_other_task(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 2, goldRate: 0.2);
        var ids = await TestProject.Tasks(bench.Db, project, 300);
        foreach (var gold in ids.Take(60))
            await bench.Stages.Decisions.MarkGold(project, people[0], gold, TestProject.Answer("sport"));

        var got = new List<(long Id, string Reason)>();
        for (var i = 0; i < 200; i++)
        {
            var task = (await bench.Queue.Claim(project, people[1])).Tasks.Single();
            got.Add((task.Id, task.Reason));
            await bench.Submit(project, people[1], task.Id, "world");
        }

        got.Count(task => ids.Take(60).Contains(task.Id)).ShouldBeInRange(20, 60); // 200 draws at 0.2: 40 ± 3.5 standard deviations
        got.ShouldAllBe(task => task.Reason == ClaimReasons.Next);
        got.Select(task => task.Id).Distinct().Count().ShouldBe(200);
        bench.One<long>("SELECT count(*) FROM task WHERE is_gold AND status <> 'completed'").ShouldBe(0, "answers to gold decide nothing");
    }

    [Theory]
    [Engines]
    public async Task Skipped_by_policy_me_comes_back_when_nothing_else_is_left(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 1);
        var project = await TestProject.Create(bench.Db, people[0], skipPolicy: SkipPolicies.Me);
        var ids = await TestProject.Tasks(bench.Db, project, 3);
        await bench.Queue.Claim(project, people[0]);
        await bench.Submissions.Skip(project, people[0], new NewSkip(Guid.NewGuid().ToString("D"), ids[0], "later", 5));

        (await Answer(bench, project, people[0], 3)).ShouldBe([ids[1], ids[2], ids[0]]);
    }

    [Theory]
    [Engines]
    public async Task A_task_three_people_skip_is_set_aside_and_can_be_put_back(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 4);
        var project = await TestProject.Create(bench.Db, people[0]);
        var ids = await TestProject.Tasks(bench.Db, project, 1);
        foreach (var person in people.Take(3))
        {
            (await bench.Queue.Claim(project, person)).Tasks.Single().Id.ShouldBe(ids[0]);
            await bench.Submissions.Skip(project, person, new NewSkip(Guid.NewGuid().ToString("D"), ids[0], "not mine", 5));
        }

        bench.One<string>("SELECT status FROM task").ShouldBe("skipped");
        (await bench.Queue.Claim(project, people[3])).Tasks.ShouldBeEmpty();
        await bench.Stages.Decisions.Requeue(project, people[0], ids[0]);
        (await bench.Queue.Claim(project, people[3])).Tasks.Single().Id.ShouldBe(ids[0]);
    }

    [Theory]
    [Engines]
    public async Task What_three_people_skip_is_set_aside_with_the_answers_it_has_once_nobody_holds_it(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 6);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 3);
        var task = (await TestProject.Tasks(bench.Db, project, 1))[0];
        await bench.Queue.Claim(project, people[0]);
        await bench.Submit(project, people[0], task);
        await bench.Queue.Claim(project, people[1]);
        foreach (var person in people.Skip(2).Take(3))
        {
            await bench.Queue.Claim(project, person);
            await bench.Submissions.Skip(project, person, new NewSkip(Guid.NewGuid().ToString("D"), task, "not mine", 5));
        }

        bench.One<string>("SELECT status FROM task").ShouldBe("in_progress", "somebody is at it");
        await bench.Queue.Release(project, people[1], [task]);
        bench.One<string>("SELECT status FROM task").ShouldBe("skipped");
        (await bench.Queue.Claim(project, people[5])).Tasks.ShouldBeEmpty();

        await bench.Stages.Decisions.Requeue(project, people[0], task);
        bench.One<long>("SELECT submitted FROM task").ShouldBe(1);
        (await bench.Queue.Claim(project, people[5])).Tasks.Single().Id.ShouldBe(task);
    }

    [Theory]
    [Engines]
    public async Task A_dispute_is_kept_for_one_person_at_a_time(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 4);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 2);
        var ids = await TestProject.Tasks(bench.Db, project, 1);
        for (var i = 0; i < 2; i++)
        {
            await bench.Queue.Claim(project, people[i]);
            await bench.Submit(project, people[i], ids[0], i == 0 ? "sport" : "world");
        }

        (await bench.Stages.Disputes.Claim(project, people[2])).ShouldBe(ids[0]);
        (await bench.Stages.Disputes.Claim(project, people[3])).ShouldBeNull();
        bench.Clock.Advance(TimeSpan.FromSeconds(601));
        (await bench.Stages.Disputes.Claim(project, people[3])).ShouldBe(ids[0]);
    }

    [Theory]
    [Engines]
    public async Task The_claim_goes_to_its_place_in_the_queue_index_and_sorts_nothing(string engine)
    {
        using var bench = new Bench(engine);
        var (project, person) = await Project(bench, tasks: 2000);
        var explain = engine == "sqlite" ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";

        var plan = bench.Db.Read(session => string.Join('\n', session.Query<object>(explain + Picks.AfterCursor(session.Dialect).Text, new { now = 1L, project, rank = 0L, task = 5L, person })
            .Select(row => string.Join(' ', ((IDictionary<string, object>)row).Values))));

        plan.ShouldContain("task_open");
        plan.ShouldContain(engine == "sqlite" ? "rank=? AND id>?" : "(ROW(rank, id) > ROW('0'::bigint, '5'::bigint))", customMessage: "tasks of one rank are not walked past");
        plan.ShouldNotContain("Seq Scan");
        plan.ShouldNotContain("Sort");
        plan.ShouldNotContain("TEMP B-TREE");
    }

    private static async Task<(long Project, long Person)> Project(Bench bench, int tasks)
    {
        var people = await TestProject.People(bench.Db, 1);
        var project = await TestProject.Create(bench.Db, people[0]);
        if (tasks > 0)
            await TestProject.Tasks(bench.Db, project, tasks);
        return (project, people[0]);
    }

    private static async Task<List<long>> Answer(Bench bench, long project, long person, int count)
    {
        var done = new List<long>();
        for (var i = 0; i < count; i++)
        {
            var task = (await bench.Queue.Claim(project, person)).Tasks.Single().Id;
            await bench.Submit(project, person, task);
            done.Add(task);
        }

        return done;
    }
}
