using System.Text.Json;
using Assay.Model;
using Assay.Pipeline;
using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Database;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.People;
using Assay.Pipeline.PreAnnotate;
using Assay.Pipeline.PreAnnotate.AutoAccept;
using Assay.Pipeline.PreAnnotate.Drafting;
using Assay.Pipeline.PreAnnotate.Setups;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality;
using Assay.Pipeline.Queue;
using Assay.Simulation;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Demo;

/// <summary>
/// Makes the demo's projects: items imported by the real import, answered over five days by simulated people through the real queue,
/// some disputes decided by a simulated reviewer, and a good part left for whoever starts the demo.
/// </summary>
internal sealed class DemoInstallation
{
    public const string OwnerEmail = "owner@demo.example";

    private const string Reviewer = "Robin";
    private const int Days = 5;

    private readonly ServiceProvider services;
    private readonly VirtualClock clock;
    private readonly DateTimeOffset now;
    private readonly DemoProject project;

    /// <summary>Each project has a clock of its own, since the people work on all of them in the same five days.</summary>
    private DemoInstallation(Db db, DateTimeOffset now, DemoProject project)
    {
        (this.now, this.project) = (now, project);
        clock = new VirtualClock(now.AddDays(-Days));
        services = new ServiceCollection().AddPipeline(db, clock).BuildServiceProvider();
    }

    /// <summary>Fills a new data folder. Nothing of it is there until all of it is.</summary>
    /// <param name="folder">Not there yet.</param>
    /// <param name="projects">Asked for one after the other; the first is the lowest in the list of projects.</param>
    /// <param name="now">When the five days end.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task Make(string folder, IAsyncEnumerable<DemoProject> projects, DateTimeOffset now, CancellationToken cancellation)
    {
        var making = folder.TrimEnd(Path.DirectorySeparatorChar) + ".making";
        if (Directory.Exists(making))
            Directory.Delete(making, recursive: true);
        await foreach (var project in projects.WithCancellation(cancellation))
        {
            var installation = new DemoInstallation(Db.Open(making), now, project);
            await using (installation.services)
                await installation.Fill(making, cancellation);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(folder))!);
        Directory.Move(making, folder);
    }

    private async Task Fill(string folder, CancellationToken cancellation)
    {
        var accounts = Get<Accounts>();
        var owner = accounts.Find(OwnerEmail) ?? await accounts.Create("Demo owner", OwnerEmail, Secret.New(), isAdmin: true);
        var made = await Get<Projects>().Create(owner.Id, new NewProject(project.Name, project.Schema)
        {
            Guidelines = project.Guidelines,
            Settings = project.Settings,
            IsDemo = true,
        });
        var crew = new List<VirtualAnnotator>();
        foreach (var person in project.People)
            crew.Add(person.As(await Person(made.Id, person.Name, ProjectRole.Annotator)));
        var reviewer = await Person(made.Id, Reviewer, ProjectRole.Reviewer);

        await Import(made.Id, owner.Id, folder, cancellation);
        await DraftByRules(made.Id, owner.Id, cancellation);
        await MarkGold(made.Id, reviewer);
        await BeginToLearn(made.Id, owner.Id);
        await Work(made.Id, crew, cancellation);
        await DecideSome(made.Id, reviewer);
        await Draft(made.Id, owner.Id);
        await Accept(made.Id, owner.Id, cancellation);
        await LearnToTheEnd(cancellation);
    }

    /// <summary>An account nobody can sign in to, marked as simulated in the database and by its name.</summary>
    private async Task<long> Person(long projectId, string name, ProjectRole role)
    {
        var email = $"{name.ToLowerInvariant()}@simulated.example";
        var account = Get<Accounts>().Find(email) ?? await Get<Accounts>().CreateSimulated($"{name} (simulated)", email);
        await Get<Members>().Add(projectId, account.Id, role);
        return account.Id;
    }

    private async Task Import(long projectId, long owner, string folder, CancellationToken cancellation)
    {
        var temporary = Directory.CreateDirectory(Path.Combine(folder, "importing")).FullName;
        var path = await project.Write(temporary, cancellation);
        var job = (await Get<Imports>().Run(projectId, owner, [path], new ImportOptions(), null, cancellation)).Single();
        cancellation.ThrowIfCancellationRequested();
        if (job.State != JobState.Completed || job.Rejected > 0)
            throw new BadInput($"the items of the demo's project \"{project.Name}\" could not be imported: {job.Error ?? $"{job.Rejected} of {project.Count} were rejected"}");
        Directory.Delete(temporary, recursive: true);
    }

    private async Task MarkGold(long projectId, long reviewer)
    {
        foreach (var task in Tasks(projectId).TakeLast(project.Gold))
            await Get<Decisions>().MarkGold(projectId, reviewer, task.Id, project.Truth(task.Row!.Value));
    }

    private async Task Work(long projectId, IReadOnlyList<VirtualAnnotator> crew, CancellationToken cancellation)
    {
        var work = new Crew(Get<TaskQueue>(), Get<Submissions>(), clock);
        var most = (int)(project.Count * 2 * project.Done / Days);
        for (var day = Days - 1; day >= 0; day--)
        {
            // the last hour of the last day has not been yet
            var begin = now.AddDays(-day).AddHours(-4);
            clock.MoveTo(begin);
            await work.Work(projectId, crew, most, begin.AddHours(3), cancellation);
            await RunJobs(cancellation);
        }
    }

    /// <summary>Two of five disputes, the oldest; the others are there to be decided.</summary>
    private async Task DecideSome(long projectId, long reviewer)
    {
        var disputes = Get<Disputes>().List(projectId, 0, 500).Disputes;
        foreach (var dispute in disputes.Take(disputes.Count * 2 / 5))
        {
            clock.MoveTo(clock.GetUtcNow().AddSeconds(25));
            await Get<Decisions>().Decide(projectId, reviewer, dispute.TaskId, project.Truth(dispute.Row!.Value), null);
        }
    }

    /// <summary>A weak model that the simulated people see the drafts of.</summary>
    private async Task DraftByRules(long projectId, long owner, CancellationToken cancellation)
    {
        if (project.Rules is not { } yaml)
            return;
        var setup = await Get<ModelSetups>().Add(projectId, owner, new NewModelSetup("words", "rules", JsonSerializer.SerializeToElement(new { yaml })));
        await Get<DraftingRuns>().Start(projectId, owner, setup.Id, all: true);
        await RunJobs(cancellation);
    }

    /// <summary>Sure drafts of tasks that nobody has answered become labels; half of the tasks go to people anyway.</summary>
    private async Task Accept(long projectId, long owner, CancellationToken cancellation)
    {
        if (project.AcceptFrom is not { } threshold)
            return;
        var model = Get<Predictions>().Models(projectId).Single();
        await Get<AutoAccepts>().Set(projectId, owner, model.Id, new AcceptSettings(AcceptModes.Fixed, threshold, AuditShare: 0.5));
        await RunJobs(cancellation);
    }

    private async Task BeginToLearn(long projectId, long owner)
    {
        if (project.Learning is { } settings)
            await Get<Learnings>().Set(projectId, owner, settings);
    }

    /// <summary>The last turn waits for some minutes whether more labels come.</summary>
    private async Task LearnToTheEnd(CancellationToken cancellation)
    {
        if (project.Learning is not { } settings)
            return;
        clock.MoveTo(clock.GetUtcNow().AddMinutes(settings.EveryMinutes));
        await RunJobs(cancellation);
    }

    private async Task RunJobs(CancellationToken cancellation)
    {
        do
            clock.MoveTo(clock.GetUtcNow().AddSeconds(3));
        while (await Get<JobRunner>().RunNext(cancellation));
    }

    /// <summary>What the project's weak model says of every item. The simulated people never saw it.</summary>
    private async Task Draft(long projectId, long owner)
    {
        if (project.Draft() is not { } drafts)
            return;
        var predictions = Tasks(projectId).ConvertAll(task => (Task: task.Id, Draft: drafts.Rows[(int)task.Row!.Value - 1]));
        foreach (var some in predictions.Chunk(Predictions.MostAtOnce))
        {
            var stored = await Get<Predictions>().Add(
                projectId, owner, new ModelName(drafts.Model, drafts.Version), [.. some.Select(one => new NewPrediction(one.Task, one.Draft.Answers.ToJson(), one.Draft.Confidence))]);
            if (stored.Refused is [var refused, ..])
                throw new InvalidOperationException($"Drafts of the demo's project \"{project.Name}\" were refused: {refused.Violations[0]}");
        }
    }

    private List<TaskRow> Tasks(long projectId)
    {
        var tasks = new List<TaskRow>();
        for (long? after = 0; after is { } from;)
        {
            var page = Get<TaskList>().Page(projectId, null, null, from, 200);
            tasks.AddRange(page.Tasks);
            after = page.Next;
        }

        return tasks;
    }

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();
}
