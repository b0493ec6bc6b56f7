using System.Text;
using Assay.Pipeline.Ingest;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Ingest;

public class RejectedRowsTests
{
    [Theory, Engines]
    public async Task A_bad_row_of_any_kind_is_reported_with_its_line_and_stops_nothing(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        using var file = new MemoryStream();
        void Line(string text) => file.Write(Encoding.UTF8.GetBytes(text + "\n"));
        Line("""{"text":"first"}""");
        Line("""{"text":"broken" """);
        Line("""["a list"]""");
        Line("""{"other":"no text"}""");
        Line("""{"text":{"a":1}}""");
        file.Write([.. "{\"text\":\"caf"u8, 0xE9, .. "\"}\n"u8]);
        Line($$"""{"text":"{{new string('x', 50 << 20)}}"}""");
        Line("""{"text":"nul \u0000 inside"}""");
        Line("""{"text":"no nul \\u0000 inside"}""");
        Line("""{"text":"urgent","p":"very"}""");
        Line("""{"text":"half","p":0.5}""");
        Line("""{"text":"   "}""");
        Line("""{"text":"last","p":3}""");

        var job = await bench.Import(bench.File("a.jsonl", file.ToArray()), new ImportOptions { PriorityColumn = "p", Mapping = new Dictionary<string, string> { ["text"] = "text" } });

        (job.State, job.RowsRead, job.Imported, job.Rejected).ShouldBe(("completed", 13, 3, 10));
        bench.Items().Select(item => (item.Line, item.Rank)).ShouldBe([(1, 0), (9, 0), (13, -3 * TestProject.RankStep)]);
        job.RejectedSample.Select(row => row.Line).ShouldBe([2, 3, 4, 5, 6, 7, 8, 10, 11, 12]);
        var reasons = job.RejectedSample.ToDictionary(row => row.Line, row => row);
        reasons[4].Column.ShouldBe("text");
        reasons[5].Column.ShouldBe("text");
        reasons[6].Reason.ShouldContain("UTF-8");
        reasons[7].Reason.ShouldContain("52,428,");
        reasons[7].Excerpt.Length.ShouldBeLessThanOrEqualTo(200);
        reasons[8].Reason.ShouldContain("NUL");
        reasons[10].Column.ShouldBe("p");
        reasons[11].Reason.ShouldContain("whole number");
    }

    [Theory, Engines]
    public async Task The_download_has_one_line_for_each_in_csv(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var job = await bench.Import(bench.File("a.csv", "text,n\n\"good, really\",1\n,2\n"), new ImportOptions { Mapping = new Dictionary<string, string> { ["text"] = "text" } });
        job.Rejected.ShouldBe(1);
        var csv = new MemoryStream();
        await bench.Imports.Rejected(bench.Project, job.Id, csv);
        var lines = Encoding.UTF8.GetString(csv.ToArray()).Split("\r\n");
        lines[0].ShouldBe("line,column,position,reason,excerpt");
        lines[1].ShouldStartWith("3,text,,\"Column \"\"text\"\"");
        lines.Length.ShouldBe(3);
    }

    [Theory, Engines]
    public async Task Only_the_first_hundred_thousand_are_kept_and_all_are_counted(string engine)
    {
        await using var bench = await ImportBench.Create(engine);
        var job = await bench.Import(bench.File("a.jsonl", "{\"text\":\"good\"}\n" + string.Concat(Enumerable.Repeat("x\n", 100_500))));
        (job.Imported, job.Rejected).ShouldBe((1, 100_500));
        bench.Count("rejected_row").ShouldBe(100_000);
        var csv = new MemoryStream();
        await bench.Imports.Rejected(bench.Project, job.Id, csv);
        Encoding.UTF8.GetString(csv.ToArray()).ShouldContain("500 more rows were rejected");
    }
}
