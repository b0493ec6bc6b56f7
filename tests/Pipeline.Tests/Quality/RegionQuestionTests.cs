using System.Text;
using Assay.Model;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Export;
using Assay.Pipeline.Quality;
using Assay.Pipeline.Quality.Measuring;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Quality;

/// <summary>Questions whose answers have no categories go the whole way: submission, dispute, decision, the quality page, export.</summary>
public sealed class RegionQuestionTests
{
    private const string Schema = """
        {"fields":[{"name":"text"},{"name":"scan","kind":"image","required":false}],"questions":[
        {"name":"who","kind":"spans","labels":["PER","ORG"]},
        {"name":"box","kind":"boxes","labels":["dog"],"required":false},
        {"name":"order","kind":"ranking","labels":["a","b"],"required":false},
        {"name":"topic","kind":"choice","labels":["sport","world"],"required":false},
        {"name":"why","kind":"text","when":{"question":"topic","is":["sport"]},"required":false}]}
        """;

    private const string Ada = """{"who":[{"start":0,"end":4,"label":"PER"}],"order":["a","b"],"topic":"sport","why":"x"}""";
    private const string Bob = """{"who":[{"start":0,"end":6,"label":"PER"}],"order":["b","a"],"topic":"sport","why":"x"}""";

    [Theory]
    [Engines]
    public async Task A_span_beyond_the_text_and_a_box_beyond_the_image_are_refused_with_their_numbers(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 1);
        await bench.Db.Write(project, session => session.Execute("UPDATE item SET data = @data", new { data = """{"text":"😀 é日本","scan":"a.png"}""" }));
        await bench.Db.Write(session => session.Execute(
            """
            INSERT INTO medium (project_id, name, hash, type, bytes, width, height, added_by, added_at)
            VALUES (@project, 'a.png', 'h', 'image/png', 1, 80, 60, 1, 0)
            """,
            new { project }));
        await bench.Queue.Claim(project, people[0]);

        (await Refused("""{"who":[{"start":0,"end":6,"label":"PER"}]}""")).ShouldContain("end 6 lies beyond the text of 5 characters");
        (await Refused("""{"who":[],"box":[{"label":"dog","x":0,"y":0,"width":81,"height":1}]}""")).ShouldContain("x + width 81 lies outside the image of width 80");
        (await Should.ThrowAsync<Invalid>(() => new Decisions(bench.Db, bench.Clock).Decide(project, people[0], tasks[0], """{"who":[{"start":4,"end":6,"label":"PER"}]}""", null)))
            .Message.ShouldContain("beyond the text");
        await Submit("""{"who":[{"start":0,"end":5,"label":"PER"}],"box":[{"label":"dog","x":0,"y":0,"width":80,"height":60}]}""");

        async Task<string> Refused(string answers) => (await Should.ThrowAsync<Invalid>(() => Submit(answers))).Message;
        Task<Submitted> Submit(string answers) => bench.Submissions.Submit(project, people[0], new NewSubmission(Guid.NewGuid().ToString("D"), tasks[0], answers, 0, 0));
    }

    [Theory]
    [Engines]
    public async Task A_dispute_tells_what_differs_and_is_decided(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 1);
        await Answer(bench, project, people, tasks, Ada, Bob);

        var dispute = bench.Stages.Disputes.List(project, 0, 10).Disputes.ShouldHaveSingleItem();
        dispute.Questions.ShouldBe(["who", "order"]);
        dispute.Votes.Select(vote => vote.Label).ShouldBe(["1 span: PER 0–4", "1 span: PER 0–6"]);
        var story = bench.Stages.Stories.Get(project, tasks[0], blind: true);
        story.Differing.ShouldBe(["who", "order"]);
        story.Annotations[1].Words!["order"].ShouldBe("b > a");
        var span = story.Differences[0];
        (span.Question, span.First, span.Second).ShouldBe(("who", story.Annotations[0].Id, story.Annotations[1].Id));
        span.Similarity!.Value.ShouldBe(2 / 3.0, 1e-9);
        span.Changes.ShouldHaveSingleItem().Details.ShouldBe(["0–4 → 0–6"]);

        await bench.Stages.Decisions.Decide(project, people[2], tasks[0], Bob, null);
        bench.Stages.Stories.Get(project, tasks[0], blind: false).Final!.Answers.GetRawText().ShouldBe(Bob);
    }

    [Theory]
    [Engines]
    public async Task The_quality_page_measures_regions_and_rankings_by_how_alike_they_are(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 4);
        await Answer(bench, project, people, tasks[..1], Ada, Bob);
        await Answer(bench, project, people, tasks[1..], Ada, Ada);
        var memory = new VoteMemory(bench.Db);

        var report = await new QualityReports(bench.Db, memory, bench.Clock).Now(project);

        var spans = report.Questions[0];
        (spans.Level, spans.IsOpen, spans.Percent!.Value, spans.Percent.Count).ShouldBe(("similarity", true, 0.75, 4));
        // D_o = 2 · 1/3 over 8 answers; D_e from 7 of the one and 1 of the other: 2 · 7 · 1/3 over 8 · 7
        spans.Coefficients.Single(figure => figure.Name == "krippendorff_alpha").Value!.Value.ShouldBe(1 - (2 / 3.0 / 8 / (14 / 3.0 / 56)), 1e-9);
        spans.Pairs.ShouldHaveSingleItem().Percent!.Value.ShouldBe(0.75);
        spans.Confusion.ShouldBeNull();
        report.Questions[1].Undefined.ShouldNotBeNull("nobody drew a box");
        report.Questions[2].Percent!.Value.ShouldBe(0.75);
        var worst = await new WorstTasks(bench.Db, memory).Of(project, "who", 0, 10);
        worst.Tasks.ShouldHaveSingleItem().TaskId.ShouldBe(tasks[0]);
        await Should.ThrowAsync<Invalid>(() => new Confusions(bench.Db, memory).Of(project, "who", null, null));
    }

    [Theory]
    [Engines]
    public async Task A_majority_keeps_what_most_people_marked_and_every_export_carries_it(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 1, overlap: 3);
        await bench.Db.Write(project, session => session.Execute("UPDATE project SET aggregator = 'majority', confidence_threshold = 0.6 WHERE id = @project", new { project }));
        await Answer(bench, project, people, tasks, Ada, Bob, Ada);

        bench.Stages.Stories.Get(project, tasks[0], blind: false).Final!.Answers.GetRawText().ShouldBe(Ada);
        foreach (var format in Exporter.Formats)
        {
            using var stream = new MemoryStream();
            await new Exporter(bench.Db).Write(project, new ExportOptions(format, true, false, false), stream, default);
            Encoding.UTF8.GetString(stream.ToArray()).Replace("\"\"", "\"").ShouldContain("""[{"start":0,"end":4,"label":"PER"}]""");
        }
    }

    [Theory]
    [Engines]
    public async Task Who_was_not_asked_abstains_where_people_are_learned(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 6);
        await bench.Db.Write(project, session => session.Execute("UPDATE project SET aggregator = 'dawid_skene' WHERE id = @project", new { project }));
        await Answer(bench, project, people, tasks, Ada, """{"who":[],"topic":"world"}""");

        (await new QualityReports(bench.Db, new VoteMemory(bench.Db), bench.Clock).Now(project)).Questions.Count.ShouldBe(5);
        bench.Stages.Stories.Get(project, tasks[0], blind: false).Differing.ShouldNotContain("why");
    }

    private static async Task<(long Project, IReadOnlyList<long> People, long[] Tasks)> Project(Bench bench, int count, int overlap = 2)
    {
        var people = await TestProject.People(bench.Db, 3);
        var project = await TestProject.Create(bench.Db, people[0], overlap, schema: Schema);
        return (project, people, [.. await TestProject.Tasks(bench.Db, project, count)]);
    }

    private static async Task Answer(Bench bench, long project, IReadOnlyList<long> people, IReadOnlyList<long> tasks, params string[] answers)
    {
        foreach (var _ in tasks)
        {
            foreach (var (person, json) in people.Zip(answers))
            {
                var task = (await bench.Queue.Claim(project, person)).Tasks[0].Id;
                await bench.Submissions.Submit(project, person, new NewSubmission(Guid.NewGuid().ToString("D"), task, json, 1500, 0));
            }
        }
    }
}
