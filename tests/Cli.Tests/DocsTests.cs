using System.CommandLine.Parsing;

namespace Assay.Cli.Tests;

/// <summary>Every command line that the documentation shows is one the program understands; the tutorial's own are run.</summary>
public sealed class DocsTests
{
    internal static readonly string Root = FindRoot();

    [Fact]
    public void Command_lines_in_the_documentation_are_understood()
    {
        var root = CommandLine.Root();
        var lines = Pages().SelectMany(page => Shown(page).Select(line => (Page: Path.GetRelativePath(Root, page), Line: line))).ToList();

        lines.Count.ShouldBeGreaterThan(20);
        lines.Select(shown => (shown.Page, shown.Line, Errors: root.Parse([.. CommandLineParser.SplitCommandLine(shown.Line).Skip(1)]).Errors))
            .Where(read => read.Errors.Count > 0)
            .Select(read => $"{read.Page}: {read.Line}: {read.Errors[0].Message}")
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task The_tutorial_says_what_its_import_says()
    {
        using var shell = await new Shell().WithOwner();
        var samples = Path.Combine(Root, "samples");

        var ran = await shell.Run(
            "import", Path.Combine(samples, "support-mails.csv"), "--project", "Support", "--create", "--schema", Path.Combine(samples, "support-mails.schema.json"));

        ran.Exit.ShouldBe(0);
        var tutorial = File.ReadAllText(Path.Combine(Root, "docs", "tutorial.md"));
        foreach (var line in ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            tutorial.ShouldContain($"    {line.TrimEnd()}\n");
    }

    [Fact]
    public void Links_between_the_pages_lead_somewhere()
    {
        var broken =
            from page in Pages()
            from System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(page), @"\]\(([^)#\s]+)[^)]*\)")
            let target = link.Groups[1].Value
            where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))
            select $"{Path.GetRelativePath(Root, page)}: {target}";

        broken.ShouldBeEmpty();
    }

    private static IEnumerable<string> Pages() =>
    [
        .. Directory.EnumerateFiles(Root, "*.md"),
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories),
        Path.Combine(Root, "src", "README.md"),
    ];

    /// <summary>Lines of code that begin with the program, without the remark behind them; those with an ellipsis are patterns, not commands.</summary>
    private static IEnumerable<string> Shown(string page) => File.ReadLines(page)
        .Where(line => line.StartsWith("    ./assay ", StringComparison.Ordinal) || line.StartsWith("./assay ", StringComparison.Ordinal))
        .Select(line => line.Trim().Split(" #")[0].Split(" | ")[0].Split(" > ")[0].Trim())
        .Where(line => !line.Contains('…', StringComparison.Ordinal));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Assay.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside a checkout.");
    }
}
