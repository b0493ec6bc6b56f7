using System.Diagnostics;
using System.Globalization;
using Assay.Learning.Acceptance;

namespace Assay.Benchmarks.AutoAccept;

/// <summary>
/// Which share of real items is accepted unseen with the promise of at most 2 % errors, by rules and by a trained model, and whether the promise is kept. Writes its table into
/// docs/methods/auto-accept-table.md.
/// </summary>
internal static class AutoAcceptBenchmark
{
    private const int Resamples = 10_000;

    private static readonly ErrorTarget Target = new(epsilon: 0.02, delta: 0.1);

    private static readonly Func<LabeledSet>[] Sets =
    [
        () => TextSet.Read("ag_news", "ag_news/train.jsonl"),
        () => TextSet.Read("trec6", "trec6/train.jsonl"),
        () => TextSet.Read("subj", "subj/all.jsonl"),
        () => TextSet.Read("banking77", "banking77/train.jsonl"),
        () => TextSet.Read("sms_spam", "sms_spam/all.jsonl"),
        () => TextSet.Read("spam_assassin", "spam_assassin/all.jsonl", 200, 300),
        () => SpanSet.Read("CoNLL-2003", 1_000, 1_000, "conll2003/eng.train"),
        () => SpanSet.Read("GUM", 1_000, 1_000, "gum/gum-train.conll", "gum/gum-test.conll"),
        () => SpanSet.Read("SEC filings", 500, 400, "sec_filings/FIN5.txt", "sec_filings/FIN3.txt"),
    ];

    public static async Task Run(Report report)
    {
        var seeds = int.Parse(Environment.GetEnvironmentVariable("ASSAY_BENCH_SEEDS") ?? "10", CultureInfo.InvariantCulture);
        var begun = Stopwatch.GetTimestamp();
        using var words = new StringWriter();
        var page = new Report(words);
        page.Table("set", "items, labels", "labeled, audited", "model", "drafted", "drafts right", "surest tenth wrong", "accepted [95 %]", "seeds that accept", "wrong of accepted", "promise broken, seeds");
        foreach (var read in Sets)
        {
            var set = read();
            var trials = Trials(set, seeds);
            Row(page, set, "rules", [.. trials.Select(trial => trial.Rules)]);
            Row(page, set, "trained", [.. trials.Select(trial => trial.Trained)]);
            report.Note($"{set.Name}: {Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s");
        }

        page.Note($"Written by `bench/run auto-accept`, {seeds} seeds.");
        report.Note(words.ToString());
        await DocsPage.Write("docs/methods/auto-accept-table.md", "table", words.ToString());
    }

    private static (AutoAcceptTrial Rules, AutoAcceptTrial Trained)[] Trials(LabeledSet set, int seeds)
    {
        var trials = new (AutoAcceptTrial, AutoAcceptTrial)[seeds];
        Parallel.For(0, seeds, seed =>
        {
            int[] order = [.. Enumerable.Range(0, set.Items)];
            new Random(seed).Shuffle(order);
            int[] learned = order[..set.Learned], asked = order[set.Learned..];
            trials[seed] = (Trial(set.ByRules(learned, asked)), Trial(set.ByTraining(learned, asked, seed)));
        });
        return trials;

        AutoAcceptTrial Trial(KnownDraft[] drafts) => AutoAcceptTrial.Of(drafts, set.Audited, Target);
    }

    private static void Row(Report page, LabeledSet set, string model, AutoAcceptTrial[] trials)
    {
        var accepted = trials.Sum(trial => trial.Accepted);
        page.Row(
            set.Name, $"{Report.Number(set.Items)}, {set.Labels}", $"{Report.Number(set.Learned)}, {Report.Number(set.Audited)}", model,
            Percent(trials.Average(trial => trial.Drafted / (double)trial.Rest)), Percent(trials.Sum(trial => trial.Right) / (double)trials.Sum(trial => trial.Drafted)),
            Percent(trials.Average(trial => trial.SurestWrong)), Share(trials), trials.Count(trial => trial.Accepted > 0),
            accepted == 0 ? "–" : Percent(trials.Sum(trial => trial.Wrong) / (double)accepted), trials.Count(trial => trial.IsBroken(Target)));
    }

    /// <summary>The mean share of the rest that was accepted, with the interval that holds the middle 95 % of its resampled values.</summary>
    private static string Share(AutoAcceptTrial[] trials)
    {
        var draws = new Random(1);
        double[] means = [.. Enumerable.Range(0, Resamples).Select(_ => trials.Average(_ => trials[draws.Next(trials.Length)].Share)).Order()];
        return $"**{Percent(trials.Average(trial => trial.Share))}** [{Percent(means[(int)(0.025 * Resamples)])}, {Percent(means[(int)(0.975 * Resamples)])}]";
    }

    private static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";
}
