using System.Globalization;
using System.Text.Json;
using Assay.Simulation.Plays;
using Assay.TestKit;

namespace Assay.Benchmarks;

/// <summary>What whole projects cost and what their labels are worth, played with virtual people on five published sets. Writes its table into docs/methods/simulated-projects.md; rows of sets that are not played stay.</summary>
internal static class SimulatedProjectsBenchmark
{
    private const string Page = "docs/methods/simulated-projects.md", Mark = "table";

    private static readonly (string Name, string File, string? Test)[] Sets =
    [
        ("sms_spam", "sms_spam/all.jsonl", null),
        ("ag_news", "ag_news/train.jsonl", "ag_news/test.jsonl"),
        ("subj", "subj/all.jsonl", null),
        ("trec6", "trec6/train.jsonl", "trec6/test.jsonl"),
        ("banking77", "banking77/train.jsonl", "banking77/test.jsonl"),
    ];

    /// <summary>Tasks for 1,000 documents, in the ways that have a budget.</summary>
    private static readonly int[] Budgets = [200, 100];

    public static async Task Run(Report report)
    {
        var runs = int.Parse(Environment.GetEnvironmentVariable("ASSAY_BENCH_SEEDS") ?? "3", CultureInfo.InvariantCulture);
        var wanted = Environment.GetEnvironmentVariable("ASSAY_BENCH_SETS")?.Split(',');
        using var words = new StringWriter();
        var page = new Report(words);
        page.Table("set", "documents", "way", "tasks/1,000", "second answers, reviews", "α", "hours/1,000", "labeled (by the model)", "labels right", "model right", "of manual");
        var before = DocsPage.Lines(Page, Mark);
        foreach (var (name, file, test) in Sets)
        {
            if (wanted?.Contains(name) == false)
            {
                foreach (var row in before.Where(line => line.StartsWith($"| {name} |", StringComparison.Ordinal)))
                    words.WriteLine(row);
                continue;
            }

            var data = Data(file, test);
            var manual = new Dictionary<int, ArmResult>();
            foreach (var (arm, budget) in Arm.All.SelectMany(arm => arm.Chooses ? Budgets.Select(budget => (arm, budget)) : [(arm, Budgets[0])]))
            {
                var results = new List<ArmResult>();
                for (var seed = 1; seed <= runs; seed++)
                    results.Add(await new Play(data, arm, new Assumptions { Budget = budget }, seed).Run());
                foreach (var result in results.Where(_ => arm == Arm.Manual))
                    manual[result.Seed] = result;
                Row(page, name, data, results, manual);
                report.Note($"{name}, {arm.Name} at {budget}: done, of manual {Range(results.Select(result => result.ModelAccuracy / manual[result.Seed].ModelAccuracy))}, labels right {Range(results.Select(result => result.LabelAccuracy))}");
            }
        }

        page.Note($"Written by `bench/run simulated-projects` with ASSAY_BENCH_SEEDS={runs}: means over the seeds, and the smallest and the largest where it matters.");
        report.Note(words.ToString());
        await DocsPage.Write(Page, Mark, words.ToString());
    }

    private static void Row(Report page, string name, PlayData data, List<ArmResult> results, Dictionary<int, ArmResult> manual)
    {
        var relative = results.Select(result => result.ModelAccuracy / manual[result.Seed].ModelAccuracy).ToList();
        page.Row(
            name, Report.Number(data.Documents.Count), results[0].Arm.Name,
            $"{results.Average(result => result.TasksPer1000):F0}",
            $"{results.Average(result => 1_000.0 * result.SecondAnswers / result.Documents):F0}, {results.Average(result => 1_000.0 * result.Reviews / result.Documents):F0}",
            $"{results.Average(result => result.Alpha?.Value ?? double.NaN):F2}",
            $"{results.Average(result => result.HoursPer1000):F2}",
            $"{Percent(results.Average(result => result.Labeled / (double)result.Documents), 0)} ({Percent(results.Average(result => result.Accepted / (double)result.Documents), 0)})",
            Range(results.Select(result => result.LabelAccuracy)), Percent(results.Average(result => result.ModelAccuracy), 1), Range(relative));
    }

    private static PlayData Data(string file, string? test)
    {
        var documents = Read(file);
        if (test is not null)
            return new PlayData(documents, Read(test));
        new Random(1).Shuffle(documents);
        return new PlayData(documents[(documents.Length / 10)..], documents[..(documents.Length / 10)]);
    }

    private static LabeledDocument[] Read(string file)
    {
        var path = SharedData.Find($"text/{file}") ?? throw new FileNotFoundException($"The table needs the text sets; text/{file} is not beside the repository.");
        return [.. File.ReadLines(path).Select(line => JsonElement.Parse(line)).Select(row => new LabeledDocument(row.GetProperty("text").GetString()!, row.GetProperty("label").GetString()!))];
    }

    private static string Range(IEnumerable<double> values)
    {
        double[] all = [.. values.Order()];
        return all.Length == 1 ? Percent(all[0], 1) : $"{Percent(all.Average(), 1)} [{Percent(all[0], 1)}, {Percent(all[^1], 1)}]";
    }

    private static string Percent(double share, int digits) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(100 * share, digits)} %");
}
