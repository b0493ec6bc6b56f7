using System.IO.Compression;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Cli.Tests;

public sealed class ExportCommandTests
{
    [Fact]
    public async Task A_labelled_item_leaves_with_its_label_and_its_provenance()
    {
        using var shell = await Labelled();
        var file = Path.Combine(shell.Folder, "out.jsonl");

        var ran = await shell.Run("export", "-p", "Mails", "-o", file, "--annotations", "--json");

        ran.Exit.ShouldBe(0);
        ran.Json.GetProperty("rows").GetInt64().ShouldBe(1);
        var text = File.ReadAllText(file);
        text.ShouldContain("\"spam\"");
        text.ShouldContain("single");
        text.ShouldContain("\"person\":\"Ada\"");
    }

    [Fact]
    public async Task The_same_data_gives_the_same_bytes_also_compressed()
    {
        using var shell = await Labelled();
        string[] names = ["a.csv", "b.csv", "c.csv.gz"];
        foreach (var name in names)
            (await shell.Run("export", "-p", "1", "--all", "-o", Path.Combine(shell.Folder, name))).Exit.ShouldBe(0);

        var first = File.ReadAllBytes(Path.Combine(shell.Folder, "a.csv"));
        File.ReadAllBytes(Path.Combine(shell.Folder, "b.csv")).ShouldBe(first);
        using var gzip = new GZipStream(File.OpenRead(Path.Combine(shell.Folder, "c.csv.gz")), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        await gzip.CopyToAsync(plain);
        plain.ToArray().ShouldBe(first);
        System.Text.Encoding.UTF8.GetString(first).ShouldStartWith("id,");
    }

    [Fact]
    public async Task An_export_that_fails_leaves_no_file_behind()
    {
        using var shell = await Labelled();

        var ran = await shell.Run("export", "-p", "1", "-o", Path.Combine(shell.Folder, "missing", "out.csv"));

        ran.Exit.ShouldBe(1);
        Directory.EnumerateFiles(shell.Folder, "*out*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Projects_of_one_name_are_told_apart_by_id()
    {
        using var shell = await Labelled();
        using (var db = Db.Open(shell.Data))
            await db.Write(session => session.Execute(
                "INSERT INTO project (name, schema_json, overlap, lease_seconds, skip_policy, item_word, created_by, created_at) SELECT name, schema_json, 1, 60, 'others', 'items', created_by, 0 FROM project"));

        var ran = await shell.Run("export", "-p", "mails", "-o", Path.Combine(shell.Folder, "out.csv"));

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("name one by its id: 2, 1");
    }

    /// <summary>Two mails, one of them labelled by the owner.</summary>
    private static async Task<Shell> Labelled()
    {
        var shell = await new Shell().WithOwner();
        var file = shell.Write("mails.jsonl", """{"text":"one"}""", """{"text":"two"}""");
        (await shell.Run("import", file, "-p", "Mails", "--create", "--choice", "spam,ham", "--overlap", "1")).Exit.ShouldBe(0);
        using var db = Db.Open(shell.Data);
        var clock = TimeProvider.System;
        var claim = await new TaskQueue(db, clock, new RecentCounts(db, clock)).Claim(1, 1);
        await new Submissions(db, clock).Submit(1, 1, new NewSubmission("6f1f8f0e-0000-4000-8000-000000000001", claim.Tasks[0].Id, """{"label":"spam"}""", 1200, 0));
        return shell;
    }
}
