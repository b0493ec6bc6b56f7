using Assay.Model;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Jobs;

namespace Assay.Pipeline.Tests.Ingest;

public class ResumeTests
{
    /// <summary>Ten chunks of good, repeated and bad rows.</summary>
    private static readonly string Rows = string.Concat(Enumerable.Range(0, 9_500).Select(i =>
        i % 100 == 7 ? "broken\n" : $$"""{"text":"row {{(i % 10 == 3 ? i / 2 : i)}}","p":{{i % 3}}}""" + "\n"));

    private static readonly ImportOptions Options = new() { PriorityColumn = "p", Mapping = new Dictionary<string, string> { ["text"] = "text" } };

    [Theory]
    [Engines(1)]
    [Engines(3)]
    [Engines(5)]
    public async Task After_a_crash_another_process_goes_on_and_the_rows_are_those_of_an_import_without_one(string engine, int chunks)
    {
        await using var whole = await ImportBench.Create(engine);
        var expected = await whole.Import(whole.File("a.jsonl", Rows), Options);

        await using var bench = await ImportBench.Create(engine);
        using var otherDb = bench.Database.OpenAnother();
        var hangs = new TaskCompletionSource();
        var reached = new TaskCompletionSource<JobRun>();
        var ended = $"{Environment.MachineName}/{int.MaxValue}/0";
        await using var dead = new Node(otherDb, bench.Clock, ended, kind => kind is ImportBatch
            ? new Interrupted(kind, chunks, async (run, _) =>
            {
                reached.SetResult(run);
                await hangs.Task;
            })
            : kind);
        var job = await bench.Start(bench.File("a.jsonl", Rows), Request);
        var abandoned = dead.Runner.RunNext();
        await Task.WhenAny(reached.Task, abandoned);
        reached.Task.IsCompleted.ShouldBeTrue("the import ended before it was interrupted");
        var run = await reached.Task;
        bench.Imports.Get(bench.Project, job.Id).RowsRead.ShouldBeInRange(1, 9_500);

        (await bench.Node.Runner.RunNext()).ShouldBeTrue();

        var done = bench.Imports.Get(bench.Project, job.Id);
        Told(done).ShouldBe(Told(expected));
        bench.Items().ShouldBe(whole.Items());
        Report(bench, done.Id).ShouldBe(Report(whole, expected.Id));

        // the process was not dead but asleep: what it still tries to write is refused
        await Should.ThrowAsync<JobLost>(() => bench.Db.Write(session => run.Hold(session)));
        hangs.SetResult();
        await abandoned;
        Told(bench.Imports.Get(bench.Project, job.Id)).ShouldBe(Told(expected));
    }

    [Theory, Engines]
    public async Task A_cancelled_import_stays_where_it_is_and_goes_on_when_told(string engine)
    {
        await using var whole = await ImportBench.Create(engine);
        var expected = await whole.Import(whole.File("a.jsonl", Rows), Options);

        await using var bench = await ImportBench.Create(engine);
        var job = await bench.Start(bench.File("a.jsonl", Rows), Request);
        var pipeline = bench.Node;
        await using (var node = new Node(bench.Db, bench.Clock, null, kind => new Interrupted(kind, 2, async (_, stop) =>
        {
            await pipeline.Imports.Cancel(bench.Project, job.Id);
            await Task.Delay(Timeout.Infinite, stop);
        })))
            await node.Runner.RunNext();

        var cancelled = bench.Imports.Get(bench.Project, job.Id);
        cancelled.State.ShouldBe("cancelled");
        cancelled.RowsRead.ShouldBeInRange(1, 9_499);
        (await bench.Node.Runner.RunNext()).ShouldBeFalse();

        (await bench.Imports.Resume(bench.Project, job.Id)).State.ShouldBe("queued");
        (await bench.Node.Runner.RunNext()).ShouldBeTrue();
        Told(bench.Imports.Get(bench.Project, job.Id)).ShouldBe(Told(expected));
        bench.Items().ShouldBe(whole.Items());
        await Should.ThrowAsync<Conflict>(() => bench.Imports.Resume(bench.Project, job.Id));
    }

    [Theory, Engines]
    public async Task A_waiting_import_is_cancelled_at_once(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var job = await bench.Start(bench.File("a.jsonl", Rows), Request);
        (await bench.Imports.Cancel(bench.Project, job.Id)).State.ShouldBe("cancelled");
        (await bench.Node.Runner.RunNext()).ShouldBeFalse();
        bench.Count("task").ShouldBe(0);
    }

    [Theory, Engines]
    public async Task The_same_command_given_again_goes_on_with_what_was_begun(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var file = bench.File("a.jsonl", Rows);
        await using (var node = new Node(bench.Db, bench.Clock, null, kind => new Interrupted(kind, 2, (_, _) => throw new InvalidDataException("out of luck"))))
        {
            var failed = (await node.Imports.Run(bench.Project, bench.Person, [file], Options)).Single();
            (failed.State, failed.Error).ShouldBe(("failed", "out of luck"));
        }

        var done = await bench.Import(file, Options);
        (done.State, done.RowsRead).ShouldBe(("completed", 9_500));
        bench.Count("batch").ShouldBe(1);
        (await bench.Import(file, Options)).Imported.ShouldBe(0, "a finished import is not resumed: the rows come again, as duplicates");
        bench.Count("batch").ShouldBe(2);
    }

    [Theory, Engines]
    public async Task Stopping_the_process_puts_the_import_back_in_line(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var job = await bench.Start(bench.File("a.jsonl", Rows), Request);
        var under_way = new TaskCompletionSource();
        var node = new Node(bench.Db, bench.Clock, null, kind => new Interrupted(kind, 2, async (_, stop) =>
        {
            under_way.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
        }));
        node.Runner.Start();
        await under_way.Task;
        await node.DisposeAsync();
        bench.Imports.Get(bench.Project, job.Id).State.ShouldBe("queued");
        (await bench.Node.Runner.RunNext()).ShouldBeTrue();
        bench.Imports.Get(bench.Project, job.Id).RowsRead.ShouldBe(9_500);
    }

    [Theory, Engines]
    public async Task A_file_that_changed_meanwhile_is_not_read_on(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var file = bench.File("a.jsonl", Rows);
        await using (var node = new Node(bench.Db, bench.Clock, null, kind => new Interrupted(kind, 2, (_, _) => throw new InvalidDataException("crash"))))
            await node.Imports.Run(bench.Project, bench.Person, [file], Options);
        var job = bench.Imports.List(bench.Project).Single();
        File.WriteAllText(file, Rows + "{\"text\":\"one more\"}\n");
        await bench.Imports.Resume(bench.Project, job.Id);
        await bench.Node.Runner.RunNext();
        var failed = bench.Imports.Get(bench.Project, job.Id);
        failed.State.ShouldBe("failed");
        failed.Error.ShouldNotBeNull().ShouldContain("changed");
    }

    private static ImportRequest Request => new() { UploadId = "", PriorityColumn = "p", Mapping = new Dictionary<string, string> { ["text"] = "text" } };

    private static (string, long, long, long, long, long) Told(ImportJob job) =>
        (job.State, job.RowsRead, job.Imported, job.Duplicates, job.Rejected, job.BytesRead);

    private static List<(long, long)> Report(ImportBench bench, long batch) => bench.Db.Read(session => session.Query<(long, long)>(
        "SELECT ordinal, line FROM rejected_row WHERE batch_id = @batch ORDER BY ordinal", new { batch }).ToList());
}
