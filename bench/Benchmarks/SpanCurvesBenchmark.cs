using System.Diagnostics;
using System.Globalization;
using Assay.Learning.Tagging;
using Assay.Learning.Tests.Tagging;
using Assay.Learning.Text;
using Assay.Sampling;

namespace Assay.Benchmarks;

/// <summary>
/// What active learning gains over labeling at random for spans: F1 of entities by the sentences labeled, on published corpora, with a bootstrap interval over seeds. Writes its table into
/// docs/methods/learning-curves.md.
/// </summary>
internal static class SpanCurvesBenchmark
{
    private const int Pool = 3_000, Tests = 1_500, First = 50, Step = 50, Steps = 7;

    private static readonly IStrategy[] Compared = [Hybrid.Instance, Assay.Sampling.TokenUncertainty.Instance, Badge.Instance, TypiClust.Instance];

    public static async Task Run(Report report)
    {
        var seeds = int.Parse(Environment.GetEnvironmentVariable("ASSAY_BENCH_SEEDS") ?? "5", CultureInfo.InvariantCulture);
        var begun = Stopwatch.GetTimestamp();
        using var words = new StringWriter();
        var page = new Report(words);
        page.Table([.. (string[])["corpus, tested on", "random: area, at the end", "words at the end, random"], .. Compared.Select(strategy => $"{strategy.Name}, words at the end")]);
        foreach (var (name, train, test) in ((string, string, string)[])[("CoNLL-2003, eng.testb", "conll2003/eng.train", "conll2003/eng.testb"), ("GUM, gum-test", "gum/gum-train.conll", "gum/gum-test.conll")])
        {
            var (sentences, tests) = (Read(train), Read(test));
            IStrategy[] strategies = [RandomOrder.Instance, .. Compared];
            var curves = strategies.ToDictionary(strategy => strategy, _ => new Curve[seeds]);
            Parallel.ForEach(
                from seed in Enumerable.Range(0, seeds) from strategy in strategies select (seed, strategy), run => curves[run.strategy][run.seed] = Of(sentences, tests, run.strategy, run.seed));
            var random = curves[RandomOrder.Instance];
            page.Row(
            [
                name, $"{random.Average(curve => curve.Area):F3}, {random.Average(curve => curve.Scores[^1]):F3}", Report.Number(random.Average(curve => curve.Words)),
                .. Compared.Select(strategy => $"{CurveGain.Of(curves[strategy].Zip(random, (own, other) => own.Area - other.Area))}, {Report.Number(curves[strategy].Average(curve => curve.Words))}"),
            ]);
            report.Note($"{name}: {Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s");
        }

        page.Note($"Written by `bench/run span-curves`, {seeds} seeds.");
        report.Note(words.ToString());
        await DocsPage.Write("docs/methods/learning-curves.md", "span curves", words.ToString());
    }

    private static TaggedText[] Read(string file) =>
        [.. Corpora.Read(Corpora.Find(file) ?? throw new FileNotFoundException($"The table needs the corpora; ner/{file} is not beside the repository."), bySentence: true)];

    private static Curve Of(TaggedText[] all, TaggedText[] allTests, IStrategy strategy, int seed)
    {
        var random = new Random(seed);
        TaggedText[] pool = [.. Drawn(all, Pool, random)], tests = [.. Drawn(allTests, Tests, random)];
        var embeddings = Embed([.. pool.Select(sentence => sentence.Text)]);
        var labels = Corpora.Labels(all);
        int[] labeled = [.. Enumerable.Range(0, First)];
        var scores = new double[Steps + 1];
        for (var step = 0; ; step++)
        {
            var tagger = SequenceTagger.Train([.. labeled.Select(place => pool[place])], labels);
            scores[step] = Corpora.Score(tagger, tests).F1;
            if (step == Steps)
                return new Curve(scores, labeled.Sum(place => pool[place].Text.Count(' ') + 1));
            int[] open = [.. Enumerable.Range(0, pool.Length).Except(labeled)];
            float[][] doubts = [.. open.Select(place => tagger.Read(pool[place].Text).Tokens.Select(token => (float)token.Doubt).ToArray())];
            var told = new Pool
            {
                Count = open.Length,
                Embeddings = embeddings.Take(open),
                LabeledEmbeddings = embeddings.Take(labeled),
                Probabilities = SpanUncertainty.MeanChances(doubts),
                SpanUncertainty = SpanUncertainty.OfDoubts(doubts),
            };
            labeled = [.. labeled, .. strategy.Select(told, Budget.OfItems(Step), (ulong)((1000 * seed) + step)).Select(item => open[item])];
        }
    }

    private static IEnumerable<TaggedText> Drawn(TaggedText[] texts, int count, Random random)
    {
        int[] order = [.. Enumerable.Range(0, texts.Length)];
        random.Shuffle(order);
        return order.Take(count).Select(place => texts[place]);
    }

    private static Matrix Embed(string[] texts)
    {
        var features = TextFeatures.Fit(texts);
        var rows = features.Transform(texts);
        var values = new float[texts.Length * TextFeatures.EmbeddingLength];
        for (var row = 0; row < texts.Length; row++)
            features.Embed(rows.Columns(row), rows.Values(row), values.AsSpan(row * TextFeatures.EmbeddingLength, TextFeatures.EmbeddingLength));
        return new Matrix(texts.Length, TextFeatures.EmbeddingLength, values);
    }

    /// <param name="Scores">F1 after each step.</param>
    /// <param name="Words">Of the sentences labeled in the end.</param>
    private sealed record Curve(double[] Scores, int Words)
    {
        public double Area => Scores.Average();
    }
}
