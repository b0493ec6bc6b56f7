using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate.Setups;
using Assay.Pipeline.Projects;
using Assay.TestKit;
using Assay.WeakModels;
using Assay.WeakModels.Llm.Calling;

namespace Assay.Pipeline.Tests.PreAnnotate;

/// <summary>Whoever asks a project's language models at the same time keeps its limits together.</summary>
public sealed class SpendingTests
{
    [Theory]
    [Engines]
    public async Task Two_runs_of_a_model_at_the_same_time_end_within_its_limit(string engine)
    {
        using var bench = await Spending.At(engine);
        var setup = await bench.Add("""{"model":"anthropic/m","prices":"1,2","examples":0,"mostTokens":10000}""");
        bench.Api.Uses = (200, 2_000);

        // each by itself would have room for four
        var (one, other) = (bench.Open(setup), bench.Open(setup));
        var drafts = await Task.WhenAll(bench.Ask(one, "a", 8), bench.Ask(other, "b", 8));

        var spent = bench.Spent(setup);
        spent.Tokens.ShouldBeLessThanOrEqualTo(10_000);
        (spent.Requests, bench.Api.Requests.Count).ShouldBe((4, 4));
        drafts.SelectMany(each => each).Count(draft => draft.Refusal?.Contains("8,800 of 10,000 tokens", StringComparison.Ordinal) == true).ShouldBe(12);
    }

    [Theory]
    [Engines]
    public async Task A_limit_of_the_project_holds_over_all_its_models_and_from_the_next_request_on(string engine)
    {
        using var bench = await Spending.At(engine);
        var (first, second) = (await bench.Add("""{"model":"anthropic/m","prices":"1,2","examples":0}"""), await bench.Add("""{"model":"anthropic/n","prices":"2,4","examples":0}"""));
        bench.Api.Uses = (200, 2_000);
        var (one, other) = (bench.Open(first), bench.Open(second));
        await bench.Ask(one, "a", 1);
        bench.Spendings.Get(bench.Project.Id).ShouldBe(new ProjectSpending(new ProjectLimits(), new Spent(1, 200, 0, 0, 2_000, 0.0042m)));

        await bench.Spendings.Set(bench.Project.Id, bench.Person, new ProjectLimits(MostMoney: 0.03m));
        var drafts = await Task.WhenAll(bench.Ask(one, "b", 8), bench.Ask(other, "c", 8));

        var spent = bench.Spendings.Get(bench.Project.Id).Spent;
        spent.Money.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(0.03m);
        spent.ShouldBe(bench.Spent(first) + bench.Spent(second));
        drafts.SelectMany(each => each).First(draft => draft.Refusal is not null).Refusal!.ShouldContain("of the whole project");
    }

    [Theory]
    [Engines]
    public async Task What_another_node_has_spent_counts_at_once(string engine)
    {
        using var bench = await Spending.At(engine);
        var setup = await bench.Add("""{"model":"anthropic/m","prices":"1,2","examples":0,"mostTokens":5000}""");
        bench.Api.Uses = (200, 2_000);
        var (here, there) = (bench.Open(setup), bench.Open(setup, new ModelKinds(bench.Api.Places, bench.Bench.Clock)));

        (await bench.Ask(here, "a", 2)).Count(draft => draft.Refusal is null).ShouldBe(2);
        (await bench.Ask(there, "b", 1)).Single().Refusal.ShouldNotBeNull().ShouldContain("4,400 of 5,000 tokens");
        bench.Api.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [Engines]
    public async Task A_reply_is_booked_in_the_step_that_keeps_it_and_a_process_that_dies_then_loses_and_pays_nothing(string engine)
    {
        using var bench = await Spending.At(engine);
        var setup = await bench.Add("""{"model":"anthropic/m","prices":"1,2","examples":0}""");

        // nobody books anything after it, as where the process is killed
        await bench.Ask(bench.Open(setup), "a", 3);
        bench.Spent(setup).ShouldBe(new Spent(3, 300, 0, 0, 30, 0.00036m));

        await bench.Ask(bench.Open(setup, new ModelKinds(bench.Api.Places, bench.Bench.Clock)), "a", 3);
        (bench.Api.Requests.Count, bench.Spent(setup).Requests).ShouldBe((3, 3));
    }

    [Theory]
    [Engines]
    public async Task What_was_spent_before_and_on_models_that_are_gone_stays_on_the_account_of_the_project(string engine)
    {
        using var bench = await Spending.At(engine);
        var setup = await bench.Add("""{"model":"anthropic/m","prices":"1,2","examples":0}""");

        // as a database has it that was written before projects had an account
        await bench.Bench.Db.Write(bench.Project.Id, session => SetupRow.AddSpent(session, setup, new Spent(7, 700, 0, 0, 70, 1m)));
        bench.Spendings.Get(bench.Project.Id).Spent.Requests.ShouldBe(7);
        await bench.Ask(bench.Open(setup), "a", 1);
        await bench.Setups.Remove(bench.Project.Id, bench.Person, setup);

        bench.Spendings.Get(bench.Project.Id).Spent.ShouldBe(new Spent(8, 800, 0, 0, 80, 1.00012m));
    }

    [Fact]
    public async Task Whoever_asks_a_model_goes_at_its_pace_and_all_models_of_a_project_at_the_pace_of_the_project()
    {
        using var bench = await Spending.At("sqlite");
        await bench.Spendings.Set(bench.Project.Id, bench.Person, new ProjectLimits(RequestsAMinute: 7, TokensAMinute: 700));
        var purses = new LlmPurses(bench.Bench.Clock);

        var (run, arbiter, other, trial) = (Of(1), Of(1), Of(2), Of(null));

        run[0].ShouldBeSameAs(arbiter[0]);
        run[0].ShouldNotBeSameAs(other[0]);
        run[0].ShouldNotBeSameAs(trial[0]);
        run[1].ShouldBeSameAs(other[1]);
        run[1].ShouldBeSameAs(trial[1]);
        (run[0].RequestsAMinute, run[0].TokensAMinute, run[1].RequestsAMinute, run[1].TokensAMinute).ShouldBe((3, 300, 7, 700));

        IReadOnlyList<Pace> Of(long? setup) =>
            purses.Of(new ProjectContext(bench.Bench.Db, bench.Project) { Setup = setup }, new LlmSetup("anthropic/m", RequestsAMinute: 3, TokensAMinute: 300), null).Paces;
    }

    [Theory]
    [Engines]
    public async Task Nodes_take_turns_at_one_pace_and_are_held_back_together(string engine)
    {
        using var bench = await Spending.At(engine);
        using var other = bench.Bench.Database.OpenAnother();
        var (clock, project) = (bench.Bench.Clock, bench.Project.Id);
        var (here, there, another) = (Book(bench.Bench.Db, 1), Book(other, 1), Book(other, 2));
        var (second, begun) = (TimeSpan.FromSeconds(1), clock.GetUtcNow());

        var turns = await Task.WhenAll(Enumerable.Range(0, 20).Select(place => (place % 2 == 0 ? here : there).Take(2 * second, second)));

        turns.Order().ShouldBe(Enumerable.Range(0, 20).Select(place => begun + (2 * place * second)));
        (await another.Take(second, second)).ShouldBe(begun);
        await here.Correct(10 * second);
        (await there.Take(TimeSpan.Zero, TimeSpan.Zero)).ShouldBe(begun + (49 * second));
        await there.Hold(begun + (100 * second));
        await there.Hold(begun + (70 * second));
        (await here.Take(second, second)).ShouldBe(begun + (100 * second));
        clock.Advance(200 * second);
        (await here.Take(second, second)).ShouldBe(begun + (200 * second));

        LlmPaceBook Book(Db db, long scope) => new(db, project, scope, clock);
    }

    [Fact]
    public async Task Limits_that_cannot_be_are_refused_and_one_in_money_wants_prices()
    {
        using var bench = await Spending.At("sqlite");
        (await Should.ThrowAsync<Invalid>(() => bench.Spendings.Set(bench.Project.Id, bench.Person, new ProjectLimits(TokensAMinute: 0)))).Message.ShouldContain("tokensAMinute");
        await bench.Spendings.Set(bench.Project.Id, bench.Person, new ProjectLimits(MostMoney: 5));
        (await Should.ThrowAsync<Invalid>(() => bench.Add("""{"model":"anthropic/m","examples":0}"""))).Message.ShouldContain("0,0 where it costs nothing");
        (await bench.Add("""{"model":"anthropic/m","examples":0,"prices":"0,0","tokensAMinute":1000}""")).ShouldBeGreaterThan(0);
        await Should.ThrowAsync<Invalid>(() => bench.Add("""{"model":"anthropic/m","prices":"0,0","tokensAMinute":0}"""));
    }

    private sealed class Spending : IDisposable
    {
        private readonly ModelKinds kinds;
        private readonly List<IDisposable> opened = [];
        private int models;

        private Spending(string engine)
        {
            Bench = new Bench(engine);
            kinds = new ModelKinds(Api.Places, Bench.Clock);
            Setups = new ModelSetups(Bench.Db, kinds, Bench.Clock);
            Spendings = new Spendings(Bench.Db, Bench.Clock);
        }

        public Bench Bench { get; }

        public LlmApi Api { get; } = new();

        public ModelSetups Setups { get; }

        public Spendings Spendings { get; }

        public long Person { get; private set; }

        public ProjectSettings Project { get; private set; } = null!;

        public static async Task<Spending> At(string engine)
        {
            var made = new Spending(engine);
            made.Person = await TestProject.Person(made.Bench.Db, "p");
            var id = await TestProject.Create(made.Bench.Db, made.Person);
            made.Project = made.Bench.Db.Read(session => ProjectSettings.Load(session, id));
            return made;
        }

        public async Task<long> Add(string settings) =>
            (await Setups.Add(Project.Id, Person, new NewModelSetup($"model {++models}", "llm", JsonElement.Parse(settings)))).Id;

        public Spent Spent(long setup) => Setups.Get(Project.Id, setup).Spent;

        public IWeakModel Open(long setup, ModelKinds? node = null)
        {
            var model = (node ?? kinds).Open("llm", Setups.Get(Project.Id, setup).Settings, new ProjectContext(Bench.Db, Project) { Setup = setup });
            opened.Add((IDisposable)model);
            return model;
        }

        public async Task<IReadOnlyList<ItemDraft>> Ask(IWeakModel model, string text, int items) => await model.Predict(
            Project.Schema, [.. Enumerable.Range(0, items).Select(item => JsonSerializer.SerializeToElement(new { text = $"{text} {item}" }))], TestContext.Current.CancellationToken);

        public void Dispose()
        {
            foreach (var model in opened)
                model.Dispose();
            Api.Dispose();
            Bench.Dispose();
        }
    }
}
