using System.Text;
using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Export;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Export;

public sealed class ExporterTests
{
    [Theory]
    [Engines]
    public async Task A_row_carries_the_label_how_it_came_about_and_every_answer_on_request(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, ids) = await Worked(bench);

        var lines = (await Text(bench, project, new ExportOptions(Annotations: true, OnlyDecided: false))).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines.Length.ShouldBe(4, "three tasks and a repeated row");
        using var first = JsonDocument.Parse(lines[0]);
        var row = first.RootElement;
        row.GetProperty("id").GetInt64().ShouldBe(ids[0]);
        row.GetProperty("label").GetRawText().ShouldBe(TestProject.Answer("world"));
        row.GetProperty("how").GetString().ShouldBe("unanimous");
        row.GetProperty("guideline_version").GetInt64().ShouldBe(0);
        row.GetProperty("annotations").EnumerateArray().Select(each => each.GetProperty("person_id").GetInt64()).ShouldBe(people);
        using var repeated = JsonDocument.Parse(lines[1]);
        repeated.RootElement.GetProperty("is_duplicate").GetBoolean().ShouldBeTrue();
        repeated.RootElement.GetProperty("label").GetRawText().ShouldBe(TestProject.Answer("world"), "it shares the label");
        using var open = JsonDocument.Parse(lines[3]);
        open.RootElement.GetProperty("label").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [Engines]
    public async Task The_same_data_gives_the_same_bytes(string engine)
    {
        using var bench = new Bench(engine);
        var (project, _, _) = await Worked(bench);
        foreach (var format in Exporter.Formats)
        {
            var options = new ExportOptions(format, Annotations: true, OnlyDecided: false);
            var once = await Text(bench, project, options);
            bench.Clock.Advance(TimeSpan.FromDays(3));
            bench.Restart();
            (await Text(bench, project, options)).ShouldBe(once);
        }
    }

    [Theory]
    [Engines]
    public async Task Csv_has_a_column_for_each_question_and_each_name_in_the_data(string engine)
    {
        using var bench = new Bench(engine);
        var (project, _, ids) = await Worked(bench);

        var lines = (await Text(bench, project, new ExportOptions("csv"))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        lines[0].ShouldStartWith("id,topic,text,status,how,");
        lines[1].ShouldStartWith($"{ids[0]},world,item 1,completed,unanimous,1,");
        lines.Length.ShouldBe(3, "the decided task and the row that repeats it");
    }

    [Theory]
    [Engines]
    public async Task An_unknown_format_is_refused(string engine)
    {
        using var bench = new Bench(engine);
        var (project, _, _) = await Worked(bench);

        (await Should.ThrowAsync<Invalid>(() => Text(bench, project, new ExportOptions("xlsx")))).Message.ShouldContain("jsonl, csv");
    }

    /// <summary>One task decided, with a row that repeats it; one answered once; one untouched.</summary>
    private static async Task<(long Project, IReadOnlyList<long> People, IReadOnlyList<long> Tasks)> Worked(Bench bench)
    {
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 2);
        var ids = await TestProject.Tasks(bench.Db, project, 3);
        foreach (var person in people)
        {
            await bench.Queue.Claim(project, person);
            await bench.Submit(project, person, ids[0], "world");
        }

        await bench.Queue.Claim(project, people[0]);
        await bench.Submit(project, people[0], ids[1]);
        await bench.Db.Write(project, session => session.Execute(
            "INSERT INTO duplicate (project_id, task_id, batch_id, line, rank, data) VALUES (@project, @task, 1, 9, 0, '{\"text\":\"Item 1\"}')",
            new { project, task = ids[0] }));
        return (project, people, ids);
    }

    private static async Task<string> Text(Bench bench, long project, ExportOptions options)
    {
        using var stream = new MemoryStream();
        await new Exporter(bench.Db).Write(project, options, stream, default);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
