using System.Text;
using Assay.Model;
using Assay.Pipeline.Ingest;

namespace Assay.Pipeline.Tests.Ingest;

public class UploadsTests
{
    [Theory, Engines]
    public async Task An_upload_shows_its_columns_and_what_may_fit(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var upload = await Add(bench, "../../mails.csv", "id,Text\n1,hello\n2,bye\n");
        (upload.FileName, upload.Format, upload.Compressed, upload.Bytes).ShouldBe(("mails.csv", "csv", false, 22));
        upload.Columns.Select(column => column.Name).ShouldBe(["id", "Text"]);
        upload.Suggested.ShouldBe(new Dictionary<string, string> { ["text"] = "Text" });
        upload.Rows.Count.ShouldBe(2);
        bench.Node.Uploads.Preview(bench.Project, upload.UploadId, "text").Columns.Count.ShouldBe(1);
        Should.Throw<Invalid>(() => bench.Node.Uploads.Preview(bench.Project, upload.UploadId, "xml"));
    }

    [Theory, Engines]
    public async Task What_is_too_large_or_cannot_be_read_leaves_nothing_behind(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var small = new Uploads(bench.Db, bench.Clock) { MostBytes = 10 };
        var error = await Should.ThrowAsync<Invalid>(() => small.Add(bench.Project, bench.Person, "a.csv", null, new MemoryStream(new byte[11])));
        error.Violations.Single().Rule.ShouldBe("too_large");
        await Should.ThrowAsync<Invalid>(() => bench.Node.Uploads.Add(bench.Project, bench.Person, "a.xlsx", null, new MemoryStream([0x50, 0x4B, 3, 4, .. new byte[100]])));
        await Should.ThrowAsync<IOException>(() => bench.Node.Uploads.Add(bench.Project, bench.Person, "a.csv", null, new BreaksOff()));
        Directory.GetFiles(Path.Combine(bench.Database.Folder, "uploads")).ShouldBeEmpty();
        bench.Node.Uploads.List(bench.Project).ShouldBeEmpty();
    }

    [Theory, Engines]
    public async Task An_unused_upload_is_gone_after_a_day_and_an_imported_one_at_once(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var unused = await Add(bench, "a.csv", "text\nhello\n");
        var waiting = await bench.Start(bench.File("b.csv", "text\nbye\n"));
        bench.Node.Uploads.List(bench.Project).Select(file => file.FileName).ShouldBe(["a.csv", "b.csv"]);
        bench.Clock.Advance(TimeSpan.FromHours(25));
        (await bench.Node.Uploads.DeleteExpired()).ShouldBe(1);
        Should.Throw<NotFound>(() => bench.Node.Uploads.Preview(bench.Project, unused.UploadId));
        var needed = bench.Node.Uploads.List(bench.Project).Single();
        await Should.ThrowAsync<Conflict>(() => bench.Node.Uploads.Delete(bench.Project, needed.Id));

        (await bench.Node.Runner.RunNext()).ShouldBeTrue();
        bench.Imports.Get(bench.Project, waiting.Id).State.ShouldBe("completed");
        bench.Node.Uploads.List(bench.Project).ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(bench.Database.Folder, "uploads")).ShouldBeEmpty();
    }

    [Theory, Engines]
    public async Task Another_projects_upload_is_not_found(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var upload = await Add(bench, "a.csv", "text\nhello\n");
        Should.Throw<NotFound>(() => bench.Node.Uploads.Preview(bench.Project + 1, upload.UploadId));
        await Should.ThrowAsync<NotFound>(() => bench.Node.Uploads.Delete(bench.Project, "../assay.db"));
        await bench.Node.Uploads.Delete(bench.Project, upload.UploadId);
        bench.Node.Uploads.List(bench.Project).ShouldBeEmpty();
    }

    private static Task<Upload> Add(ImportBench bench, string name, string content) =>
        bench.Node.Uploads.Add(bench.Project, bench.Person, name, null, new MemoryStream(Encoding.UTF8.GetBytes(content)));

    private sealed class BreaksOff : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("The connection is gone.");
    }
}
