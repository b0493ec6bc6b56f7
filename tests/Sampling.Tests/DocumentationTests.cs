namespace Assay.Sampling.Tests;

/// <summary>The page of docs/methods holds what the code does.</summary>
public sealed class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "methods", "sampling.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_example_runs_as_the_page_says()
    {
        // begin
        // three items, two labels; the model knows least about the second
        var pool = new Pool { Count = 3, Probabilities = Matrix.OfRows([[0.9f, 0.1f], [0.5f, 0.5f], [0.3f, 0.7f]]) };
        var next = Strategies.Find("margin")!.Select(pool, Budget.OfItems(2), seed: 1);
        // next is [1, 2]
        // end

        next.ShouldBe([1, 2]);
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Sampling.Tests", "DocumentationTests.cs")).ReplaceLineEndings("\n");
        Page.ShouldContain(string.Join('\n', source.Split("        // begin\n")[1].Split("        // end\n")[0].Split('\n').Select(line => line.Trim())).Trim());
    }

    [Fact]
    public void The_table_lists_every_strategy_in_the_order_of_the_list() =>
        Page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).ShouldBe(Strategies.All.Select(strategy => strategy.Name));
}
