using System.Text;
using Assay.Model;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Export;
using Assay.Pipeline.Models;
using Assay.Pipeline.Queue;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.PreAnnotate;

public sealed class PredictionsTests
{
    private const string Schema = """
        {"fields":[{"name":"text"}],"questions":[{"name":"who","kind":"spans","labels":["PER","ORG"]},
        {"name":"topic","kind":"choice","labels":["sport","world"],"required":false}]}
        """;

    private const string Draft = """{"who":[{"start":0,"end":4,"label":"PER"},{"start":5,"end":6,"label":"ORG"}]}""";
    private const string Answer = """{"who":[{"start":0,"end":4,"label":"PER"}],"topic":"world"}""";

    private static readonly ModelName Rules = new("rules", "1");

    [Theory]
    [Engines]
    public async Task A_draft_comes_with_the_task_and_what_became_of_it_is_kept_with_the_answers(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 2);
        (await Add(bench, project, Rules, new NewPrediction(tasks[0], Draft, 0.9))).Stored.ShouldBe(1);

        var claimed = (await bench.Queue.Claim(project, people[0], 2)).Tasks;
        var suggestion = claimed[0].Suggestion!;
        (suggestion.Model, suggestion.Version, suggestion.Answers.GetRawText()).ShouldBe(("rules", "1", Draft));
        claimed[1].Suggestion.ShouldBeNull();
        await Submit(bench, project, people[0], tasks[0], Answer, suggestion.PredictionId);

        const string Use = """{"who":{"parts":["accepted"],"rejected":1},"topic":{"parts":["added"]}}""";
        bench.One<string>("SELECT draft_use FROM annotation").ShouldBe(Use);
        var story = bench.Stages.Stories.Get(project, tasks[0], blind: false);
        story.Predictions.ShouldHaveSingleItem().Confidence.ShouldBe(0.9);
        story.Annotations[0].DraftUse!.Value.GetRawText().ShouldBe(Use);
        using var stream = new MemoryStream();
        await new Exporter(bench.Db).Write(project, new ExportOptions(Annotations: true), stream, TestContext.Current.CancellationToken);
        Encoding.UTF8.GetString(stream.ToArray()).ShouldContain($$"""
            "draft":{"model":"rules","version":"1","use":{{Use}}}
            """.Trim());
        bench.Stages.Predictions.Models(project).Select(model => (model.Name, model.IsShown, model.Predictions, model.Answers, model.Unchanged)).ShouldBe([("rules", true, 1, 1, 0)]);
    }

    [Theory]
    [Engines]
    public async Task What_is_taken_back_comes_with_all_of_its_draft_dealt_with(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 1);
        await Add(bench, project, Rules, new NewPrediction(tasks[0], Draft));
        var suggestion = (await bench.Queue.Claim(project, people[0])).Tasks[0].Suggestion!;
        await bench.Stages.Drafts.Save(project, people[0], tasks[0], "{}", """{"who":[1]}""");
        (await bench.Queue.Claim(project, people[0])).Tasks[0].Settled!.Value.GetRawText().ShouldBe("""{"who":[1]}""");

        var submitted = await Submit(bench, project, people[0], tasks[0], Answer, suggestion.PredictionId);
        var again = await bench.Stages.Undo.Take(project, people[0], submitted.SubmissionId);
        again.Suggestion!.PredictionId.ShouldBe(suggestion.PredictionId);
        again.Settled!.Value.GetRawText().ShouldBe("""{"who":[0,1]}""");
    }

    [Theory]
    [Engines]
    public async Task What_breaks_the_schema_or_the_item_is_refused_with_its_place_and_the_rest_is_kept(string engine)
    {
        using var bench = new Bench(engine);
        var (project, _, tasks) = await Project(bench, 1);
        var result = await Add(
            bench, project, Rules,
            new NewPrediction(tasks[0], """{"who":[{"start":0,"end":99,"label":"PER"}]}"""),
            new NewPrediction(tasks[0] + 1, "{}"),
            new NewPrediction(tasks[0], Draft),
            new NewPrediction(tasks[0], "{}", 1.5),
            new NewPrediction(tasks[0], "nonsense"));

        result.Stored.ShouldBe(1);
        result.Refused.Select(refused => (refused.Index, refused.Violations[0].Rule)).ShouldBe([(0, "outside"), (1, "unknown"), (3, "range"), (4, "json")]);
        result.Refused[0].Violations[0].Message.ShouldContain("beyond the text of 6 characters");
        await Should.ThrowAsync<Invalid>(() => Add(bench, project, new ModelName(" ", "1")));
    }

    [Theory]
    [Engines]
    public async Task The_first_model_in_order_that_has_a_draft_is_shown_and_the_same_version_replaces_its_own(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 2);
        await Add(bench, project, Rules, new NewPrediction(tasks[0], """{"topic":"sport"}"""), new NewPrediction(tasks[1], """{"topic":"sport"}"""));
        await Add(bench, project, new ModelName("net", "7"), new NewPrediction(tasks[0], """{"topic":"world"}"""));
        (await Shown()).ShouldBe(["net", "rules"], "a new model comes first, and what it has no draft of is the next one's");

        await Add(bench, project, Rules, new NewPrediction(tasks[1], """{"topic":"world"}"""));
        (await Claimed())[1].Suggestion!.Answers.GetRawText().ShouldBe("""{"topic":"world"}""");
        bench.One<long>("SELECT count(*) FROM prediction").ShouldBe(4, "what was said before is kept for the record");

        var models = bench.Stages.Predictions.Models(project);
        models.Select(model => model.Predictions).ShouldBe([1, 2]);
        await bench.Stages.Predictions.Show(project, people[0], [models[1].Id]);
        (await Shown()).ShouldBe(["rules", "rules"]);
        await bench.Stages.Predictions.Show(project, people[0], []);
        (await Shown()).ShouldBe([null, null]);
        await Should.ThrowAsync<NotFound>(() => bench.Stages.Predictions.Show(project, people[0], [99]));

        async Task<IReadOnlyList<ClaimedTask>> Claimed() => (await bench.Queue.Claim(project, people[0], 2)).Tasks;
        async Task<IEnumerable<string?>> Shown() => (await Claimed()).Select(task => task.Suggestion?.Model);
    }

    [Theory]
    [Engines]
    public async Task A_draft_that_no_longer_fits_the_schema_is_not_shown(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 2);
        await Add(bench, project, Rules, new NewPrediction(tasks[0], """{"topic":"sport"}"""), new NewPrediction(tasks[1], """{"topic":"world"}"""));
        await bench.Db.Write(project, session => session.Execute(
            "UPDATE project SET schema_json = @schema, schema_version = 2", new { schema = Schema.Replace("\"sport\"", "\"chess\"", StringComparison.Ordinal) }));

        (await bench.Queue.Claim(project, people[0], 2)).Tasks.Select(task => task.Suggestion is not null).ShouldBe([false, true]);
    }

    [Theory]
    [Engines]
    public async Task A_prediction_of_another_task_is_refused_as_what_an_answer_began_from(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 2);
        await Add(bench, project, Rules, new NewPrediction(tasks[1], Draft));
        await bench.Queue.Claim(project, people[0]);

        (await Should.ThrowAsync<Invalid>(() => Submit(bench, project, people[0], tasks[0], Answer, bench.One<long>("SELECT id FROM prediction"))))
            .Violations.ShouldHaveSingleItem().Path.ShouldBe("predictionId");
    }

    private static Task<StoredPredictions> Add(Bench bench, long project, ModelName model, params NewPrediction[] predictions) =>
        bench.Stages.Predictions.Add(project, 1, model, predictions);

    private static Task<Submitted> Submit(Bench bench, long project, long person, long task, string answers, long? prediction) =>
        bench.Submissions.Submit(project, person, new NewSubmission(Guid.NewGuid().ToString("D"), task, answers, 100, 0, prediction));

    private static async Task<(long Project, IReadOnlyList<long> People, IReadOnlyList<long> Tasks)> Project(Bench bench, int tasks)
    {
        var people = await TestProject.People(bench.Db, 1);
        var project = await TestProject.Create(bench.Db, people[0], schema: Schema);
        return (project, people, await TestProject.Tasks(bench.Db, project, tasks));
    }
}
