using System.IO.Compression;
using System.Text;
using Assay.Model;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Media;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality;
using Assay.Pipeline.Queue;
using Assay.Pipeline.Tests.Media;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Ingest;

public class MediaImportTests
{
    private const string Schema = """
        {"fields":[{"name":"picture","kind":"image"}],"questions":[{"name":"topic","kind":"choice","title":"Topic?","mode":"single",
        "labels":[{"name":"sport"},{"name":"world"},{"name":"business"}]}]}
        """;

    private static readonly byte[] Photo = Pictures.Jpeg(40, 30);

    [Theory, Engines]
    public async Task A_folder_becomes_an_item_a_file_and_a_report_of_what_was_refused(string engine)
    {
        await using var bench = await ImportBench.Create(engine, Schema);
        var folder = Folder(bench, ("a.jpg", Photo), ("b/copy.jpg", Photo), ("b/other.png", Pictures.Png(8, 8)), ("c.svg", "<svg/>"u8.ToArray()), ("d.wav", Tones.Wav(0.1)), ("e.jpg", []));
        var job = await bench.Import(folder);
        (job.State, job.FileName, job.Format, job.RowsRead, job.Imported, job.Duplicates, job.Rejected).ShouldBe(("completed", "photos", "media", 6, 2, 1, 3));
        job.BytesRead.ShouldBe(job.BytesTotal);
        bench.Items().Select(item => item.Data).ShouldBe(["{\"picture\":\"a.jpg\"}", "{\"picture\":\"b/other.png\"}"]);
        job.RejectedSample.Select(row => (row.Line, row.Column, row.Excerpt)).ShouldBe([(4, "picture", "c.svg"), (5, "picture", "d.wav"), (6, "picture", "e.jpg")]);
        job.RejectedSample[0].Reason.ShouldStartWith("This is an SVG");
        job.RejectedSample[1].Reason.ShouldBe("This is a recording, and the field is for images.");
        job.RejectedSample[2].Reason.ShouldBe("The file is empty.");
        bench.Node.Media.List(bench.Project, null, 10).Media.Select(medium => medium.Name).ShouldBe(["a.jpg", "b/copy.jpg", "b/other.png"]);
    }

    [Theory, Engines]
    public async Task The_tasks_of_an_uploaded_archive_come_with_their_pictures(string engine)
    {
        await using var bench = await ImportBench.Create(engine, Schema);
        var job = await bench.Start(Zip(bench, ("in/1.jpg", Pictures.TurnedJpeg(64, 32, 6)), ("in/readme.txt", "hello"u8.ToArray())));
        (await bench.Node.Runner.RunNext()).ShouldBeTrue();
        (bench.Imports.Get(bench.Project, job.Id) is { State: "completed", Imported: 1, Rejected: 1 }).ShouldBeTrue();
        bench.Node.Uploads.List(bench.Project).ShouldBeEmpty();

        var queue = new TaskQueue(bench.Db, bench.Clock, new RecentCounts(bench.Db, bench.Clock));
        var task = (await queue.Claim(bench.Project, bench.Person)).Tasks.Single();
        var medium = task.Media!["picture"];
        (medium.Type, medium.Width, medium.Height).ShouldBe(("image/jpeg", 32, 64));
        new TaskStories(bench.Db).Get(bench.Project, task.Id, blind: false).Media!["picture"].ShouldBe(medium);
    }

    [Theory, Engines]
    public async Task Files_sent_one_by_one_are_one_upload(string engine)
    {
        await using var bench = await ImportBench.Create(engine, Schema);
        var upload = await bench.Node.Uploads.AddFiles(bench.Project, bench.Person, "holiday", Sent());
        (upload.FileName, upload.Format, upload.Files).ShouldBe(("holiday", "media", 2));
        upload.Suggested.ShouldBe(new Dictionary<string, string> { ["picture"] = "name" });
        upload.Rows.Select(row => row.GetProperty("name").GetString()).ShouldBe(["beach/1.jpg", "beach/2.jpg"]);
        upload.Warnings.ShouldBeEmpty();
        var small = new Uploads(bench.Db, bench.Clock) { MostBytes = 1000 };
        (await Should.ThrowAsync<Invalid>(() => small.AddFiles(bench.Project, bench.Person, "x", Sent()))).Violations.Single().Rule.ShouldBe("too_large");
        Directory.GetFiles(Path.Combine(bench.Database.Folder, "uploads")).Length.ShouldBe(1);

        async IAsyncEnumerable<(string, Stream)> Sent()
        {
            await Task.Yield();
            yield return ("beach/1.jpg", new MemoryStream(Photo));
            yield return ("beach/2.jpg", new MemoryStream(Pictures.Jpeg(40, 30, seed: 2)));
        }
    }

    [Theory, Engines]
    public async Task Undoing_the_import_takes_its_files_back_but_not_those_that_answered_tasks_show(string engine)
    {
        await using var bench = await ImportBench.Create(engine, Schema);
        await bench.Node.Media.Add(bench.Project, bench.Person, "before.jpg", new MemoryStream(Pictures.Jpeg(9, 9)));
        var job = await bench.Import(Folder(bench, ("a.jpg", Photo), ("b.png", Pictures.Png(8, 8))));
        var answered = bench.One<long>("SELECT task_id FROM item WHERE data LIKE '%b.png%'");
        await bench.Db.Write(session => session.Execute(
            """
            INSERT INTO annotation (submission_id, project_id, task_id, person_id, state, is_standing, answers, lead_time_ms, guideline_version, created_at)
            VALUES ('x', @Project, @answered, @Person, 'counted', TRUE, '{}', 0, 0, 0)
            """,
            new { bench.Project, answered, bench.Person }));
        (await bench.Undo(job.Id)).State.ShouldBe("undone");
        bench.Node.Media.List(bench.Project, null, 10).Media.Select(medium => medium.Name).ShouldBe(["b.png", "before.jpg"]);
    }

    [Theory, Engines]
    public async Task An_import_that_was_cut_short_goes_on_where_it_stopped(string engine)
    {
        await using var bench = await ImportBench.Create(engine, Schema);
        var folder = Folder(bench, [.. Enumerable.Range(1, 30).Select(i => ($"{i:00}.png", Pictures.Png(8, 8, seed: i)))]);
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        var first = (await bench.Imports.Run(bench.Project, bench.Person, [folder], new ImportOptions(), null, cancel.Token)).Single();
        first.State.ShouldBe("cancelled");
        var second = await bench.Import(folder);
        (second.Id, second.State, second.Imported, second.Duplicates).ShouldBe((first.Id, "completed", 30, 0));
        bench.Items().Count.ShouldBe(30);
    }

    [Theory, Engines]
    public async Task Files_go_only_where_they_can_be_shown(string engine)
    {
        await using var texts = await ImportBench.Create(engine);
        var folder = Folder(texts, ("a.jpg", Photo));
        (await Should.ThrowAsync<Invalid>(() => texts.Import(folder))).Message.ShouldContain("no field for images or recordings");
        await using var bench = await ImportBench.Create(engine, Schema.Replace("}],", "},{\"name\":\"caption\",\"kind\":\"text\"}],", StringComparison.Ordinal));
        (await Should.ThrowAsync<Invalid>(() => bench.Import(Folder(bench, ("a.jpg", Photo))))).Message.ShouldContain("The field \"caption\" is required");
    }

    [Theory, Engines]
    public async Task Rows_that_name_files_sent_before_show_them(string engine)
    {
        await using var bench = await ImportBench.Create(engine, Schema);
        await bench.Node.Media.AddAll(bench.Project, bench.Person, "all.zip", File.OpenRead(Zip(bench, ("photos/1.jpg", Photo), ("../2.jpg", Photo), ("3.zip", "PK\u0003\u0004..."u8.ToArray()))), 1_000_000, added =>
            (added.Name, added.Reason).ShouldBeOneOf(
                ("photos/1.jpg", null),
                ("../2.jpg", "The file's path leads out of its folder (\"..\")."),
                ("3.zip", "This is a zip archive. Images are taken as JPEG, PNG, WebP, GIF or BMP, recordings as WAV, MP3, FLAC or Ogg (Vorbis, Opus).")));
        await bench.Import(bench.File("items.jsonl", "{\"picture\":\"photos/1.jpg\"}\n{\"picture\":\"photos/9.jpg\"}\n"));
        var queue = new TaskQueue(bench.Db, bench.Clock, new RecentCounts(bench.Db, bench.Clock));
        var tasks = (await queue.Claim(bench.Project, bench.Person, 2)).Tasks;
        tasks[0].Media!["picture"].Width.ShouldBe(40);
        tasks[1].Media!.ShouldBeEmpty();
    }

    [Theory, Engines]
    public async Task Rows_that_name_urls_come_in_with_what_is_there_and_are_rejected_for_what_is_not(string engine)
    {
        await using var bench = await ImportBench.Create(engine, Schema);
        await using var server = new WebServer(asked => asked.Contains("gone", StringComparison.Ordinal) ? WebServer.Missing() : WebServer.Ok(Photo));
        await using var node = new Node(bench.Db, bench.Clock, web: media => new WebMedia(media, bench.Db) { Resolve = server.Resolve, Connect = server.Connect });
        var lines = Enumerable.Range(0, 40).Select(i => i % 10 == 9 ? "http://images.example.org/gone" : $"http://images.example.org/{i / 2}.jpg").ToList();
        var file = bench.File("urls.jsonl", string.Concat(lines.Select((url, i) => $"{{\"picture\":\"{url}\",\"n\":{i}}}\n")));
        var closed = (await node.Imports.Run(bench.Project, bench.Person, [file], new ImportOptions())).Single();
        (closed.Imported, closed.Rejected).ShouldBe((0, 40));
        closed.RejectedSample[0].Reason.ShouldContain("The project does not fetch files from images.example.org. An owner can allow the host in the settings");

        await new Pipeline.Projects.Projects(bench.Db, new RecentCounts(bench.Db, bench.Clock), bench.Clock)
            .Change(bench.Project, new ProjectChanges { MediaHosts = ["images.example.org"] }, bench.Person, ProjectRole.Owner);
        var job = (await node.Imports.Run(bench.Project, bench.Person, [file], new ImportOptions { Duplicates = DuplicatePolicy.Keep })).Single();
        (job.State, job.Imported, job.Rejected).ShouldBe(("completed", 36, 4));
        job.RejectedSample.Select(row => (row.Line, row.Reason)).ShouldAllBe(row => row.Line % 10 == 0 && row.Reason.EndsWith("answered 404 and no file.", StringComparison.Ordinal));
        bench.Items().Select(item => item.Line).ShouldBe(Enumerable.Range(1, 40).Where(line => line % 10 != 0).Select(line => (long)line));
        node.Media.List(bench.Project, null, 100).Total.ShouldBe(20);
        bench.Node.Media.List(bench.Project, null, 100).Media[0].Name.ShouldBe("http://images.example.org/0.jpg");
    }

    [Theory, Engines]
    public async Task Only_an_owner_says_where_files_are_fetched_from(string engine)
    {
        await using var bench = await ImportBench.Create(engine, Schema);
        var projects = new Pipeline.Projects.Projects(bench.Db, new RecentCounts(bench.Db, bench.Clock), bench.Clock);
        var changes = new ProjectChanges { MediaHosts = ["images.example.org", "*.example.com"] };
        await Should.ThrowAsync<Forbidden>(() => projects.Change(bench.Project, changes, bench.Person, ProjectRole.Manager));
        (await projects.Change(bench.Project, changes, bench.Person, ProjectRole.Owner)).MediaHosts.ShouldBe(["images.example.org", "*.example.com"]);
        (await projects.Change(bench.Project, changes with { Overlap = 3 }, bench.Person, ProjectRole.Manager)).Overlap.ShouldBe(3);
        projects.Get(bench.Project, ProjectRole.Owner).MediaHosts.Count.ShouldBe(2);
        await Should.ThrowAsync<Invalid>(() => projects.Change(bench.Project, new ProjectChanges { MediaHosts = ["10.0.0.1"] }, bench.Person, ProjectRole.Owner));
    }

    [Theory, Engines]
    public async Task Real_photos_come_in_as_they_are(string engine)
    {
        var folder = SharedData.Find("images/voc_bccd/JPEGImages");
        Assert.SkipWhen(folder is null, "The shared data is not beside the repository.");
        await using var bench = await ImportBench.Create(engine, Schema);
        var job = await bench.Import(folder!);
        (job.Imported, job.Rejected).ShouldBe((40, 0));
        bench.Node.Media.List(bench.Project, null, 200).Media.ShouldAllBe(medium => medium.Width == 640 && medium.Height == 480);
    }

    private static string Folder(ImportBench bench, params (string Name, byte[] Content)[] files)
    {
        var folder = Path.Combine(bench.Database.Folder, "photos");
        foreach (var (name, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }

        return folder;
    }

    private static string Zip(ImportBench bench, params (string Name, byte[] Content)[] files)
    {
        var path = Path.Combine(bench.Database.Folder, "photos.zip");
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create, leaveOpen: false, Encoding.UTF8);
        foreach (var (name, content) in files)
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }

        return path;
    }
}
