using Assay.Pipeline.Annotate;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Queue;

/// <summary>Eight workers at once, on two nodes, with everything that goes wrong in a day. Seeded: the same choices, in whatever order the machine runs them.</summary>
public sealed class QueueRaceTests
{
    private const int Workers = 8;
    private const int LeaseSeconds = 60;

    [Theory]
    [Engines(1)]
    [Engines(2)]
    [Engines(3)]
    public async Task Nothing_is_handed_out_twice_lost_or_stuck(string engine, int overlap)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, Workers);
        var project = await TestProject.Create(bench.Db, people[0], overlap, LeaseSeconds);
        var tasks = await TestProject.Tasks(bench.Db, project, 80, i => i % 5);
        using var another = bench.Database.OpenAnother();
        Stages[] nodes = [bench.Stages, new Stages(another, bench.Clock)];

        await Task.WhenAll(people.Select((person, i) => Task.Run(() => Work(bench, nodes, project, person, i))));

        CheckInvariants(bench, project);
        foreach (var person in people) // who had gone home already does what came back after them; nothing may be out of everybody's reach
            await Finish(bench, project, person);
        CheckInvariants(bench, project);
        bench.One<long>("SELECT count(*) FROM task WHERE status IN ('pending', 'in_progress')").ShouldBe(0, "every task found its end");
        bench.One<long>("SELECT count(*) FROM lease").ShouldBe(0);
        bench.One<long>("SELECT count(*) FROM task WHERE status IN ('completed', 'disputed') AND submitted < overlap").ShouldBe(0);
        bench.One<long>("SELECT count(*) FROM task t WHERE status = 'completed' AND NOT EXISTS (SELECT 1 FROM final_label f WHERE f.task_id = t.id)").ShouldBe(0);
        bench.One<long>("SELECT count(*) FROM task t WHERE status = 'disputed' AND NOT EXISTS (SELECT 1 FROM dispute d WHERE d.task_id = t.id)").ShouldBe(0);
        tasks.Count.ShouldBe((int)bench.One<long>("SELECT count(*) FROM task"));
    }

    [Theory]
    [Engines(1)]
    [Engines(2)]
    [Engines(3)]
    public async Task With_nobody_late_no_task_gets_more_answers_than_it_asked_for(string engine, int overlap)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, Workers);
        var project = await TestProject.Create(bench.Db, people[0], overlap, 86_400);
        await TestProject.Tasks(bench.Db, project, 60);

        await Task.WhenAll(people.Select(person => Task.Run(async () =>
        {
            while ((await bench.Queue.Claim(project, person, 3)).Tasks is { Count: > 0 } held)
                foreach (var task in held)
                    await bench.Submit(project, person, task.Id);
            return true;
        })));

        bench.One<long>("SELECT count(*) FROM task WHERE submitted <> overlap").ShouldBe(0);
        bench.One<long>("SELECT count(*) FROM annotation").ShouldBe(60L * overlap);
        bench.One<long>("SELECT count(*) FROM (SELECT task_id, person_id FROM annotation GROUP BY task_id, person_id HAVING count(*) > 1) AS twice").ShouldBe(0);
    }

    [Theory]
    [Engines]
    public async Task Two_tabs_of_one_person_hold_the_same_tasks_and_never_more(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 1);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 3);
        await TestProject.Tasks(bench.Db, project, 50);

        for (var round = 0; round < 10; round++)
        {
            var tabs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => bench.Queue.Claim(project, people[0], 3))));
            var ids = tabs[0].Tasks.Select(task => task.Id).ToList();
            tabs.ShouldAllBe(tab => tab.Tasks.Select(task => task.Id).SequenceEqual(ids));
            bench.One<long>("SELECT count(*) FROM lease").ShouldBe(3);
            var sent = await Task.WhenAll(tabs.Select(_ => Task.Run(() => bench.Submit(project, people[0], ids[0]))));
            sent.Count(one => one.Outcome == Outcomes.Accepted).ShouldBe(1);
            sent.Count(one => one.Outcome == Outcomes.AlreadyAnswered).ShouldBe(3);
        }

        bench.One<long>("SELECT count(*) FROM annotation WHERE state = 'counted'").ShouldBe(10);
        bench.One<long>("SELECT count(*) FROM annotation WHERE state = 'superseded'").ShouldBe(30);
        CheckInvariants(bench, project);
    }

    [Theory]
    [Engines]
    public async Task The_same_submission_sent_many_times_at_once_counts_once(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 1);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 2);
        await TestProject.Tasks(bench.Db, project, 1);
        var task = (await bench.Queue.Claim(project, people[0])).Tasks[0].Id;
        var id = Guid.NewGuid().ToString("D");

        var sent = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => bench.Submit(project, people[0], task, id: id))));

        sent.Count(one => one.Outcome == Outcomes.Accepted).ShouldBe(1);
        sent.Count(one => one.Outcome == Outcomes.Repeated).ShouldBe(15);
        bench.One<long>("SELECT submitted FROM task").ShouldBe(1);
    }

    private static async Task Finish(Bench bench, long project, long person)
    {
        bench.Clock.Advance(TimeSpan.FromSeconds(LeaseSeconds + 1));
        while ((await bench.Queue.Claim(project, person)).Tasks is { Count: > 0 } held)
            await bench.Submit(project, person, held[0].Id);
    }

    private static async Task Work(Bench bench, Stages[] nodes, long project, long person, int seed)
    {
        var random = new Random(seed);
        string[] topics = ["sport", "sport", "sport", "world"];
        while (true)
        {
            var node = nodes[random.Next(nodes.Length)];
            var claim = await node.Queue.Claim(project, person, random.Next(1, 4));
            if (claim.Empty is { } empty)
            {
                if (empty.Reason is "all_done" or "nothing_left_for_you")
                    return;
                bench.Clock.Advance(TimeSpan.FromSeconds(LeaseSeconds + 1)); // somebody has gone home with a task
                continue;
            }

            var task = claim.Tasks[random.Next(claim.Tasks.Count)].Id;
            var submission = new NewSubmission(new Guid(seed, 0, 0, BitConverter.GetBytes(random.NextInt64())).ToString("D"), task, TestProject.Answer(topics[random.Next(4)]), 900, 0);
            switch (random.Next(12))
            {
                case 0: // leaves without a word
                    break;
                case 1:
                    await node.Queue.Release(project, person, [.. claim.Tasks.Select(each => each.Id)]);
                    break;
                case 2:
                    await node.Submissions.Skip(project, person, new NewSkip(submission.SubmissionId, task, "unsure", 10));
                    break;
                case 3: // the network answers twice
                    await Task.WhenAll(nodes.Select(each => each.Submissions.Submit(project, person, submission)));
                    break;
                case 4: // thinks for longer than the lease, then sends all the same
                    bench.Clock.Advance(TimeSpan.FromSeconds(LeaseSeconds + 1));
                    await nodes[1].Queue.ExpireLeases();
                    await node.Submissions.Submit(project, person, submission);
                    break;
                case 5: // changes their mind
                    await node.Submissions.Submit(project, person, submission);
                    await node.Undo.Take(project, person, submission.SubmissionId);
                    break;
                case 6:
                    await node.Queue.Extend(project, person, [task]);
                    break;
                default:
                    await node.Submissions.Submit(project, person, submission);
                    break;
            }

            if (random.Next(10) == 0)
                CheckInvariants(bench, project);
        }
    }

    /// <summary>What the counters say is what the rows say. One statement, so that it sees one moment.</summary>
    private static void CheckInvariants(Bench bench, long project) => bench.One<long>(
        """
        SELECT count(*) FROM task t
        WHERE t.project_id = @project AND (
            t.leased <> (SELECT count(*) FROM lease l WHERE l.task_id = t.id AND l.purpose = 'annotate')
            OR t.submitted <> (SELECT count(*) FROM annotation a WHERE a.task_id = t.id AND a.state = 'counted')
            OR t.open_slots <> CASE WHEN t.status IN ('pending', 'in_progress') AND t.overlap > t.submitted + t.leased THEN t.overlap - t.submitted - t.leased ELSE 0 END
            OR (t.status IN ('pending', 'in_progress') AND t.submitted >= t.overlap)
            OR EXISTS (SELECT 1 FROM lease l JOIN annotation a ON a.person_id = l.person_id AND a.task_id = l.task_id WHERE l.task_id = t.id AND a.is_standing))
        """,
        new { project }).ShouldBe(0, "counters and rows differ");
}
