using Assay.Model;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Ingest;

public class UndoBatchTests
{
    [Theory, Engines]
    public async Task Undo_leaves_nothing_of_an_import_but_its_report(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var kept = await bench.Import(bench.Lines("kept.jsonl", ["kept"]));
        var rows = Enumerable.Range(0, 1_200).Select(i => $"text {i % 1_100}").Append("kept");
        var job = await bench.Import(bench.File("a.jsonl", File.ReadAllText(bench.Lines("x.jsonl", rows)) + "broken\n"));
        (job.Imported, job.Duplicates, job.Rejected).ShouldBe((1_100, 101, 1));

        (await bench.Undo(job.Id)).State.ShouldBe("undone");

        bench.Items().Select(item => item.Data).ShouldBe(["{\"text\":\"kept\"}"]);
        bench.Count("task").ShouldBe(1);
        bench.Count("duplicate").ShouldBe(0);
        bench.Count("rejected_row").ShouldBe(1);
        bench.Imports.Get(bench.Project, kept.Id).State.ShouldBe("completed");
        await Should.ThrowAsync<Conflict>(() => bench.Imports.Undo(bench.Project, job.Id, bench.Person));
        await Should.ThrowAsync<Conflict>(() => bench.Imports.Resume(bench.Project, job.Id));
    }

    [Theory, Engines]
    public async Task Answered_tasks_are_archived_and_held_ones_go(string engine)
    {
        await using var bench = await ImportBench.Create(engine, overlap: 2);
        var queue = new TaskQueue(bench.Db, bench.Clock, new RecentCounts(bench.Db, bench.Clock));
        var submissions = new Submissions(bench.Db, bench.Clock);
        var file = bench.Lines("a.jsonl", ["answered", "held", "untouched"]);
        var job = await bench.Import(file);
        var other = await TestProject.Person(bench.Db, "other");
        var answered = (await queue.Claim(bench.Project, bench.Person, 1)).Tasks.Single().Id;
        await submissions.Submit(bench.Project, bench.Person, new NewSubmission(Guid.NewGuid().ToString(), answered, TestProject.Answer("sport"), 10, 0));
        (await queue.Claim(bench.Project, other, 2)).Tasks.Count.ShouldBe(2);

        await bench.Undo(job.Id);

        bench.Db.Read(session => session.Query<(long, string, long, long)>("SELECT id, status, open_slots, leased FROM task").ToList())
            .ShouldBe([(answered, "archived", 0, 0)]);
        bench.Count("annotation").ShouldBe(1);
        bench.Count("lease").ShouldBe(0);
        (await queue.Claim(bench.Project, other, 3)).Tasks.ShouldBeEmpty();
        var late = await submissions.Submit(bench.Project, other, new NewSubmission(Guid.NewGuid().ToString(), answered, TestProject.Answer("world"), 10, 0));
        late.Outcome.ShouldBe("late", "who held the archived task may still send the answer");

        (await bench.Import(file)).Imported.ShouldBe(3, "imported anew, all of it can be labeled");
    }

    [Theory, Engines]
    public async Task A_task_that_another_import_brought_too_passes_to_that_one(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var priority = new ImportOptions { PriorityColumn = "p", Mapping = new Dictionary<string, string> { ["text"] = "text" } };
        var first = await bench.Import(bench.File("a.csv", "text,p\nshared,5\nmine,0\n"), priority);
        var second = await bench.Import(bench.File("b.csv", "text,p\nother,0\nshared,-2\nShared,1\n"), priority);
        var third = await bench.Import(bench.File("c.csv", "text,p\nshared,0\n"), priority);
        var task = bench.One<long>("SELECT min(task_id) FROM duplicate");

        await bench.Undo(first.Id);
        bench.One<(long, long, string)>("SELECT batch_id, line, data FROM item WHERE task_id = @task", new { task })
            .ShouldBe((second.Id, 3, """{"text":"shared","p":"-2"}"""));
        bench.One<long>("SELECT rank FROM task WHERE id = @task", new { task }).ShouldBe(2 * TestProject.RankStep);
        bench.Count("duplicate").ShouldBe(2);
        (bench.Imports.Get(bench.Project, second.Id).Imported, bench.Imports.Get(bench.Project, second.Id).Duplicates).ShouldBe((2, 1));

        await bench.Undo(second.Id);
        bench.One<long>("SELECT batch_id FROM item WHERE task_id = @task", new { task }).ShouldBe(third.Id);
        bench.Count("duplicate").ShouldBe(0);

        await bench.Undo(third.Id);
        bench.Count("task").ShouldBe(0);
        bench.Count("item").ShouldBe(0);
    }

    [Theory, Engines]
    public async Task An_undo_that_breaks_off_is_finished_by_the_next_process(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var job = await bench.Import(bench.Lines("a.jsonl", Enumerable.Range(0, 1_700).Select(i => $"text {i}")));
        await bench.Imports.Undo(bench.Project, job.Id, bench.Person);
        bench.Imports.Get(bench.Project, job.Id).State.ShouldBe("undoing");
        await using (var node = new Node(bench.Db, bench.Clock, null, kind => new Interrupted(kind, 3, (_, _) => throw new IOException("disk away"))))
            await node.Runner.RunNext();
        bench.Count("task").ShouldBeInRange(1, 1_699);
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        (await bench.Node.Runner.RunNext()).ShouldBeTrue();
        bench.Imports.Get(bench.Project, job.Id).State.ShouldBe("undone");
        bench.Count("task").ShouldBe(0);
    }

    [Theory, Engines]
    public async Task Two_undos_at_once_leave_nothing_of_what_both_brought(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        using var otherDb = bench.Database.OpenAnother();
        await using var other = new Node(otherDb, bench.Clock);
        var texts = Enumerable.Range(0, 1_500).Select(i => $"text {i}").ToList();
        var first = await bench.Import(bench.Lines("a.jsonl", texts));
        var second = await bench.Import(bench.Lines("b.jsonl", texts.AsEnumerable().Reverse()));
        await bench.Imports.Undo(bench.Project, first.Id, bench.Person);
        await bench.Imports.Undo(bench.Project, second.Id, bench.Person);
        await Task.WhenAll(Task.Run(() => bench.Node.Runner.RunNext()), Task.Run(() => other.Runner.RunNext()));
        bench.Imports.List(bench.Project).Select(job => job.State).ShouldBe(["undone", "undone"]);
        bench.Count("task").ShouldBe(0);
        bench.Count("item").ShouldBe(0);
        bench.Count("duplicate").ShouldBe(0);
    }
}
