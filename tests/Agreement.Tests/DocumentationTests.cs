namespace Assay.Agreement.Tests;

/// <summary>The examples of docs/methods, run; each page must hold its example as it stands here.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_example_of_percent_agreement_runs_as_the_page_says()
    {
        // begin percent-agreement
        // two answers on each of four mails; the third differs
        var votes = Votes.OfRows([[0, 0], [1, 1], [0, 1], [2, 2]], categories: 3);
        var agreement = PercentAgreement.Instance.Measure(votes);
        // agreement.Value is 0.75, agreement.Interval 0.30 to 0.95, agreement.Items 4
        // end

        agreement.Value.ShouldBe(0.75);
        agreement.Items.ShouldBe(4);
        (Math.Round(agreement.Interval!.Value.Low, 2), Math.Round(agreement.Interval.Value.High, 2)).ShouldBe((0.30, 0.95));
        ShouldHold("percent-agreement");
    }

    [Fact]
    public void The_example_of_Cohen_s_kappa_runs_as_the_page_says()
    {
        // begin cohen-kappa
        // Cohen (1960): two clinicians, 200 patients
        var table = new ConfusionTable(3);
        long[][] counts = [[88, 14, 18], [10, 40, 10], [2, 6, 12]];
        for (var row = 0; row < 3; row++)
            for (var column = 0; column < 3; column++) table.Add(row, column, counts[row][column]);
        var kappa = CohenKappa.Of(table);
        // kappa.Value is 0.492, kappa.StandardError 0.051, kappa.Interval 0.39 to 0.59
        // end

        (Math.Round(kappa.Value!.Value, 3), Math.Round(kappa.StandardError!.Value, 3)).ShouldBe((0.492, 0.051));
        (Math.Round(kappa.Interval!.Value.Low, 2), Math.Round(kappa.Interval.Value.High, 2)).ShouldBe((0.39, 0.59));
        ShouldHold("cohen-kappa");
    }

    [Fact]
    public void Every_coefficient_has_its_page()
    {
        foreach (var coefficient in Coefficients.All)
            File.Exists(Page(coefficient.Name.Replace('_', '-'))).ShouldBeTrue($"docs/methods has no page for {coefficient.Name}");
    }

    private static void ShouldHold(string page)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Agreement.Tests", "DocumentationTests.cs"));
        var begin = Array.FindIndex(lines, line => line.Trim() == $"// begin {page}");
        var end = Array.FindIndex(lines, begin, line => line.Trim() == "// end");
        var example = string.Join('\n', lines[(begin + 1)..end].Select(line => line[8..]));
        File.ReadAllText(Page(page)).ReplaceLineEndings("\n").ShouldContain($"```csharp\n{example}\n```", Case.Sensitive);
    }

    private static string Page(string name) => Path.Combine(Repository.Root, "docs", "methods", $"{name}.md");
}
