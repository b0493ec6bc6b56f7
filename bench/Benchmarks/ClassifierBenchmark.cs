using System.Diagnostics;
using Assay.Learning.Text;
using Microsoft.ML;
using Microsoft.ML.Transforms.Text;

namespace Assay.Benchmarks;

/// <summary>
/// The text classifier on 100,000 texts of about forty words in four classes, beside ML.NET's logistic regression over words and pairs of words of the same texts. And a turn of a learning loop over as many
/// texts on one core: a model of 2,000 labels, and the chances of all the others.
/// </summary>
internal static class ClassifierBenchmark
{
    private const int Count = 100_000, Held = 20_000, Words = 30_000, Classes = 4, Rounds = 3, Labels = 2_000, Seed = 20261126;
    private static readonly string[] Names = ["a", "b", "c", "d"];

    public static Task Run(Report report)
    {
        var texts = Draw();
        var (train, test) = (texts[..Count], texts[Count..]);
        report.Heading($"A text classifier on {Report.Number(Count)} texts of about 40 words, {Classes} classes");
        report.Table("", "features, s", "training, s", "both, s", "accuracy", "text to chances, texts/s", "one text, ms");
        Ours(report, train, test, "Assay, all processors", 0);
        Ours(report, train, test, "Assay, one thread", 1);
        Theirs(report, train, test);
        report.Note($"Medians of {Rounds} rounds of ours, one of ML.NET's, whose pipeline does features and training in one go; accuracy on {Report.Number(Held)} further texts. Ours with parts of words and calibration on held-out texts.");
        Turn(report, train);
        return Task.CompletedTask;
    }

    private static void Ours(Report report, Document[] train, Document[] test, string name, int threads)
    {
        string[] texts = [.. train.Select(text => text.Text)], held = [.. test.Select(text => text.Text)];
        TrainingRow[] rows = [.. train.Select((text, row) => new TrainingRow(row, text.Class))];
        var (features, training, all) = (new List<double>(), new List<double>(), new List<double>());
        TextClassifier? model = null;
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            var begun = Stopwatch.GetTimestamp();
            var fitted = TextFeatures.Fit(texts, threads: threads);
            var vectors = fitted.Transform(texts, threads);
            features.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            var ready = Stopwatch.GetTimestamp();
            model = TextClassifier.Train(fitted, vectors, rows, Names, new TextClassifierOptions { Threads = threads });
            training.Add(Stopwatch.GetElapsedTime(ready).TotalSeconds);
            all.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        var speeds = new List<double>();
        float[] chances = [];
        for (var round = 0; round < Rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            chances = model!.Probabilities(held, threads);
            speeds.Add(Held / Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        var right = Enumerable.Range(0, Held).Count(i => Enumerable.Range(0, Classes).MaxBy(k => chances[(i * Classes) + k]) == test[i].Class);
        var one = new double[Classes];
        var single = Stopwatch.GetTimestamp();
        for (var i = 0; i < 2_000; i++)
            model!.Probabilities(held[i], one);
        var milliseconds = Stopwatch.GetElapsedTime(single).TotalMilliseconds / 2_000;
        report.Row(name, $"{Median(features):F2}", $"{Median(training):F2}", $"{Median(all):F2}", $"{right / (double)Held:F4}", Report.Number(Median(speeds)), $"{milliseconds:F3}");
    }

    private static void Theirs(Report report, Document[] train, Document[] test)
    {
        var context = new MLContext(Seed);
        var words = new WordBagEstimator.Options { NgramLength = 2, UseAllLengths = true, Weighting = NgramExtractingEstimator.WeightingCriteria.TfIdf, MaximumNgramsCount = [1_000_000] };
        var pipeline = context.Transforms.Conversion.MapValueToKey("Label", nameof(Document.Name))
            .Append(context.Transforms.Text.FeaturizeText("Features", new TextFeaturizingEstimator.Options { WordFeatureExtractor = words, CharFeatureExtractor = null, Norm = TextFeaturizingEstimator.NormFunction.L2 }, nameof(Document.Text)))
            .Append(context.MulticlassClassification.Trainers.SdcaMaximumEntropy())
            .Append(context.Transforms.Conversion.MapKeyToValue("Said", "PredictedLabel"));
        var begun = Stopwatch.GetTimestamp();
        var model = pipeline.Fit(context.Data.LoadFromEnumerable(train));
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var held = context.Data.LoadFromEnumerable(test);
        var predicting = Stopwatch.GetTimestamp();
        var said = context.Data.CreateEnumerable<Prediction>(model.Transform(held), reuseRowObject: false).Select(row => row.Said).ToList();
        var speed = Held / Stopwatch.GetElapsedTime(predicting).TotalSeconds;
        var right = said.Zip(test).Count(pair => pair.First == pair.Second.Name);
        var engine = context.Model.CreatePredictionEngine<Document, Prediction>(model);
        var single = Stopwatch.GetTimestamp();
        for (var i = 0; i < 2_000; i++)
            engine.Predict(test[i]);
        report.Row("ML.NET 5.0.1, SdcaMaximumEntropy", "–", "–", $"{seconds:F2}", $"{right / (double)Held:F4}", Report.Number(speed), $"{Stopwatch.GetElapsedTime(single).TotalMilliseconds / 2_000:F3}");
    }

    private static void Turn(Report report, Document[] pool)
    {
        string[] texts = [.. pool.Select(text => text.Text)];
        var begun = Stopwatch.GetTimestamp();
        var features = TextFeatures.Fit(texts, threads: 1);
        var rows = features.Transform(texts, 1);
        var once = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var options = new TextClassifierOptions { Threads = 1 };
        TextClassifier? model = null;
        var (training, scoring) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var ready = Stopwatch.GetTimestamp();
            model = TextClassifier.Train(features, rows, [.. Enumerable.Range(0, Labels).Select(row => new TrainingRow(row, pool[row].Class))], Names, options, model);
            training.Add(Stopwatch.GetElapsedTime(ready).TotalSeconds);
            var trained = Stopwatch.GetTimestamp();
            model.Probabilities(rows, threads: 1);
            scoring.Add(Stopwatch.GetElapsedTime(trained).TotalSeconds);
        }

        report.Heading($"A turn of a loop over {Report.Number(Count)} texts, {Report.Number(Labels)} labels, one thread");
        report.Table("features of the pool, once, s", "training, s", "chances of the pool, s");
        report.Row($"{once:F2}", $"{Median(training):F2}", $"{Median(scoring):F2}");
    }

    /// <summary>Words by Zipf's law; of each text a seventh by the law of its class, which has the same words in another order.</summary>
    private static Document[] Draw()
    {
        var random = new Random(Seed);
        var words = Enumerable.Range(0, Words).Select(_ => new string([.. Enumerable.Range(0, 2 + random.Next(8)).Select(_ => (char)('a' + random.Next(26)))])).ToArray();
        var orders = Enumerable.Range(0, Classes).Select(_ =>
        {
            var order = Enumerable.Range(0, Words).ToArray();
            random.Shuffle(order);
            return order;
        }).ToArray();
        return [.. Enumerable.Range(0, Count + Held).Select(_ =>
        {
            var of = random.Next(Classes);
            var said = Enumerable.Range(0, 25 + random.Next(30)).Select(_ =>
            {
                var rank = (int)Math.Pow(Words, random.NextDouble()) - 1;
                return words[random.NextDouble() < 1 / 7.0 ? orders[of][rank] : rank];
            });
            return new Document(string.Join(' ', said), of, Names[of]);
        })];
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    public sealed record Document(string Text, int Class, string Name);

    public sealed class Prediction
    {
        public string Said { get; set; } = "";
    }
}
