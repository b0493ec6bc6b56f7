using System.Text.Json;
using Assay.Model;

namespace Assay.Aggregation.Tests;

/// <summary>
/// Real crowds with known truth, and what others computed or published for them, from the shared data folder: <c>ASSAY_SHARED</c>, or
/// <c>shared</c> beside the repository. Tests that need it are skipped where it is absent.
/// </summary>
internal sealed record Crowd(string Name, Votes Votes, IReadOnlyDictionary<int, int> Truth)
{
    /// <summary>The sets of votes for one category, in the order of the table.</summary>
    public static readonly IReadOnlyList<string> Names = ["d_product", "d_possent", "s_rel", "rte", "bluebird", "web", "sp", "sp_amt", "cf", "cf_amt"];

    public static string Path(params string[] parts)
    {
        var shared = Environment.GetEnvironmentVariable("ASSAY_SHARED") ?? System.IO.Path.Combine(Repository.Root, "..", "shared");
        var path = System.IO.Path.Combine([shared, "data", .. parts]);
        Assert.SkipUnless(File.Exists(path), "the shared reference data is not here");
        return path;
    }

    public static JsonElement Json(params string[] parts)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path(parts)));
        return document.RootElement.Clone();
    }

    public static Crowd Of(string name)
    {
        var rows = Numbers(Path("crowd", name, "label.csv"));
        var truth = Numbers(Path("crowd", name, "truth.csv"));
        int[] item = [.. rows.Select(row => row[0])], annotator = [.. rows.Select(row => row[1])], category = [.. rows.Select(row => row[2])];
        return new Crowd(
            name, Votes.Of(item, annotator, category, item.Max() + 1, annotator.Max() + 1, category.Max() + 1), truth.ToDictionary(row => row[0], row => row[1]));
    }

    /// <summary>The share of items with known truth that are answered by it.</summary>
    public double Accuracy(Consensus consensus) => Truth.Count(pair => consensus.Answers[pair.Key] == pair.Value) / (double)Truth.Count;

    private static List<int[]> Numbers(string path) =>
        [.. File.ReadLines(path).Skip(1).Select(line => line.Split(',').Select(cell => int.Parse(cell, System.Globalization.CultureInfo.InvariantCulture)).ToArray())];
}
