using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Model;
using Assay.Pipeline;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Database;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality;
using Assay.Pipeline.Queue;
using Assay.Simulation;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Demo;

/// <summary>
/// Makes the demo's project: mails imported by the real import, answered over five days by simulated people through the real queue,
/// some disputes decided by a simulated reviewer, and a good part left for whoever starts the demo.
/// </summary>
internal sealed class DemoProject
{
    public const string Name = "Which mails are spam?";
    public const string OwnerEmail = "owner@demo.example";

    private const int Days = 5;

    /// <summary>Of all mails the share that has been looked at often enough; the rest waits for you.</summary>
    private const double Done = 0.6;

    private readonly ServiceProvider services;
    private readonly VirtualClock clock;
    private readonly IReadOnlyList<KnownMail> mails;

    private DemoProject(Db db, DateTimeOffset now, IReadOnlyList<KnownMail> mails)
    {
        this.mails = mails;
        clock = new VirtualClock(now.AddDays(-Days));
        services = new ServiceCollection().AddPipeline(db, clock).BuildServiceProvider();
    }

    /// <summary>Fills a new data folder. Nothing of it is there until all of it is.</summary>
    public static async Task Make(string folder, IReadOnlyList<KnownMail> mails, DateTimeOffset now, CancellationToken cancellation)
    {
        var making = folder.TrimEnd(Path.DirectorySeparatorChar) + ".making";
        if (Directory.Exists(making))
            Directory.Delete(making, recursive: true);
        var demo = new DemoProject(Db.Open(making), now, mails);
        await using (demo.services)
            await demo.Fill(making, now, cancellation);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(folder))!);
        Directory.Move(making, folder);
    }

    private async Task Fill(string folder, DateTimeOffset now, CancellationToken cancellation)
    {
        var accounts = Get<Accounts>();
        var owner = await accounts.Create("Demo owner", OwnerEmail, Secret.New(), isAdmin: true);
        var project = await Get<Projects>().Create(owner.Id, new NewProject(Name, DemoSchema.Json)
        {
            Guidelines = DemoSchema.Guidelines,
            Settings = new ProjectChanges { Overlap = 2, ItemWord = "mails", GoldRate = 0.05 },
            IsDemo = true,
        });
        var crew = new List<VirtualAnnotator>();
        foreach (var habits in MailHabits.All)
            crew.Add(new VirtualAnnotator(await Person(project.Id, habits.Name, ProjectRole.Annotator), habits.Seed, (task, chance) => habits.Judge(Known(task.Source!.Row), chance)));
        var reviewer = await Person(project.Id, "Robin", ProjectRole.Reviewer);

        await Import(project.Id, owner.Id, folder, cancellation);
        await MarkGold(project.Id, reviewer);
        await Work(project.Id, crew, now, cancellation);
        await DecideSome(project.Id, reviewer);
    }

    /// <summary>An account nobody can sign in to, marked as simulated in the database and by its name.</summary>
    private async Task<long> Person(long project, string name, ProjectRole role)
    {
        var account = await Get<Accounts>().CreateSimulated($"{name} (simulated)", $"{name.ToLowerInvariant()}@simulated.example");
        await Get<Members>().Add(project, account.Id, role);
        return account.Id;
    }

    private async Task Import(long project, long owner, string folder, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, "spam-assassin-mails.jsonl");
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        await File.WriteAllLinesAsync(
            file,
            mails.Select(known => JsonSerializer.Serialize(new { known.Mail.Subject, known.Mail.From, known.Mail.Date, known.Mail.Body }, options)),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            cancellation);
        var job = (await Get<Imports>().Run(project, owner, [file], new ImportOptions(), null, cancellation)).Single();
        cancellation.ThrowIfCancellationRequested();
        if (job.State != JobState.Completed)
            throw new BadInput($"the demo's mails could not be imported: {job.Error}");
        File.Delete(file);
    }

    /// <summary>The last mails, whose answers the reviewer knows: they measure how well the others answer.</summary>
    private async Task MarkGold(long project, long reviewer)
    {
        foreach (var task in Tasks(project).TakeLast(8))
            await Get<Decisions>().MarkGold(project, reviewer, task.Id, MailHabits.Truth(Known(task.Row!.Value)));
    }

    private async Task Work(long project, IReadOnlyList<VirtualAnnotator> crew, DateTimeOffset now, CancellationToken cancellation)
    {
        var work = new Crew(Get<TaskQueue>(), Get<Submissions>(), clock);
        var most = (int)(mails.Count * 2 * Done / Days);
        for (var day = Days - 1; day >= 0; day--)
        {
            // the last hour of the last day has not been yet
            var begin = now.AddDays(-day).AddHours(-4);
            clock.MoveTo(begin);
            await work.Work(project, crew, most, begin.AddHours(3), cancellation);
        }
    }

    /// <summary>Two of five disputes, the oldest; the others are there to be decided.</summary>
    private async Task DecideSome(long project, long reviewer)
    {
        var disputes = Get<Disputes>().List(project, 0, 500).Disputes;
        foreach (var dispute in disputes.Take(disputes.Count * 2 / 5))
        {
            clock.MoveTo(clock.GetUtcNow().AddSeconds(25));
            await Get<Decisions>().Decide(project, reviewer, dispute.TaskId, MailHabits.Truth(Known(dispute.Row!.Value)), null);
        }
    }

    private List<TaskRow> Tasks(long project)
    {
        var tasks = new List<TaskRow>();
        for (long? after = 0; after is { } from;)
        {
            var page = Get<TaskList>().Page(project, null, null, from, 200);
            tasks.AddRange(page.Tasks);
            after = page.Next;
        }

        return tasks;
    }

    private KnownMail Known(long row) => mails[(int)row - 1];

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();
}
