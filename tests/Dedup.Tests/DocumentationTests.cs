namespace Assay.Dedup.Tests;

/// <summary>The page of docs/methods holds what the code does.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_example_runs_as_the_page_says()
    {
        // begin
        string[] texts =
        [
            "The bank raised its main rate by half a point on Thursday, more than expected.",
            "A striker scored twice in the last five minutes.",
            "UPDATE: the bank raised its main rate by half a point on Thursday, more than expected!",
        ];
        var groups = NearDuplicates.Of(texts);
        // groups is [0, -1, 0]
        // end

        groups.ShouldBe([0, -1, 0]);
        var source = Read("tests", "Dedup.Tests", "DocumentationTests.cs");
        var example = string.Join('\n', source.Split("        // begin\n")[1].Split("        // end\n")[0].Split('\n').Select(line => line.Length > 8 ? line[8..] : line)).Trim();
        Read("docs", "methods", "near-duplicates.md").ShouldContain($"```csharp\n{example}\n```", Case.Sensitive);
    }

    [Fact]
    public void The_usual_options_are_those_of_the_page()
    {
        var usual = NearDuplicateOptions.Usual;
        Read("docs", "methods", "near-duplicates.md").ShouldContain(FormattableString.Invariant(
            $"`Threshold` ({usual.Threshold}), `ShingleLength` ({usual.ShingleLength}), `Places` ({usual.Places}), `Check` (exact where there is doubt, or the estimate alone), `Threads` ({usual.Threads})"));
        Bands.For(usual.Places, usual.Threshold).ShouldBe(new Bands(32, 4));
    }

    private static string Read(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assay.slnx"))) folder = folder.Parent!;
        return File.ReadAllText(Path.Combine([folder.FullName, .. path])).ReplaceLineEndings("\n");
    }
}
