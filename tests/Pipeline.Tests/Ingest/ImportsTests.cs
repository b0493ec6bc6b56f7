using System.IO.Compression;
using System.Text;
using Assay.Model;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Ingest;

public class ImportsTests
{
    [Theory, Engines]
    public async Task Every_row_becomes_a_task_with_its_line(string engine)
    {
        await using var bench = await ImportBench.Create(engine, overlap: 2);
        var job = await bench.Import(bench.Lines("a.jsonl", ["one", "two", "three"]));
        job.Error.ShouldBeNull();
        (job.State, job.Format, job.RowsRead, job.Imported, job.Duplicates, job.Rejected).ShouldBe(("completed", "jsonl", 3, 3, 0, 0));
        job.BytesRead.ShouldBe(job.BytesTotal);
        bench.Items().ShouldBe([("{\"text\":\"one\"}", 1, 0), ("{\"text\":\"two\"}", 2, 0), ("{\"text\":\"three\"}", 3, 0)]);
        bench.One<long>("SELECT count(*) FROM task WHERE status = 'pending' AND overlap = 2 AND open_slots = 2 AND submitted = 0").ShouldBe(3);
    }

    [Theory, Engines]
    public async Task Every_row_of_the_news_comes_in_exactly_once(string engine)
    {
        var folder = SharedData.Find("text/ag_news");
        Assert.SkipWhen(folder is null, "The shared data is not beside the repository.");
        await using var bench = await ImportBench.Create(engine);
        string[] files = [Path.Combine(folder!, "train.jsonl"), Path.Combine(folder!, "test.jsonl")];
        var jobs = await bench.Imports.Run(bench.Project, bench.Person, files, new ImportOptions());

        foreach (var (job, file) in jobs.Zip(files))
        {
            var lines = File.ReadLines(file).Count();
            (job.State, job.RowsRead, job.Rejected).ShouldBe(("completed", lines, 0));
            var stored = bench.Db.Read(session => session.Query<(string Data, long Line)>(
                "SELECT data, line FROM item WHERE batch_id = @Id UNION ALL SELECT data, line FROM duplicate WHERE batch_id = @Id ORDER BY line", new { job.Id }).ToList());
            stored.Select(row => row.Line).ShouldBe(Enumerable.Range(1, lines).Select(line => (long)line));
            stored.Select(row => row.Data).ShouldBe(File.ReadLines(file));
        }

        bench.Count("task").ShouldBe(jobs.Sum(job => job.Imported));
    }

    [Theory, Engines]
    public async Task The_first_of_equal_items_is_labeled_and_the_others_are_noted_beside_it(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var first = await bench.Import(bench.Lines("a.jsonl", ["one", "two", "one", "  One "]));
        var second = await bench.Import(bench.Lines("b.jsonl", ["three", "two", "two"]));
        (first.Imported, first.Duplicates).ShouldBe((2, 2));
        (second.Imported, second.Duplicates).ShouldBe((1, 2));
        bench.Items().Select(item => item.Data).ShouldBe(["{\"text\":\"one\"}", "{\"text\":\"two\"}", "{\"text\":\"three\"}"]);
        bench.Db.Read(session => session.Query<(long, long, long)>(
                "SELECT i.line, d.batch_id, d.line FROM duplicate d JOIN item i ON i.task_id = d.task_id ORDER BY d.id").ToList())
            .ShouldBe([(1, first.Id, 3), (1, first.Id, 4), (2, second.Id, 2), (2, second.Id, 3)]);
    }

    [Theory, Engines]
    public async Task Duplicates_kept_by_choice_are_labeled_again(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var keep = new ImportOptions { Duplicates = DuplicatePolicy.Keep };
        (await bench.Import(bench.Lines("a.jsonl", ["one", "one"]), keep)).Imported.ShouldBe(2);
        (await bench.Import(bench.Lines("b.jsonl", ["one"]), keep)).Imported.ShouldBe(1);
        bench.Count("task").ShouldBe(3);
    }

    [Theory, Engines]
    public async Task Imports_at_the_same_time_on_two_nodes_find_each_others_duplicates(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        using var other = bench.Database.OpenAnother();
        await using var node = new Node(other, bench.Clock);
        var forward = Enumerable.Range(0, 12_000).Select(i => $"text {i}").ToList();
        var mine = bench.Lines("forward.jsonl", forward);
        var theirs = bench.Lines("backward.jsonl", forward.AsEnumerable().Reverse());
        var jobs = await Task.WhenAll(
            Task.Run(() => bench.Imports.Run(bench.Project, bench.Person, [mine], new ImportOptions())),
            Task.Run(() => node.Imports.Run(bench.Project, bench.Person, [theirs], new ImportOptions())));
        jobs.Sum(job => job[0].Imported).ShouldBe(12_000);
        jobs.Sum(job => job[0].Duplicates).ShouldBe(12_000);
        bench.Count("task").ShouldBe(12_000);
        bench.One<long>("SELECT count(DISTINCT data) FROM item").ShouldBe(12_000);
        bench.One<long>("SELECT count(*) FROM duplicate d JOIN item i ON i.task_id = d.task_id AND i.data = d.data AND i.batch_id <> d.batch_id").ShouldBe(12_000);
    }

    [Theory, Engines]
    public async Task Larger_priorities_come_first_also_for_people_who_have_gone_further(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var queue = new TaskQueue(bench.Db, bench.Clock, new RecentCounts(bench.Db, bench.Clock));
        var options = new ImportOptions { PriorityColumn = "p" };
        await bench.Import(bench.File("a.csv", "text,p\nlate,-3\nordinary,\nurgent,7\n"), options);
        var order = await Claim(2);
        order.ShouldBe(["urgent", "ordinary"]);
        await bench.Import(bench.File("b.csv", "text,p\nmore urgent,9\nlast,-4\n"), options);
        (await Claim(5)).Skip(2).ShouldBe(["more urgent", "late", "last"]);

        async Task<List<string>> Claim(int count) =>
            [.. (await queue.Claim(bench.Project, bench.Person, count)).Tasks.Select(task => task.Data.GetProperty("text").GetString()!)];
    }

    [Theory, Engines]
    public async Task A_compressed_file_is_read_like_a_plain_one(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("id\ttext\n1\tone\n2\ttwo\n"));
        var job = await bench.Import(bench.File("a.tsv.gz", packed.ToArray()));
        (job.State, job.Format, job.Imported, job.BytesRead).ShouldBe(("completed", "tsv", 2, packed.Length));
        bench.Items().Select(item => item.Line).ShouldBe([2, 3]);
    }

    [Theory, Engines]
    public async Task Columns_become_fields_and_the_others_stay_or_go(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var file = bench.File("a.csv", "body,source\nhello,web\n");
        await bench.Import(file, new ImportOptions { Mapping = new Dictionary<string, string> { ["text"] = "body" } });
        var other = bench.File("b.csv", "body,source\nbye,web\n");
        await bench.Import(other, new ImportOptions { Mapping = new Dictionary<string, string> { ["text"] = "body" }, KeepOtherColumns = false });
        bench.Items().Select(item => item.Data).ShouldBe(["{\"text\":\"hello\",\"source\":\"web\"}", "{\"text\":\"bye\"}"]);
    }

    [Theory, Engines]
    public async Task A_request_that_does_not_fit_is_refused_before_a_row_is_read(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var file = bench.File("a.csv", "body,n\nhello,1\n");
        var error = await Should.ThrowAsync<Invalid>(() => bench.Import(file, new ImportOptions
        {
            Mapping = new Dictionary<string, string> { ["headline"] = "titel" },
            PriorityColumn = "prio",
            Duplicates = "maybe",
        }));
        error.Violations.Select(violation => $"{violation.Path} {violation.Rule}").ShouldBe(
            ["mapping.text required", "mapping.headline unknown", "mapping.headline unknown_column", "priorityColumn unknown_column", "duplicates unknown"]);
        (await Should.ThrowAsync<Invalid>(() => bench.Import(file, new ImportOptions { Format = "xml" }))).Violations.Single().Path.ShouldBe("format");
        await Should.ThrowAsync<NotFound>(() => bench.Import(Path.Combine(bench.Database.Folder, "none.csv")));
        bench.Count("job").ShouldBe(0);
    }

    [Theory, Engines]
    public async Task An_import_can_be_watched_from_another_node(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        using var other = bench.Database.OpenAnother();
        await using var node = new Node(other, bench.Clock);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var started = await bench.Start(bench.Lines("a.jsonl", ["one", "two"]));
        var seen = new List<string>();
        await foreach (var job in node.Imports.Watch(bench.Project, enough.Token))
        {
            seen.Add(job.State);
            if (job.State == JobState.Completed)
                break;
            if (job.State == JobState.Queued)
                (await bench.Node.Runner.RunNext(enough.Token)).ShouldBeTrue();
        }

        seen.ShouldBe(["queued", "completed"]);
        bench.Imports.Get(bench.Project, started.Id).RowsRead.ShouldBe(2);
    }

    [Theory]
    [Engines]
    public async Task Conversations_are_imported_as_lists_of_turns_and_what_is_none_is_refused(string engine)
    {
        await using var bench = await ImportBench.Create(engine, """
            {"fields":[{"name":"talk","kind":"chat"}],"questions":[{"name":"topic","kind":"choice","labels":["a","b"]}]}
            """);
        var file = bench.File("talks.jsonl", """
            {"messages":[{"role":"user","content":"Hello"},{"role":"assistant","content":"Yes?"}]}
            {"messages":"Hello"}
            {"messages":[{"role":"user"}]}
            {"messages":[{"role":"user","content":"Hello"},{"role":"assistant","content":"Yes?"}]}
            {"messages":[{"role":"user","content":"Bye"}]}
            """);

        var job = await bench.Import(file, new ImportOptions { Mapping = new Dictionary<string, string> { ["talk"] = "messages" } });

        (job.Imported, job.Duplicates, job.Rejected).ShouldBe((2, 1, 2));
        job.RejectedSample[0].Reason.ShouldContain("Column \"messages\" holds a text; field \"talk\" needs a list.");
        job.RejectedSample[1].Reason.ShouldContain("turn 1 of the field \"talk\"");
        bench.Db.Read(session => session.One<string>("SELECT data FROM item ORDER BY task_id LIMIT 1")).ShouldStartWith("""{"talk":[{"role":"user",""");
    }
}
