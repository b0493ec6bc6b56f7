using System.Globalization;
using System.Text.Json;
using Assay.Model;

namespace Assay.Agreement.Tests;

/// <summary>
/// Cases with values computed by independent libraries (irrCAC, statsmodels, NLTK, scikit-learn, krippendorff), from the shared data
/// folder: <c>ASSAY_SHARED</c>, or <c>shared</c> beside the repository. Tests that need it are skipped where it is absent.
/// </summary>
internal static class ReferenceCases
{
    public static IReadOnlyList<Case> All()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Shared("agreement", "cases.json")));
        return [.. document.RootElement.EnumerateArray().Select(element => new Case(element.Clone()))];
    }

    /// <summary>The path of a file of the shared data; skips the test where it is absent.</summary>
    public static string Shared(params string[] parts)
    {
        var shared = Environment.GetEnvironmentVariable("ASSAY_SHARED") ?? Path.Combine(Repository.Root, "..", "shared");
        var path = Path.Combine([shared, "data", .. parts]);
        Assert.SkipUnless(File.Exists(path), "the shared reference data is not here");
        return path;
    }

    internal sealed record Case(JsonElement Json)
    {
        public string Name => Json.GetProperty("name").GetString()!;

        public string Kind => Json.GetProperty("kind").GetString()!;

        public JsonElement Expected => Json.GetProperty("expected");

        public double? Number(string name) => Expected.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

        /// <summary>Rows of answers by item, null where one is missing; categories in the order of their first use.</summary>
        public Votes Votes()
        {
            var codes = new Dictionary<string, int>();
            int[][] rows = [.. Json.GetProperty("data").EnumerateArray().Select(row => row.EnumerateArray().Select(Code).ToArray())];
            return Model.Votes.OfRows(rows, codes.Count);

            int Code(JsonElement cell)
            {
                if (cell.ValueKind == JsonValueKind.Null) return -1;
                codes.TryAdd(cell.ToString(), codes.Count);
                return codes[cell.ToString()];
            }
        }

        /// <summary>
        /// The votes of a case of any kind, categories in rising order, and the number of each; names stand for 1, 2, … in the order of their letters.
        /// </summary>
        public (Votes Votes, double[] Numbers) VotesInOrder()
        {
            var data = Json.GetProperty("data").EnumerateArray().Select(row => row.EnumerateArray().ToArray()).ToArray();
            if (Kind == "item_category_counts")
                return (Model.Votes.OfCounts([.. data.Select(row => row.Select(cell => cell.GetInt32()).ToArray())]), Ranks(data[0].Length));
            if (Kind == "confusion")
            {
                var rows = data.SelectMany((row, a) => row.SelectMany((cell, b) => Enumerable.Repeat((int[])[a, b], cell.GetInt32())));
                return (Model.Votes.OfRows([.. rows], data.Length), Ranks(data.Length));
            }
            JsonElement[] cells = [.. data.SelectMany(row => row).Where(cell => cell.ValueKind != JsonValueKind.Null)];
            string[] used = cells.All(cell => cell.ValueKind == JsonValueKind.Number)
                ? [.. cells.DistinctBy(cell => cell.GetDouble()).OrderBy(cell => cell.GetDouble()).Select(cell => cell.GetRawText())]
                : [.. cells.Select(cell => cell.ToString()).Distinct().Order(StringComparer.Ordinal)];
            var codes = used.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
            int[][] votes = [.. data.Select(row => row.Select(cell => cell.ValueKind == JsonValueKind.Null ? -1 : codes[cell.ToString()]).ToArray())];
            var isNumeric = cells.All(cell => cell.ValueKind == JsonValueKind.Number);
            return (Model.Votes.OfRows(votes, used.Length), isNumeric ? [.. used.Select(text => double.Parse(text, CultureInfo.InvariantCulture))] : Ranks(used.Length));

            static double[] Ranks(int categories) => [.. Enumerable.Range(1, categories).Select(rank => (double)rank)];
        }

        public ConfusionTable Table()
        {
            var rows = Json.GetProperty("data").EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetInt64()).ToArray()).ToArray();
            var table = new ConfusionTable(rows.Length);
            for (var row = 0; row < rows.Length; row++)
                for (var column = 0; column < rows.Length; column++) table.Add(row, column, rows[row][column]);
            return table;
        }
    }
}
