using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Assay.Formats.Tests;

/// <summary>The examples of docs/formats are this code, and it does what they say.</summary>
public partial class DocumentationTests
{
    private static readonly string Docs = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "docs", "formats");

    [Fact]
    public void The_example_of_JSON_Lines_runs()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, Block("jsonl.md", "json") + "oops\n");
        var (items, report) = (new List<string>(), new List<string>());
        try
        {
            using var reader = new Jsonl().Open(File.OpenRead(path));
            while (reader.Read())
            {
                if (reader.Rejected is { } bad)
                    report.Add($"line {bad.Line}: {bad.Reason}");
                else
                    items.Add(Encoding.UTF8.GetString(reader.Row.Span));
            }
        }
        finally
        {
            File.Delete(path);
        }
        items.Count.ShouldBe(2);
        report.ShouldHaveSingleItem().ShouldStartWith("line 3: The row is not JSON.");
        ShouldBeHere(Block("jsonl.md", "csharp"));
    }

    [Fact]
    public async Task The_example_of_CSV_runs()
    {
        using var stream = new MemoryStream();
        var writer = new Csv().Create(stream, ["id", "text", "labels"]);
        await writer.Write([Cell.Number(1), Cell.Text("say \"hi\""), Cell.Json("[\"a\",\"b\"]")]);
        await writer.Complete();
        var example = Block("csv.md", "csharp");
        var said = string.Concat(example.Split('\n').Where(line => line.StartsWith("// ", StringComparison.Ordinal)).Select(line => line[3..] + "\r\n"));
        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe(said);
        ShouldBeHere(string.Join('\n', example.Split('\n').Where(line => !line.StartsWith("//", StringComparison.Ordinal))));
    }

    [Fact]
    public void The_files_shown_are_read()
    {
        Reading.Rows("csv", Block("csv.md", "csv")).Good().ShouldBe([
            """{"id":"1","subject":"Parcel","text":"Where is it?\nI ordered on the 3rd."}""",
            """{"id":"2","subject":"He said \"thanks\"","text":"Nothing else"}""",
        ]);
        Reading.Rows("json", Block("json.md", "json")).Good().Length.ShouldBe(2);
        Reading.Rows("text", Block("text.md", "text")).Good()[0].ShouldBe("""{"text":"Where is my parcel?"}""");
    }

    [Fact]
    public void Every_format_has_its_line_on_the_first_page()
    {
        var page = File.ReadAllText(Path.Combine(Docs, "README.md"));
        foreach (var format in DatasetFormats.All)
            page.ShouldContain($"| `{format.Name}` | {string.Join(' ', format.Extensions.Select(ending => $"`{ending}`"))} |");
    }

    private static string Block(string page, string language) =>
        Regex.Match(File.ReadAllText(Path.Combine(Docs, page)), $"```{language}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

    private static void ShouldBeHere(string code) => Spaces().Replace(File.ReadAllText(ThisFile()), " ").ShouldContain(Spaces().Replace(code.Trim(), " "));

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
