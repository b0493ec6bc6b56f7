using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate.Drafting;
using Assay.Pipeline.PreAnnotate.Setups;
using Assay.Pipeline.Projects;
using Assay.TestKit;
using Assay.WeakModels.Llm.Calling;
using Assay.WeakModels.Llm.Tests;

namespace Assay.Pipeline.Tests.PreAnnotate;

public sealed class LlmBatchesTests
{
    private const string Says = """{"topic":{"answer":"sport","confidence":0.9}}""";

    /// <summary>What a request costs alone, at the prices of the tests.</summary>
    private const decimal Each = (100 * 3m + 10 * 15m) / 1_000_000;

    [Theory]
    [Engines]
    public async Task A_run_waits_for_its_batch_without_a_runner_and_drafts_from_its_replies_and_a_second_run_costs_nothing(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 30);
        await bench.Start();
        await bench.RunAll();

        var waiting = bench.Run;
        (waiting.State, waiting.Stage, waiting.Done, waiting.Total).ShouldBe((JobState.Queued, "preparing", 0, 30));
        waiting.Preparation.ShouldBe(new DraftPreparation(Waiting: 29), "one went ahead");
        waiting.WaitsUntil.ShouldBe(bench.Clock.GetUtcNow().AddMinutes(1));
        await Should.ThrowAsync<Conflict>(() => bench.Start());
        await bench.Later(TimeSpan.FromMinutes(1));
        bench.Run.State.ShouldBe(JobState.Queued);
        bench.Provider.End();
        await bench.Later(TimeSpan.FromMinutes(15));

        var ended = bench.Run;
        (ended.State, ended.Drafted, ended.WaitsUntil).ShouldBe((JobState.Completed, 30, null));
        ended.Preparation.ShouldBe(new DraftPreparation(Answered: 29));
        bench.Provider.Alone.Count.ShouldBe(1);
        (bench.Spent.Requests, bench.Spent.Money).ShouldBe((30, Each * (1 + 29 * 0.5m)));
        ended.Spent.ShouldBe(bench.Spent);

        await bench.Start();
        await bench.RunAll();
        (bench.Run.State, bench.Run.Drafted).ShouldBe((JobState.Completed, 30));
        (bench.Provider.Alone.Count, bench.Provider.Taken.Count, bench.Spent.Requests).ShouldBe((1, 1, 30));
    }

    [Theory]
    [Engines]
    public async Task Guidelines_and_labels_that_change_meanwhile_do_not_change_what_a_run_asks(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 30, settings: new { examples = 4 });
        var task = bench.Tasks[0];
        await bench.Bench.Queue.Claim(bench.Project, bench.Person);
        await bench.Bench.Submit(bench.Project, bench.Person, task, "world");
        await bench.Start();
        await bench.RunAll();

        await new Guidelines(bench.Bench.Db, bench.Clock).Write(bench.Project, "Something else.", 0, bench.Person);
        await bench.Bench.Db.Write(bench.Project, session => session.Execute("DELETE FROM final_label WHERE task_id = @task", new { task }));
        bench.Provider.End();
        await bench.Later(TimeSpan.FromMinutes(15));
        (bench.Run.State, bench.Provider.Alone.Count, bench.Provider.Taken.Count).ShouldBe((JobState.Completed, 1, 1));
    }

    [Theory]
    [Engines]
    public async Task A_process_that_is_killed_between_sending_a_batch_and_writing_down_its_id_does_not_pay_twice(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 30);
        await bench.Start();
        await bench.RunAll();
        // as the killed one has left it
        await bench.Bench.Db.Write(session => session.Execute("UPDATE llm_batch SET provider_id = NULL"));
        bench.Restart();
        await bench.Later(TimeSpan.FromMinutes(1));
        bench.Run.Preparation.ShouldBe(new DraftPreparation(Waiting: 29));

        bench.Provider.End();
        await bench.Later(TimeSpan.FromMinutes(15));
        (bench.Run.State, bench.Run.Drafted).ShouldBe((JobState.Completed, 30));
        (bench.Provider.Alone.Count, bench.Provider.Taken.Count, bench.Spent.Requests).ShouldBe((1, 1, 30));
    }

    [Theory]
    [Engines]
    public async Task A_batch_that_a_killed_process_had_announced_and_not_sent_is_sent_when_it_can_come_no_more(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 30);
        bench.Provider.Before = request => IsSubmit(request) ? ApiAnswer.Error(500, "api_error", "who knows") : null;
        await bench.Start();
        await bench.RunAll();
        bench.Run.Preparation!.Trouble.ShouldNotBeNull().ShouldContain("who knows");
        bench.Provider.Before = _ => null;
        await bench.Later(TimeSpan.FromMinutes(1));
        bench.Provider.Taken.ShouldBeEmpty("it may still come");
        await bench.Later(TimeSpan.FromMinutes(15));
        bench.Provider.Taken.Count.ShouldBe(1);
        bench.Provider.End();
        await bench.Later(TimeSpan.FromMinutes(15));
        (bench.Run.State, bench.Run.Drafted, bench.Spent.Requests).ShouldBe((JobState.Completed, 30, 30));
    }

    [Theory]
    [Engines]
    public async Task Results_that_break_off_are_gone_on_with_and_kept_and_booked_once(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 450);
        await bench.Start();
        await bench.RunAll();
        bench.Provider.End();
        bench.Provider.After = (request, answer) => request.Path.EndsWith("/results", StringComparison.Ordinal) ? answer with { BreaksOff = true } : answer;
        await bench.Later(TimeSpan.FromMinutes(1));
        var first = bench.Run.Preparation!;
        (bench.Run.State, first.Answered, first.Waiting).ShouldBe((JobState.Queued, 200, 449));
        first.Trouble.ShouldNotBeNull();
        bench.Spent.Requests.ShouldBe(1 + 200);

        bench.Provider.After = (_, answer) => answer;
        bench.Restart();
        await bench.Later(TimeSpan.FromMinutes(15));
        (bench.Run.State, bench.Run.Drafted, bench.Spent.Requests).ShouldBe((JobState.Completed, 450, 450));
        bench.Run.Preparation.ShouldBe(new DraftPreparation(Answered: 449));
        bench.Provider.Alone.Count.ShouldBe(1);
    }

    [Theory]
    [Engines]
    public async Task What_failed_is_asked_alone_and_counted(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 30);
        bench.Provider.Outcome = (_, place) => place < 3 ? "errored" : place < 5 ? "expired" : "succeeded";
        await bench.Start();
        await bench.RunAll();
        bench.Provider.End();
        await bench.Later(TimeSpan.FromMinutes(1));
        (bench.Run.State, bench.Run.Drafted).ShouldBe((JobState.Completed, 30));
        bench.Run.Preparation.ShouldBe(new DraftPreparation(Answered: 24, Failed: 5));
        bench.Provider.Alone.Count.ShouldBe(1 + 5);
        bench.Spent.Money.ShouldBe(Each * (6 + 24 * 0.5m));
    }

    [Theory]
    [Engines]
    public async Task A_batch_that_expired_is_sent_once_more_and_then_asked_one_by_one(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 30);
        bench.Provider.Outcome = (_, _) => "expired";
        await bench.Start();
        await bench.RunAll();
        bench.Provider.End();
        await bench.Later(TimeSpan.FromMinutes(1));
        bench.Run.Preparation.ShouldBe(new DraftPreparation(Waiting: 29, Failed: 29));
        bench.Provider.End();
        await bench.Later(TimeSpan.FromMinutes(1));
        (bench.Run.State, bench.Run.Drafted, bench.Run.Preparation!.Failed).ShouldBe((JobState.Completed, 30, 58));
        (bench.Provider.Taken.Count, bench.Provider.Alone.Count, bench.Spent.Requests).ShouldBe((2, 30, 30));
    }

    [Theory]
    [Engines]
    public async Task A_run_that_is_cancelled_while_it_waits_gives_up_what_is_not_answered_and_keeps_and_books_the_rest(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 60);
        await bench.Start();
        await bench.RunAll();
        (await bench.Runs.Cancel(bench.Project, bench.Setup)).State.ShouldBe(JobState.Cancelled);
        await bench.RunAll();
        bench.Spent.Requests.ShouldBe(1);
        await bench.Later(TimeSpan.FromMinutes(1));
        bench.Spent.Requests.ShouldBe(1 + 29, "the provider had answered half of it");
        bench.Bench.One<long>("SELECT count(*) FROM llm_batch WHERE ended_at IS NULL").ShouldBe(0);
        bench.Bench.One<string>("SELECT state FROM job WHERE kind = 'settle_drafts'").ShouldBe(JobState.Completed);

        await bench.Runs.Resume(bench.Project, bench.Setup);
        await bench.RunAll();
        bench.Run.Preparation!.Waiting.ShouldBe(30);
        bench.Provider.End();
        await bench.Later(TimeSpan.FromMinutes(1));
        (bench.Run.State, bench.Run.Drafted, bench.Spent.Requests).ShouldBe((JobState.Completed, 60, 60));
    }

    [Theory]
    [Engines]
    public async Task A_run_that_is_resumed_before_its_batch_was_given_up_waits_for_it(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 30);
        await bench.Start();
        await bench.RunAll();
        await bench.Runs.Cancel(bench.Project, bench.Setup);
        await bench.Runs.Resume(bench.Project, bench.Setup);
        await bench.RunAll();
        bench.Run.Preparation!.Waiting.ShouldBe(29);
        bench.Provider.End();
        await bench.Later(TimeSpan.FromMinutes(1));
        (bench.Run.State, bench.Spent.Requests, bench.Provider.Alone.Count).ShouldBe((JobState.Completed, 30, 1));
    }

    [Theory]
    [Engines]
    public async Task What_a_run_that_fails_has_on_its_way_is_waited_for_and_kept(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 30);
        await bench.Start();
        await bench.RunAll();
        var refusals = 1;
        bench.Provider.Before = _ => refusals-- > 0 ? ApiAnswer.Error(401, "authentication_error", "the key was changed") : null;
        await bench.Later(TimeSpan.FromMinutes(1));
        bench.Run.State.ShouldBe(JobState.Failed);
        bench.Run.Error.ShouldNotBeNull().ShouldContain("the key was changed");
        bench.Provider.End();
        await bench.Later(TimeSpan.FromMinutes(15));
        bench.Spent.Requests.ShouldBe(30);

        await bench.Runs.Resume(bench.Project, bench.Setup);
        await bench.RunAll();
        (bench.Run.State, bench.Run.Drafted, bench.Provider.Alone.Count, bench.Provider.Taken.Count).ShouldBe((JobState.Completed, 30, 1, 1));
    }

    [Theory]
    [Engines]
    public async Task Another_model_that_asks_the_same_waits_for_the_first_ones_batch(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 30);
        var setups = new ModelSetups(bench.Bench.Db, bench.Kinds, bench.Clock);
        var other = await setups.Add(bench.Project, bench.Person, new NewModelSetup("other", "llm", bench.Settings));
        await bench.Start();
        await bench.RunAll();
        await bench.Runs.Start(bench.Project, bench.Person, other.Id, all: true);
        await bench.RunAll();
        setups.Get(bench.Project, other.Id).Run!.Preparation!.Trouble.ShouldBe("another run waits for 29 of the same requests");

        bench.Provider.End();
        await bench.Later(TimeSpan.FromMinutes(1));
        await bench.Later(TimeSpan.FromMinutes(1));
        var ended = setups.Get(bench.Project, other.Id);
        (ended.Run!.State, ended.Run.Drafted, ended.Spent.Requests).ShouldBe((JobState.Completed, 30, 0));
        (bench.Provider.Alone.Count, bench.Provider.Taken.Count, bench.Spent.Requests).ShouldBe((1, 1, 30));
    }

    [Theory]
    [Engines]
    public async Task A_limit_holds_over_what_is_on_its_way_too(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 100, settings: new { mostMoney = 0.5 });
        await bench.Start();
        await bench.RunAll();
        var sent = bench.Run.Preparation!;
        sent.Waiting.ShouldBeInRange(20, 60);
        sent.Trouble.ShouldNotBeNull().ShouldContain("budget (");

        // a try meanwhile finds nothing left
        var trials = new ModelTrials(bench.Bench.Db, bench.Kinds);
        var tried = await trials.Try(bench.Project, "llm", bench.Settings, 0, bench.Setup, TestContext.Current.CancellationToken);
        tried.Items.Where(item => item.Answers is null).SelectMany(item => item.Violations).ShouldContain(violation => violation.Message.Contains("in batches on their way"));

        for (var looks = 0; bench.Run.State == JobState.Queued && looks < 20; looks++)
        {
            bench.Provider.End();
            await bench.Later(TimeSpan.FromMinutes(15));
        }

        bench.Run.State.ShouldBe(JobState.Completed);
        bench.Spent.Money.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(0.5m);
        bench.Provider.Taken.Count.ShouldBeGreaterThan(1);
    }

    [Theory]
    [Engines]
    public async Task Each_sample_is_a_request_of_its_own(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 10, settings: new { samples = 3 });
        await bench.Start();
        await bench.RunAll();
        bench.Provider.Taken.ShouldHaveSingleItem().Count.ShouldBe(29);
        bench.Provider.End();
        await bench.Later(TimeSpan.FromMinutes(1));
        (bench.Run.State, bench.Run.Drafted, bench.Provider.Alone.Count).ShouldBe((JobState.Completed, 10, 1));
    }

    [Theory]
    [Engines]
    public async Task The_estimate_says_that_a_run_goes_as_batches_at_their_price(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 400);
        var batched = (await bench.Estimate(bench.Setup)).Cost!;
        var setups = new ModelSetups(bench.Bench.Db, bench.Kinds, bench.Clock);
        var alone = await setups.Add(bench.Project, bench.Person, new NewModelSetup("alone", "llm", JsonElement.Parse("""{"model":"anthropic/m","prices":"3,15","examples":0}""")));
        var single = (await bench.Estimate(alone.Id)).Cost!;
        (batched.Requests, batched.InBatches, single.InBatches).ShouldBe((400, true, false));
        batched.Money!.Value.ShouldBe(single.Money!.Value / 2, 0.01m);
        bench.Provider.Alone.ShouldBeEmpty();

        await using var few = await Batches.At(engine, tasks: 19);
        (await few.Estimate(few.Setup)).Cost!.InBatches.ShouldBeFalse("so few are asked at once");
        await few.Start();
        await few.RunAll();
        (few.Run.State, few.Provider.Alone.Count).ShouldBe((JobState.Completed, 19));
    }

    [Theory]
    [Engines]
    public async Task Providers_without_batches_are_refused(string engine)
    {
        await using var bench = await Batches.At(engine, tasks: 1);
        var setups = new ModelSetups(bench.Bench.Db, bench.Kinds, bench.Clock);
        foreach (var model in (string[])["openai/m", "ollama/m"])
            (await Should.ThrowAsync<Invalid>(() => setups.Add(bench.Project, bench.Person, new NewModelSetup("x", "llm", JsonSerializer.SerializeToElement(new { model, batches = true })))))
                .Message.ShouldContain($"\"{model}\" takes no batches");
    }

    private static bool IsSubmit(ApiRequest request) => request.Method == "POST" && request.Path == "/v1/messages/batches";

    /// <summary>A project with a model that sends batches to a provider on loopback, and jobs that run when told to.</summary>
    private sealed class Batches : IAsyncDisposable
    {
        private readonly FakeApi api;
        private readonly Assay.Pipeline.Jobs.Jobs jobs;
        private JobRunner runner;

        private Batches(string engine)
        {
            Bench = new Bench(engine);
            Provider = new FakeBatches(_ => Says, Clock);
            api = new FakeApi(request => Provider.Answer(request));
            Kinds = new ModelKinds(new ModelPlaces("", [], _ => new ProviderSettings { Key = "secret", Url = api.Url, Clock = Clock }), Clock);
            jobs = new Assay.Pipeline.Jobs.Jobs(Bench.Db, Clock);
            runner = NewRunner();
            Runs = new DraftingRuns(Bench.Db, jobs);
        }

        public Bench Bench { get; }

        public FakeClock Clock => Bench.Clock;

        public FakeBatches Provider { get; }

        public ModelKinds Kinds { get; }

        public DraftingRuns Runs { get; }

        public long Person { get; private set; }

        public long Project { get; private set; }

        public IReadOnlyList<long> Tasks { get; private set; } = [];

        public JsonElement Settings { get; private set; }

        public long Setup { get; private set; }

        public DraftingRun Run => Setups.Get(Project, Setup).Run!;

        public WeakModels.Spent Spent => Setups.Get(Project, Setup).Spent;

        private ModelSetups Setups => new(Bench.Db, Kinds, Clock);

        public static async Task<Batches> At(string engine, int tasks, object? settings = null)
        {
            var bench = new Batches(engine);
            bench.Person = await TestProject.Person(bench.Bench.Db, "p");
            bench.Project = await TestProject.Create(bench.Bench.Db, bench.Person);
            bench.Tasks = await TestProject.Tasks(bench.Bench.Db, bench.Project, tasks, text: place => $"text {place}");
            var all = new Dictionary<string, object> { ["model"] = "anthropic/m", ["prices"] = "3,15", ["examples"] = 0, ["batches"] = true };
            if (settings is not null)
                foreach (var property in JsonSerializer.SerializeToElement(settings).EnumerateObject())
                    all[property.Name] = property.Value;
            bench.Settings = JsonSerializer.SerializeToElement(all);
            bench.Setup = (await bench.Setups.Add(bench.Project, bench.Person, new NewModelSetup("judge", "llm", bench.Settings))).Id;
            return bench;
        }

        public Task<DraftingRun> Start() => Runs.Start(Project, Person, Setup, all: true);

        public Task<RunEstimate> Estimate(long setup) => new RunEstimates(Bench.Db, Kinds).Of(Project, setup, all: true, TestContext.Current.CancellationToken);

        public async Task RunAll()
        {
            while (await runner.RunNext(TestContext.Current.CancellationToken))
            {
            }
        }

        public Task Later(TimeSpan time)
        {
            Clock.Advance(time);
            return RunAll();
        }

        /// <summary>Another process goes on.</summary>
        public void Restart()
        {
            runner.Dispose();
            runner = NewRunner();
        }

        public async ValueTask DisposeAsync()
        {
            await runner.DisposeAsync();
            await api.DisposeAsync();
            Bench.Dispose();
        }

        private JobRunner NewRunner() => new(Bench.Db, jobs, Clock, [new DraftTasks(Bench.Db, jobs, Kinds, Clock), new SettleDrafts(Bench.Db, Kinds)]);
    }
}
