using Assay.Learning.Acceptance;

namespace Assay.Learning.Tests;

/// <summary>docs/methods/risk-control.md holds what the code does.</summary>
public sealed class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "methods", "risk-control.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_example_runs_as_the_page_says()
    {
        // begin
        // 250 drafts audited at random; the surer half is right, of the others every third is wrong
        var audits = Enumerable.Range(0, 250).Select(i => new AuditedDraft(i % 2 == 0 ? 0.97 : 0.6, i % 2 == 1 && i % 3 == 0)).ToList();
        var pool = Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? 0.97 : 0.6);
        var target = new ErrorTarget(epsilon: 0.05, delta: 0.1);
        var choice = RiskControl.Choose(audits, ThresholdGrid.Of(pool, audits.Count, target), target);
        // choice.Accepted.Threshold is 0.97, with 0 of 125 wrong and at most 0.024 wrong of all
        // end

        (choice.Accepted!.Threshold, choice.Accepted.Wrong, choice.Accepted.Audited, Math.Round(choice.Accepted.Bound, 3)).ShouldBe((0.97, 0, 125, 0.024));
        var source = File.ReadAllText(Path.Combine(Root(), "tests", "Learning.Tests", "DocumentationTests.cs")).ReplaceLineEndings("\n");
        var example = source.Split("        // begin\n")[1].Split("        // end\n")[0].Split('\n').Select(line => line.Trim());
        Page.ShouldContain(string.Join('\n', example).Trim());
    }

    [Theory]
    [InlineData(0.05, 45)]
    [InlineData(0.02, 114)]
    [InlineData(0.01, 230)]
    public void The_fewest_audits_are_those_of_the_page(double epsilon, int audits)
    {
        new ErrorTarget(epsilon, 0.1).AuditsFor(0).ShouldBe(audits);
        Page.ShouldContain($"{audits} for");
    }

    /// <summary>A row of a table that a test has measured stands on the page.</summary>
    internal static void ShouldHold(params object[] cells) =>
        Page.ShouldContain($"| {string.Join(" | ", cells.Select(cell => FormattableString.Invariant($"{cell}")))} |");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assay.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
