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
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Simulation.Plays;

/// <summary>An installation of its own, in a folder that is gone afterwards: what real projects run on, with a clock that the play moves.</summary>
internal sealed class PlayStage : IAsyncDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider services;
    private readonly string folder;

    private PlayStage(ServiceProvider services, string folder, VirtualClock clock, long owner)
    {
        (this.services, this.folder, Clock, Owner) = (services, folder, clock, owner);
        Crew = new Crew(Get<TaskQueue>(), Get<Submissions>(), clock);
    }

    public VirtualClock Clock { get; }

    public long Owner { get; }

    public Crew Crew { get; }

    public static async Task<PlayStage> Open()
    {
        var folder = Directory.CreateTempSubdirectory("assay-simulate-").FullName;
        var clock = new VirtualClock(Monday);
        var services = new ServiceCollection().AddPipeline(Db.Open(folder), clock).BuildServiceProvider();
        var owner = await services.GetRequiredService<Accounts>().Create("Owner", "owner@simulated.example", Secret.New(), isAdmin: true);
        return new PlayStage(services, folder, clock, owner.Id);
    }

    /// <summary>A project with these documents, one a task.</summary>
    /// <exception cref="Conflict">Not every document became a task.</exception>
    public async Task<long> Project(string name, string schema, int overlap, IReadOnlyList<LabeledDocument> documents, CancellationToken cancel)
    {
        var project = await Get<Projects>().Create(Owner, new NewProject(name, schema) { Settings = new ProjectChanges { Overlap = overlap, ItemWord = "documents" } });
        var path = Path.Combine(folder, $"{name}.jsonl");
        await PlaySchema.Write(path, documents, cancel);
        var job = (await Get<Imports>().Run(project.Id, Owner, [path], new ImportOptions { Duplicates = DuplicatePolicy.Keep }, null, cancel)).Single();
        cancel.ThrowIfCancellationRequested();
        return job.State == JobState.Completed && job.Rejected == 0
            ? project.Id
            : throw new Conflict($"The documents cannot be imported: {job.Error ?? $"{job.Rejected} of {documents.Count} were refused; assay import tells why"}.");
    }

    /// <summary>An account nobody can sign in to, as a member.</summary>
    public async Task<long> Person(long project, string name, ProjectRole role)
    {
        var email = $"{name}@simulated.example";
        var account = Get<Accounts>().Find(email) ?? await Get<Accounts>().CreateSimulated($"{name} (simulated)", email);
        await Get<Members>().Add(project, account.Id, role);
        return account.Id;
    }

    /// <summary>Does the background work there is. It takes people no time: they do not wait for it.</summary>
    public async Task RunJobs(CancellationToken cancel)
    {
        do
        {
            // a job that is cut off goes back to the list, and would be taken again
            cancel.ThrowIfCancellationRequested();
            Clock.MoveTo(Clock.GetUtcNow().AddSeconds(3));
        }
        while (await Get<JobRunner>().RunNext(cancel));
    }

    /// <summary>Every task of a project.</summary>
    public IEnumerable<TaskRow> Tasks(long project)
    {
        for (long? after = 0; after is { } from;)
        {
            var page = Get<TaskList>().Page(project, null, null, from, 200);
            foreach (var task in page.Tasks)
                yield return task;
            after = page.Next;
        }
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
