using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Assay.Cli.Demo;
using Assay.Cli.Demo.Desks;
using Assay.Cli.Demo.Mails;
using Assay.Cli.Demo.Notes;
using Assay.Pipeline.Database;

namespace Assay.Cli.Tests.Demo;

public sealed class DemoInstallationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 6, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_leaves_something_to_see_on_every_page_and_something_to_do()
    {
        using var shell = new Shell();
        await Make(shell, new MailsProject(Mails(150)));
        using var db = Db.Open(shell.Data);

        Count(db, "task WHERE status = 'completed'").ShouldBeGreaterThan(40);
        Count(db, "task WHERE status = 'disputed'").ShouldBeGreaterThan(5);
        Count(db, "task WHERE status = 'pending'").ShouldBeGreaterThan(40);
        Count(db, "final_label WHERE how = 'review'").ShouldBeGreaterThan(2);
        Count(db, "task WHERE is_gold").ShouldBe(8);
        Count(db, "lease").ShouldBe(0);
        Count(db, "guideline").ShouldBe(1);
    }

    [Fact]
    public async Task Every_answer_is_of_somebody_marked_as_simulated_whom_nobody_can_sign_in_as()
    {
        using var shell = new Shell();
        await Make(shell, new MailsProject(Mails(60)));
        using var db = Db.Open(shell.Data);

        Count(db, "annotation").ShouldBeGreaterThan(50);
        Count(db, "annotation a JOIN person p ON p.id = a.person_id WHERE NOT p.is_simulated").ShouldBe(0);
        Count(db, "person WHERE is_simulated AND (password_hash IS NOT NULL OR name NOT LIKE '%(simulated)')").ShouldBe(0);
        Count(db, "person WHERE NOT is_simulated").ShouldBe(1);
        Count(db, "project WHERE is_demo").ShouldBe(1);
    }

    [Fact]
    public async Task Notes_and_pictures_stand_beside_the_mails_each_with_answers_disputes_and_work_left()
    {
        using var shell = new Shell();
        var desks = DesksProject.Draw(16, CancellationToken.None);
        await Make(shell, new NotesProject(), new DesksProject(desks), new MailsProject(Mails(60)));
        using var db = Db.Open(shell.Data);

        db.Read(session => session.Query<(string, long)>("SELECT p.name, count(*) FROM project p JOIN task t ON t.project_id = p.id WHERE p.is_demo GROUP BY p.id ORDER BY p.id").ToList())
            .ShouldBe([("Who, where and when?", TownNote.All.Count), ("What lies on the desk?", 16), ("Which mails are spam?", 60)]);
        foreach (var project in new[] { 1, 2, 3 })
        {
            Count(db, $"task WHERE project_id = {project} AND status = 'completed' AND NOT is_gold").ShouldBeGreaterThan(2);
            Count(db, $"task WHERE project_id = {project} AND status = 'disputed'").ShouldBeGreaterThan(0);
            Count(db, $"task WHERE project_id = {project} AND status = 'pending'").ShouldBeGreaterThan(2);
            Count(db, $"task WHERE project_id = {project} AND is_gold").ShouldBeGreaterThan(2);
            Count(db, $"annotation WHERE task_id IN (SELECT id FROM task WHERE project_id = {project})").ShouldBeGreaterThan(8);
        }

        Count(db, "medium WHERE width = 1200 AND height = 800 AND type = 'image/jpeg'").ShouldBe(16);
        Count(db, "batch WHERE rejected > 0").ShouldBe(0);
        Count(db, "prediction WHERE project_id = 1").ShouldBe(TownNote.All.Count, "each note has a draft");
        Count(db, "prediction WHERE project_id = 2").ShouldBe(16);
        Count(db, "prediction WHERE project_id = 3").ShouldBeGreaterThan(10, "rules find something in many mails");
        Count(db, "annotation WHERE project_id = 3 AND draft_id IS NOT NULL AND draft_withheld").ShouldBeGreaterThan(0, "what drafts do is measured");
        Count(db, "annotation WHERE project_id = 3 AND prediction_id IS NOT NULL AND NOT draft_withheld").ShouldBeGreaterThan(5);
        Count(db, "final_label WHERE project_id = 1 AND how = 'auto_accepted'").ShouldBeGreaterThan(0);
        Count(db, "job WHERE state <> 'completed'").ShouldBe(0);
        Count(db, "person WHERE is_simulated").ShouldBe(5);
        Directory.Exists(Path.Combine(shell.Data, "importing")).ShouldBeFalse();
    }

    [Fact]
    public async Task Its_five_days_lie_in_the_past()
    {
        using var shell = new Shell();
        await Make(shell, new MailsProject(Mails(60)));
        using var db = Db.Open(shell.Data);

        var (first, last) = db.Read(session => session.One<(long, long)>("SELECT min(created_at), max(created_at) FROM annotation"));

        DateTimeOffset.FromUnixTimeMilliseconds(first).ShouldBeInRange(Now.AddDays(-5), Now.AddDays(-3));
        DateTimeOffset.FromUnixTimeMilliseconds(last).ShouldBeInRange(Now.AddDays(-1), Now);
    }

    [Fact]
    public async Task A_start_that_breaks_off_leaves_no_half_made_folder()
    {
        using var shell = new Shell();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => DemoInstallation.Make(shell.Data, Each(new MailsProject(Mails(20))), Now, cancelled.Token));

        Directory.Exists(shell.Data).ShouldBeFalse();
        await Make(shell, new MailsProject(Mails(20)));
        File.Exists(Path.Combine(shell.Data, "assay.db")).ShouldBeTrue();
    }

    [Fact]
    public void The_corpus_is_read_out_of_the_package_and_always_gives_the_same_sample()
    {
        using var shell = new Shell();
        var archive = Path.Combine(shell.Folder, "corpus.tgz");
        Pack(archive, 30);

        var sample = MailCorpus.Sample(archive, 1);

        sample.Count.ShouldBe(90);
        sample.Select(known => known.Kind).Distinct().ShouldBe([MailKinds.Personal, MailKinds.Newsletter, MailKinds.Advertising], ignoreOrder: true);
        MailCorpus.Sample(archive, 1).ShouldBe(sample);
        MailCorpus.Sample(archive, 2).ShouldNotBe(sample);
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_is_left_alone()
    {
        using var shell = new Shell();
        Directory.CreateDirectory(shell.Data);
        File.WriteAllText(Path.Combine(shell.Data, "mine.txt"), "precious");

        var ran = await shell.Run("demo", "--no-browser", "--port", "0");

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("--data");
        File.ReadAllText(Path.Combine(shell.Data, "mine.txt")).ShouldBe("precious");
    }

    [Fact]
    public async Task An_installation_of_somebody_is_not_opened_as_the_demo()
    {
        using var shell = await new Shell().WithOwner();

        var ran = await shell.Run("demo", "--no-browser", "--port", "0");

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("not the demo");
    }

    private static Task Make(Shell shell, params DemoProject[] projects) => DemoInstallation.Make(shell.Data, Each(projects), Now, CancellationToken.None);

    private static IAsyncEnumerable<DemoProject> Each(params DemoProject[] projects) => projects.ToAsyncEnumerable();

    private static long Count(Db db, string what) => db.Read(session => session.One<long>($"SELECT count(*) FROM {what}"));

    private static List<KnownMail> Mails(int count)
    {
        string[] kinds = [MailKinds.Personal, MailKinds.Discussion, MailKinds.Newsletter, MailKinds.Advertising, MailKinds.Fraud];
        string[] said = ["nothing", "you wrote: no", "this newsletter ends", "you should click here", "an inheritance waits"];
        return [.. Enumerable.Range(0, count).Select(i => new KnownMail(
            new Mail($"Subject {i}", $"p{i}@example.org", "1 March 2026", $"Mail number {i} says that {said[i % 5]} {new string((char)('a' + (i % 26)), 200)}", false), kinds[i % 5]))];
    }

    private static void Pack(string archive, int each)
    {
        using var file = File.Create(archive);
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip);
        foreach (var folder in new[] { "easy-ham-1", "hard-ham-1", "spam-1" })
            for (var i = 0; i < each; i++)
            {
                var text = $"From: p{i}@example.org\nSubject: Number {i} of {folder}\n\n{string.Concat(Enumerable.Repeat($"words of {folder} {i}, ", 10))}";
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"package/data/{folder}/{i:D5}.txt") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
    }
}
