using System.Text;
using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Export;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate.Drafting;
using Assay.Pipeline.PreAnnotate.Setups;
using Assay.Pipeline.Projects;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.PreAnnotate;

public sealed class PromptsTests
{
    [Theory]
    [Engines]
    public async Task What_a_language_model_was_asked_is_kept_with_its_predictions_and_what_they_share_once(string engine)
    {
        using var bench = await Drafted.At(engine);

        var (first, second) = (bench.Prompt(0), bench.Prompt(1));

        // what is shown is what was sent, word for word
        using var sent = JsonDocument.Parse(bench.Api.Requests.Single(request => request.Contains(Drafted.Text(0), StringComparison.Ordinal)));
        first.System.ShouldBe(sent.RootElement.GetProperty("system")[0].GetProperty("text").GetString());
        first.System.ShouldContain("One topic each.");
        var content = sent.RootElement.GetProperty("messages")[0].GetProperty("content");
        first.Message.ShouldBe(content.ValueKind == JsonValueKind.String ? content.GetString() : content[0].GetProperty("text").GetString());
        first.Message.ShouldContain(Drafted.Text(0));
        (first.Model, first.Samples, first.MaxTokens, first.IsAsSent, first.Reply).ShouldBe(("judge", 1, 2_048, true, """{"topic":{"answer":"sport","confidence":0.9}}"""));
        first.Version.ShouldBe(bench.Bench.One<string>("SELECT version FROM weak_model"));
        first.Schema.ShouldContain("\"topic\"");

        second.SharedHash.ShouldBe(first.SharedHash);
        second.Key.ShouldNotBe(first.Key);
        bench.Bench.One<long>("SELECT count(*) FROM prompt").ShouldBe(1);
        bench.Bench.One<long>("SELECT count(*) FROM llm_reply r JOIN prediction p ON p.prompt_key = r.key").ShouldBe(3, "the hash is the key of the reply");
        bench.Bench.One<string>("SELECT prompt_own FROM prediction WHERE id = 1").ShouldNotContain("long enough", Case.Sensitive, "the item's own text is kept once, with the item");
        bench.Bench.Stages.Stories.Get(bench.Project, bench.Tasks[0], blind: false).Predictions.Single().PromptKey.ShouldBe(first.Key);
    }

    [Theory]
    [Engines]
    public async Task Of_an_item_that_was_changed_the_prompt_says_so(string engine)
    {
        using var bench = await Drafted.At(engine);
        await bench.Bench.Db.Write(bench.Project, session => session.Execute(
            "UPDATE item SET data = @data WHERE task_id = @task", new { task = bench.Tasks[0], data = """{"text":"Another text altogether, and long enough too."}""" }));

        bench.Prompt(0).IsAsSent.ShouldBeFalse();
        bench.Prompt(1).IsAsSent.ShouldBeTrue();
    }

    [Theory]
    [Engines]
    public async Task A_prompt_is_of_its_task_and_its_project_and_models_that_are_not_asked_in_words_have_none(string engine)
    {
        using var bench = await Drafted.At(engine);
        await bench.Bench.Stages.Predictions.Add(bench.Project, bench.Person, new ModelName("net", "1"), [new NewPrediction(bench.Tasks[0], TestProject.Answer("sport"), 0.9)]);
        var prompts = new Prompts(bench.Bench.Db);

        Should.Throw<NotFound>(() => prompts.Get(bench.Project, bench.Tasks[1], 1)).Message.ShouldContain("no prediction 1");
        Should.Throw<NotFound>(() => prompts.Get(bench.Project + 1, bench.Tasks[0], 1));
        Should.Throw<NotFound>(() => prompts.Get(bench.Project, bench.Tasks[0], 4)).Message.ShouldContain("not asked in words");
    }

    [Theory]
    [Engines]
    public async Task With_the_last_prediction_made_of_it_a_prompt_goes(string engine)
    {
        using var bench = await Drafted.At(engine);

        await Forget(bench.Tasks[0]);
        bench.Bench.One<long>("SELECT count(*) FROM prompt").ShouldBe(1);
        await Forget([.. bench.Tasks]);
        bench.Bench.One<long>("SELECT count(*) FROM prompt").ShouldBe(0);

        Task Forget(params long[] tasks) => bench.Bench.Db.Write(bench.Project, session =>
        {
            session.Execute($"DELETE FROM prediction WHERE task_id {session.Dialect.AnyOf("tasks")}", new { tasks });
            Prompts.Forget(session, bench.Project);
        });
    }

    [Theory]
    [Engines]
    public async Task An_export_names_the_hash_of_the_prompt_of_the_draft_that_a_person_had(string engine)
    {
        using var bench = await Drafted.At(engine);
        var claimed = (await bench.Bench.Queue.Claim(bench.Project, bench.Person)).Tasks[0];
        await bench.Bench.Submissions.Submit(
            bench.Project, bench.Person, new NewSubmission(Guid.NewGuid().ToString("D"), claimed.Id, TestProject.Answer("sport"), 10, 0, claimed.Suggestion!.PredictionId));

        using var stream = new MemoryStream();
        await new Exporter(bench.Bench.Db).Write(bench.Project, new ExportOptions { Annotations = true }, stream, TestContext.Current.CancellationToken);

        var key = bench.Prompt(0).Key;
        Encoding.UTF8.GetString(stream.ToArray()).ShouldContain($"\"prompt\":\"{key}\"");
    }

    /// <summary>Three tasks, drafted by a language model.</summary>
    private sealed class Drafted : IDisposable
    {
        private Drafted(string engine) => Bench = new Bench(engine);

        public Bench Bench { get; }

        public LlmApi Api { get; } = new();

        public long Project { get; private set; }

        public long Person { get; private set; }

        public IReadOnlyList<long> Tasks { get; private set; } = [];

        public static string Text(int task) => $"The text of item {task}, which is long enough to be worth leaving out.";

        public static async Task<Drafted> At(string engine)
        {
            var made = new Drafted(engine);
            var bench = made.Bench;
            made.Person = await TestProject.Person(bench.Db, "p");
            made.Project = await TestProject.Create(bench.Db, made.Person, overlap: 1);
            await new Guidelines(bench.Db, bench.Clock).Write(made.Project, "One topic each.", 0, made.Person);
            made.Tasks = await TestProject.Tasks(bench.Db, made.Project, 3, text: Text);
            var kinds = new ModelKinds(made.Api.Places, bench.Clock);
            var jobs = new Assay.Pipeline.Jobs.Jobs(bench.Db, bench.Clock);
            var setup = await new ModelSetups(bench.Db, kinds, bench.Clock).Add(made.Project, made.Person, new NewModelSetup("judge", "llm", JsonElement.Parse("""{"model":"anthropic/m"}""")));
            await new DraftingRuns(bench.Db, jobs).Start(made.Project, made.Person, setup.Id, all: false);
            using var runner = new JobRunner(bench.Db, jobs, bench.Clock, [new DraftTasks(bench.Db, jobs, kinds, bench.Clock)]);
            while (await runner.RunNext(TestContext.Current.CancellationToken))
            {
            }

            return made;
        }

        public PredictionPrompt Prompt(int task) => new Prompts(Bench.Db).Get(
            Project, Tasks[task], Bench.One<long>("SELECT id FROM prediction WHERE task_id = @task AND prompt_key IS NOT NULL", new { task = Tasks[task] }));

        public void Dispose()
        {
            Api.Dispose();
            Bench.Dispose();
        }
    }
}
