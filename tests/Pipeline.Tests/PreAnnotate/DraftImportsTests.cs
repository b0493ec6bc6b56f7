using System.Text.Json;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate.Drafting;
using Assay.Pipeline.PreAnnotate.Setups;
using Assay.Pipeline.Tests.Ingest;

namespace Assay.Pipeline.Tests.PreAnnotate;

public sealed class DraftImportsTests
{
    [Theory]
    [Engines]
    public async Task After_an_import_a_model_that_is_to_drafts_the_tasks_without_a_draft_of_it_and_no_others(string engine)
    {
        await using var bench = await Importing.Create(engine);
        var setup = await bench.Add("words", draftsImports: true);
        var other = await bench.Add("others", draftsImports: false);
        await bench.Import("a match", "a goal", "nothing at all");
        await bench.RunAll();
        (bench.Run(setup)!.State, bench.Run(setup)!.Total, bench.Run(setup)!.Drafted).ShouldBe((JobState.Completed, 3, 2));
        bench.Run(other).ShouldBeNull();

        await bench.Import("another match", "another goal");
        await bench.RunAll();
        (bench.Run(setup)!.Total, bench.Run(setup)!.Drafted).ShouldBe((3, 2), "the two new ones, and the one it had said nothing of");
        (bench.Drafts, bench.Runs).ShouldBe((4, 2));
        await bench.Import("a match");
        await bench.RunAll();
        bench.Runs.ShouldBe(2, "a repeated row brings no task");
    }

    [Theory]
    [Engines]
    public async Task While_a_model_drafts_no_second_run_begins_and_what_came_meanwhile_is_drafted_after_it(string engine)
    {
        await using var bench = await Importing.Create(engine);
        var setup = await bench.Add("words", draftsImports: true);
        await bench.Import("a match", "a goal");
        await bench.Look();
        var first = bench.Run(setup)!;
        (first.State, first.Total).ShouldBe((JobState.Queued, 2));
        await bench.Import("another match");
        await bench.Look();
        bench.Run(setup)!.Id.ShouldBe(first.Id);

        await bench.Draft();
        await bench.Look();
        var second = bench.Run(setup)!;
        second.Id.ShouldNotBe(first.Id);
        second.Total.ShouldBe(1);
        await bench.Draft();
        await bench.Look();
        bench.Run(setup)!.Id.ShouldBe(second.Id, "there is nothing new");
        (bench.Drafts, bench.Runs).ShouldBe((3, 2));
    }

    [Theory]
    [Engines]
    public async Task A_model_that_was_removed_or_told_otherwise_before_the_run_drafts_nothing(string engine)
    {
        await using var bench = await Importing.Create(engine);
        var removed = await bench.Add("removed", draftsImports: true);
        var quiet = await bench.Add("quiet", draftsImports: true);
        await bench.Import("a match");
        await bench.Setups.Remove(bench.Project, bench.Person, removed);
        (await bench.Setups.Change(bench.Project, bench.Person, quiet, Importing.New("quiet", draftsImports: false))).DraftsImports.ShouldBeFalse();
        await bench.RunAll();
        (bench.Drafts, bench.Runs).ShouldBe((0, 0));
    }

    [Theory]
    [Engines]
    public async Task A_run_that_was_stopped_stays_so_until_the_next_import_and_then_takes_in_what_it_left(string engine)
    {
        await using var bench = await Importing.Create(engine);
        var setup = await bench.Add("words", draftsImports: true);
        await bench.Import("a match", "a goal");
        await bench.Look();
        await bench.Stop(setup);
        await bench.RunAll();
        (bench.Run(setup)!.State, bench.Drafts).ShouldBe((JobState.Cancelled, 0));

        await bench.Import("another match");
        await bench.RunAll();
        (bench.Run(setup)!.State, bench.Drafts).ShouldBe((JobState.Completed, 3));
    }

    [Theory]
    [Engines]
    public async Task An_ensemble_waits_until_all_its_members_have_drafted_what_came(string engine)
    {
        await using var bench = await Importing.Create(engine);
        await bench.Add("words", draftsImports: true);
        await bench.Add("others", draftsImports: true);
        var settings = JsonSerializer.SerializeToElement(new { members = new[] { "words", "others" }, combine = "majority" });
        var ensemble = (await bench.Setups.Add(bench.Project, bench.Person, new NewModelSetup("together", "ensemble", settings, DraftsImports: true))).Id;
        await bench.Import("a match", "a goal", "nothing at all");
        await bench.Look();
        (bench.Run(ensemble), bench.Runs).ShouldBe((null, 2), "its members draft first");
        await bench.Draft();
        await bench.Look();
        bench.Run(ensemble)!.State.ShouldBe(JobState.Queued);
        await bench.Draft();
        (bench.Run(ensemble)!.State, bench.Run(ensemble)!.Total, bench.Run(ensemble)!.Drafted).ShouldBe((JobState.Completed, 3, 2));
        await bench.Import("another match");
        await bench.RunAll();
        (bench.Run(ensemble)!.Total, bench.Run(ensemble)!.Drafted, bench.Drafts).ShouldBe((2, 1, 9));
    }

    private sealed class Importing : IAsyncDisposable
    {
        private readonly ImportBench bench;
        private readonly JobRunner looking;
        private readonly JobRunner drafting;
        private int files;

        private Importing(ImportBench bench)
        {
            this.bench = bench;
            var kinds = new ModelKinds(new ModelPlaces("", [], _ => new()), bench.Clock);
            Setups = new ModelSetups(bench.Db, kinds, bench.Clock);
            looking = new JobRunner(bench.Db, bench.Node.Jobs, bench.Clock, [new DraftImports(bench.Db, bench.Node.Jobs)]);
            drafting = new JobRunner(bench.Db, bench.Node.Jobs, bench.Clock, [new DraftTasks(bench.Db, bench.Node.Jobs, kinds, bench.Clock)]);
        }

        public ModelSetups Setups { get; }

        public long Project => bench.Project;

        public long Person => bench.Person;

        /// <summary>Drafts that are stored.</summary>
        public long Drafts => bench.Count("prediction");

        public long Runs => bench.One<long>("SELECT count(*) FROM job WHERE kind = 'preannotate'");

        public static async Task<Importing> Create(string engine) => new(await ImportBench.Create(engine));

        public static NewModelSetup New(string name, bool draftsImports) => new(
            name, "rules", JsonSerializer.SerializeToElement(new { yaml = "question: topic\nlabels: [sport]\nrules:\n  - {label: sport, keywords: [match, goal]}" }), draftsImports);

        public async Task<long> Add(string name, bool draftsImports) => (await Setups.Add(Project, Person, New(name, draftsImports))).Id;

        public DraftingRun? Run(long setup) => Setups.Get(Project, setup).Run;

        public Task<ImportJob> Import(params string[] texts) => bench.Import(bench.Lines($"{files++}.jsonl", texts));

        public async Task Stop(long setup) => await new DraftingRuns(bench.Db, bench.Node.Jobs).Cancel(Project, setup);

        /// <summary>Runs the jobs that look whether something is to be drafted.</summary>
        public Task Look() => All(looking);

        public Task Draft() => All(drafting);

        public async Task RunAll()
        {
            for (var runs = -1L; runs != Runs;)
            {
                runs = Runs;
                await Look();
                await Draft();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await looking.DisposeAsync();
            await drafting.DisposeAsync();
            await bench.DisposeAsync();
        }

        private async Task All(JobRunner runner)
        {
            do
                bench.Clock.Advance(TimeSpan.FromSeconds(3));
            while (await runner.RunNext(TestContext.Current.CancellationToken));
        }
    }
}
