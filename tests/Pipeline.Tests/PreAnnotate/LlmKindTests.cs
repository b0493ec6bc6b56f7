using System.Text.Json;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate.Difficulty;
using Assay.Pipeline.PreAnnotate.Drafting;
using Assay.Pipeline.PreAnnotate.Setups;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality.Arbitration;
using Assay.TestKit;
using Assay.WeakModels;
using Assay.WeakModels.Llm;

namespace Assay.Pipeline.Tests.PreAnnotate;

public sealed class LlmKindTests
{
    [Theory]
    [Engines]
    public async Task Whatever_was_replied_is_not_paid_for_again_and_guidelines_and_labeled_items_are_sent(string engine)
    {
        using var bench = new Bench(engine);
        using var api = new LlmApi();
        var project = await Project(bench);
        using (var model = Open(bench, api, project, """{"model":"anthropic/m","prices":"1,2"}"""))
        {
            (await Draft(model, project)).ShouldBe(["sport", "sport"]);
            (model.Spent.Requests, model.Spent.Money).ShouldBe((2, 0.00024m));
        }

        api.Requests.Count.ShouldBe(2);
        api.Requests[0].ShouldContain("One topic each.");
        api.Requests[0].ShouldContain("a labeled item");
        using (var again = Open(bench, api, project, """{"model":"anthropic/m","prices":"1,2"}"""))
        {
            (await Draft(again, project)).ShouldBe(["sport", "sport"]);
            again.Spent.Requests.ShouldBe(0);
        }

        api.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [Engines]
    public async Task What_earlier_runs_have_cost_counts_against_the_limit(string engine)
    {
        using var bench = new Bench(engine);
        using var api = new LlmApi();
        var project = await Project(bench);
        await bench.Db.Write(project.Id, session => TrialAccounts.Add(session, project.Id, "llm", new Spent(1, 49_990, 0, 0, 0, null)));
        using var model = Open(bench, api, project, """{"model":"anthropic/m","mostTokens":50000}""");
        var drafts = await model.Predict(project.Schema, [Item("one")], TestContext.Current.CancellationToken);
        drafts[0].Refusal.ShouldNotBeNull().ShouldContain("50,000 tokens");
        api.Requests.ShouldBeEmpty();
    }

    [Theory]
    [Engines]
    public async Task A_run_says_beforehand_what_it_would_cost_without_asking(string engine)
    {
        using var bench = new Bench(engine);
        using var api = new LlmApi();
        var project = await Project(bench);
        await TestProject.Tasks(bench.Db, project.Id, 399);
        var kinds = new ModelKinds(api.Places, bench.Clock);
        var person = bench.One<long>("SELECT min(id) FROM person");
        var setups = new ModelSetups(bench.Db, kinds, bench.Clock);
        var setup = await setups.Add(project.Id, person, new NewModelSetup("judge", "llm", JsonElement.Parse("""{"model":"anthropic/m","prices":"1,2","examples":0}""")));
        var estimate = await new RunEstimates(bench.Db, kinds).Of(project.Id, setup.Id, all: true, TestContext.Current.CancellationToken);
        (estimate.Tasks, estimate.Cost!.Requests, estimate.Cost.Kept).ShouldBe((400, 400, 0));
        estimate.Cost.InputTokens.ShouldBeInRange(400 * 50, 400 * 2_000);
        estimate.Cost.Money.ShouldNotBeNull().ShouldBeGreaterThan(0);
        api.Requests.ShouldBeEmpty();
        var free = await setups.Add(project.Id, person, new NewModelSetup("words", "rules", JsonSerializer.SerializeToElement(
            new { yaml = "question: topic\nlabels: [sport]\nrules:\n  - {label: sport, keywords: [dog]}" })));
        (await new RunEstimates(bench.Db, kinds).Of(project.Id, free.Id, all: false, TestContext.Current.CancellationToken)).Cost.ShouldBeNull();
    }

    [Theory]
    [Engines]
    public async Task What_judging_all_tasks_and_arbitrating_all_disputes_would_cost_is_told_without_asking(string engine)
    {
        using var bench = new Bench(engine);
        using var api = new LlmApi();
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 2);
        var tasks = await TestProject.Tasks(bench.Db, project, 400, text: i => $"text {i}");
        foreach (var task in tasks.Take(3))
            for (var person = 0; person < 2; person++)
            {
                await bench.Queue.Claim(project, people[person]);
                await bench.Submit(project, people[person], task, person == 0 ? "sport" : "world");
            }

        var (kinds, jobs) = (new ModelKinds(api.Places, bench.Clock), new Assay.Pipeline.Jobs.Jobs(bench.Db, bench.Clock));
        var setup = await new ModelSetups(bench.Db, kinds, bench.Clock).Add(
            project, people[0], new NewModelSetup("judge", "llm", JsonElement.Parse("""{"model":"anthropic/m","prices":"1,2","examples":0}""")));

        var judging = await new Difficulties(bench.Db, jobs, kinds, bench.Clock).Estimate(project, setup.Id, TestContext.Current.CancellationToken);
        (judging.Tasks, judging.Cost!.Requests).ShouldBe((397, 20), "20 tasks a request, and those in dispute are not open");
        judging.Cost.Money.ShouldNotBeNull().ShouldBeGreaterThan(0);

        var arbitration = await new Arbitrations(bench.Db, jobs, kinds, bench.Clock).Estimate(project, setup.Id, TestContext.Current.CancellationToken);
        (arbitration.Tasks, arbitration.Cost!.Requests).ShouldBe((3, 3));
        arbitration.Cost.OutputTokens.ShouldBe(3 * 2_048);
        api.Requests.ShouldBeEmpty();
    }

    [Theory]
    [Engines]
    public async Task What_trying_costs_is_on_the_account_of_the_model_and_counts_against_its_limit(string engine)
    {
        using var bench = new Bench(engine);
        using var api = new LlmApi();
        var project = await Project(bench);
        await TestProject.Tasks(bench.Db, project.Id, 9, text: i => $"text {i}");
        var kinds = new ModelKinds(api.Places, bench.Clock);
        var (trials, setups) = (new ModelTrials(bench.Db, kinds), new ModelSetups(bench.Db, kinds, bench.Clock));
        var person = bench.One<long>("SELECT min(id) FROM person");
        var settings = JsonElement.Parse("""{"model":"anthropic/m","prices":"1,2","examples":0,"mostTokens":3000}""");

        // a request sets some 2,000 tokens aside, so that the limit ends it in the middle
        var tried = await trials.Try(project.Id, "llm", settings, 0, null, TestContext.Current.CancellationToken);
        var bought = api.Requests.Count;
        bought.ShouldBeInRange(1, 9);
        tried.Items.Count(item => item.Violations.Any(violation => violation.Message.Contains("3,000 tokens", StringComparison.Ordinal))).ShouldBe(10 - bought);

        var setup = await setups.Add(project.Id, person, new NewModelSetup("judge", "llm", settings));
        (setup.Spent.Requests, setup.Spent.Tokens, setup.Spent.Money).ShouldBe((bought, bought * 110, bought * 0.00012m), "the model that is set up takes the account over");
        (await setups.Add(project.Id, person, new NewModelSetup("another", "llm", settings))).Spent.Requests.ShouldBe(0, "and the next has one of its own");

        var wider = JsonElement.Parse("""{"model":"anthropic/m","prices":"1,2","examples":0,"mostTokens":100000}""");
        await trials.Try(project.Id, "llm", wider, 0, setup.Id, TestContext.Current.CancellationToken);
        setups.Get(project.Id, setup.Id).Spent.Requests.ShouldBe(10, "what was replied before costs nothing");
        api.Requests.Count.ShouldBe(10);
    }

    [Theory]
    [Engines]
    public async Task Only_agreed_labels_become_examples(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 2);
        var alone = await TestProject.Create(bench.Db, people[0], overlap: 1);
        await TestProject.Tasks(bench.Db, alone, 1);
        await bench.Queue.Claim(alone, people[0]);
        await bench.Submit(alone, people[0], bench.One<long>("SELECT max(id) FROM task"), "sport");
        bench.One<string>("SELECT how FROM final_label").ShouldBe("single");
        Agreed(alone).ShouldBeEmpty("one person said so, and nobody agreed");

        var both = await TestProject.Create(bench.Db, people[0], overlap: 2);
        var tasks = await TestProject.Tasks(bench.Db, both, 3, text: i => $"text {i}");
        foreach (var person in people)
        {
            await bench.Queue.Claim(both, person);
            await bench.Submit(both, person, tasks[0], "sport");
        }

        await bench.Stages.Decisions.Decide(both, people[0], tasks[1], TestProject.Answer("world"), null);
        await bench.Stages.Decisions.Decide(both, people[0], tasks[2], TestProject.Answer("world"), null);
        await bench.Db.Write(both, session => session.Execute("UPDATE final_label SET how = 'auto_accepted' WHERE task_id = @task", new { task = tasks[2] }));
        Agreed(both).ShouldBe(["text 0", "text 1"]);

        IEnumerable<string> Agreed(long project) => new ProjectContext(bench.Db, bench.Db.Read(session => ProjectSettings.Load(session, project)))
            .Agreed().Select(each => each.Item.GetProperty("text").GetString()!);
    }

    [Fact]
    public async Task Settings_that_cannot_be_are_refused_with_what_would_be_right()
    {
        using var bench = new Bench("sqlite");
        using var api = new LlmApi();
        var project = await Project(bench);
        Refused("""{"model":"oracle/m"}""").ShouldContain("anthropic/MODEL");
        Refused("""{"model":"anthropic/m","mostMoney":5}""").ShouldContain("prices");
        Refused("""{"model":"anthropic/m","examples":21}""").ShouldContain("0 to 20");
        Refused("[]").ShouldContain("the settings of a language model are");
        Refused("""{"model":"openai/m"}""").ShouldContain("OPENAI_API_KEY");

        string Refused(string settings) => Should.Throw<UnfitModel>(() => Open(bench, api, project, settings)).Message;
    }

    private static JsonElement Item(string text) => JsonSerializer.SerializeToElement(new { text });

    private static async Task<IEnumerable<string>> Draft(LlmModel model, ProjectSettings project)
    {
        var drafts = await model.Predict(project.Schema, [Item("one"), Item("two")], TestContext.Current.CancellationToken);
        var topic = project.Schema.Question("topic")!;
        return drafts.Select(draft => draft.Refusal ?? topic.Kind.Category(topic, draft.ByQuestion["topic"].Answer)!);
    }

    private static LlmModel Open(Bench bench, LlmApi api, ProjectSettings project, string settings) =>
        (LlmModel)new LlmKind(api.Places, bench.Clock).Open(JsonElement.Parse(settings), new ProjectContext(bench.Db, project));

    private static async Task<ProjectSettings> Project(Bench bench)
    {
        var person = await TestProject.Person(bench.Db, "p");
        var id = await TestProject.Create(bench.Db, person);
        await new Guidelines(bench.Db, bench.Clock).Write(id, "One topic each.", 0, person);
        var task = (await TestProject.Tasks(bench.Db, id, 1))[0];
        await bench.Db.Write(id, session => session.Execute("UPDATE item SET data = @data WHERE task_id = @task", new { task, data = """{"text":"a labeled item"}""" }));
        await bench.Stages.Decisions.Decide(id, person, task, TestProject.Answer("world"), null);
        return bench.Db.Read(session => ProjectSettings.Load(session, id));
    }
}
