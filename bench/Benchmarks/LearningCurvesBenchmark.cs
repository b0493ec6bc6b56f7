using System.Diagnostics;
using System.Globalization;
using Assay.Sampling;

namespace Assay.Benchmarks;

/// <summary>
/// What active learning gains over labeling at random, on five text sets: for each strategy the area under the learning curve less that of random labels, over ten seeds, with a
/// bootstrap interval. Writes its tables into docs/methods/learning-curves.md.
/// </summary>
internal static class LearningCurvesBenchmark
{
    private static readonly IStrategy[] Compared =
    [
        Hybrid.Instance, LeastConfidence.Instance, Margin.Instance, Entropy.Instance, Badge.Instance, ClassBalanced.Instance, KCenter.Instance, TypiClust.Instance,
    ];

    public static async Task Run(Report report)
    {
        var seeds = int.Parse(Environment.GetEnvironmentVariable("ASSAY_BENCH_SEEDS") ?? "10", CultureInfo.InvariantCulture);
        var begun = Stopwatch.GetTimestamp();
        using var words = new StringWriter();
        var page = new Report(words);
        page.Table([.. (string[])["set", "labels", "random: area, at the end"], .. Compared.Select(strategy => strategy.Name)]);
        foreach (var (name, file, shifted) in ((string, string, string?)[])
            [("ag_news", "ag_news/train.jsonl", null), ("trec6", "trec6/train.jsonl", "trec6/test.jsonl"), ("subj", "subj/all.jsonl", null), ("banking77", "banking77/train.jsonl", null), ("sms_spam", "sms_spam/all.jsonl", null)])
        {
            var set = LearningCurveSet.Read(name, file, shifted);
            var curves = Curves(set, seeds);
            var random = curves[RandomOrder.Instance];
            page.Row([name, set.Classes.Length, $"{random.Average(curve => curve.Area):F3}, {random.Average(curve => curve.Accuracies[^1]):F3}", .. Compared.Select(strategy => Gain(curves[strategy], random, curve => curve.Area))]);
            if (set.Shifted is not null)
                page.Row([$"{name}, own test", set.Classes.Length, $"{random.Average(curve => curve.Shifted.Average()):F3}, {random.Average(curve => curve.Shifted[^1]):F3}", .. Compared.Select(strategy => Gain(curves[strategy], random, curve => curve.Shifted.Average()))]);
            report.Note($"{name}: {Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s");
        }

        page.Note($"Written by `bench/run learning-curves`, {seeds} seeds.");
        report.Note(words.ToString());
        await DocsPage.Write("docs/methods/learning-curves.md", "curves", words.ToString());
    }

    private static Dictionary<IStrategy, LearningCurve[]> Curves(LearningCurveSet set, int seeds)
    {
        IStrategy[] strategies = [RandomOrder.Instance, .. Compared];
        var curves = strategies.ToDictionary(strategy => strategy, _ => new LearningCurve[seeds]);
        Parallel.ForEach(from seed in Enumerable.Range(0, seeds) from strategy in strategies select (seed, strategy), run => curves[run.strategy][run.seed] = LearningCurve.Of(set, run.strategy, run.seed));
        return curves;
    }

    private static string Gain(LearningCurve[] curves, LearningCurve[] random, Func<LearningCurve, double> area) => CurveGain.Of(curves.Zip(random, (own, other) => area(own) - area(other)));
}
