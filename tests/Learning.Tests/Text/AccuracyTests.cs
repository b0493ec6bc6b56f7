using System.Globalization;
using Assay.Learning.Calibration;
using Assay.Learning.Text;

namespace Assay.Learning.Tests.Text;

/// <summary>The default setting on real texts, held against the best linear model that others computed and against the page of the method.</summary>
public sealed class AccuracyTests
{
    [Theory]
    [InlineData("ag_news")]
    [InlineData("trec6")]
    [InlineData("subj")]
    [InlineData("banking77")]
    [InlineData("sms_spam")]
    public void Accuracy_is_that_of_the_best_linear_model_and_of_the_page(string name)
    {
        var set = TextSet.Of(name);
        var (accuracy, raw, calibrated, isotonic) = (0.0, new List<Judged>(), new List<Judged>(), new List<Judged>());
        foreach (var split in set.Splits)
        {
            var model = TextClassifier.Train(split.Train, set.Classes);
            accuracy += TextSet.Accuracy(model, split.Test) / set.Splits.Count;
            calibrated.AddRange(Judge(model, split.Test));
            raw.AddRange(Judge(TextClassifier.Train(split.Train, set.Classes, new TextClassifierOptions { Calibration = ScoreCalibration.None }), split.Test));
            isotonic.AddRange(Judge(TextClassifier.Train(split.Train, set.Classes, new TextClassifierOptions { Calibration = ScoreCalibration.Isotonic }), split.Test));
        }

        accuracy.ShouldBeGreaterThan(set.Reference() - 0.005);
        double[] measured = [accuracy, CalibrationErrors.Of(raw).Expected, CalibrationErrors.Of(calibrated).Expected, CalibrationErrors.Of(isotonic).Expected];
        var told = Row(name, cells: 9);
        var row = string.Create(CultureInfo.InvariantCulture, $"| {name} | {set.Classes.Count} | {set.Splits[0].Train.Count} | {set.Splits.Sum(split => split.Test.Count)} | {measured[0]:F3} | {set.Reference():F3} | {measured[1]:F3} | {measured[2]:F3} | {measured[3]:F3} |");
        told.ShouldNotBeNull($"the page lacks the row {row}");
        foreach (var (place, value) in measured.Index())
            double.Parse(told[place == 0 ? 5 : place + 6], CultureInfo.InvariantCulture).ShouldBe(value, 0.002, $"the page should say {row}");
    }

    [Theory]
    [InlineData("ag_news", 200)]
    [InlineData("subj", 200)]
    [InlineData("banking77", 800)]
    public void Calibration_brings_confidence_near_accuracy_where_labels_are_few(string name, int labels)
    {
        var set = TextSet.Of(name);
        var split = set.Splits[0];
        TrainingText[] few = [.. split.Train];
        new Random(3).Shuffle(few);
        few = few[..labels];
        double Error(ScoreCalibration calibration) =>
            CalibrationErrors.Of([.. Judge(TextClassifier.Train(few, set.Classes, new TextClassifierOptions { Calibration = calibration }), split.Test)]).Expected;

        var before = Error(ScoreCalibration.None);
        before.ShouldBeGreaterThan(0.07, "raw scores are too unsure");
        Error(ScoreCalibration.Temperature).ShouldBeLessThan(before * 0.75);
        Error(ScoreCalibration.Isotonic).ShouldBeLessThan(before, "two hundred are few for it");
    }

    /// <summary>Labels drawn at random from the training part, the rest of it without a label; five draws.</summary>
    [Theory]
    [InlineData("ag_news", 0.03)]
    [InlineData("trec6", -0.02)]
    [InlineData("subj", 0.03)]
    [InlineData("banking77", -0.02)]
    public void Texts_without_a_label_help_as_the_page_says(string name, double gain)
    {
        const int draws = 5;
        var set = TextSet.Of(name);
        var (train, test) = (set.Splits[0].Train, set.Splits[0].Test);
        string[] texts = [.. train.Select(text => text.Text)];
        var features = TextFeatures.Fit(texts);
        var rows = features.Transform(texts);
        var measured = new List<double>();
        foreach (var labels in new[] { 200, 800 })
        {
            var (alone, taught) = (0.0, 0.0);
            for (var draw = 0; draw < draws; draw++)
            {
                var order = Enumerable.Range(0, train.Count).ToArray();
                new Random(draw + 1).Shuffle(order);
                TrainingRow[] labeled = [.. order[..labels].Select(row => new TrainingRow(row, train[row].Labels))];
                alone += TextSet.Accuracy(TextClassifier.Train(features, rows, labeled, set.Classes), test) / draws;
                taught += TextSet.Accuracy(TextClassifier.TrainSemiSupervised(features, rows, labeled, order[labels..], set.Classes), test) / draws;
            }

            measured.AddRange([alone, taught]);
        }

        var told = Row(name, cells: 5);
        var row = $"| {name} | {string.Join(" | ", measured.Select(accuracy => accuracy.ToString("F3", CultureInfo.InvariantCulture)))} |";
        told.ShouldNotBeNull($"the page lacks the row {row}");
        foreach (var (place, value) in measured.Index())
            double.Parse(told[place + 2], CultureInfo.InvariantCulture).ShouldBe(value, 0.003, $"the page should say {row}");
        (measured[1] - measured[0]).ShouldBeGreaterThan(gain);
    }

    /// <summary>The row of a table of the page that begins with a name and has so many cells.</summary>
    private static string[]? Row(string name, int cells) => DocumentationTests.PageOf("text-classifier").Split('\n')
        .Where(line => line.StartsWith($"| {name} |", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).FirstOrDefault(line => line.Length == cells + 2);

    private static IEnumerable<Judged> Judge(TextClassifier model, IReadOnlyList<TrainingText> test)
    {
        var chances = model.Probabilities([.. test.Select(text => text.Text)]);
        for (var i = 0; i < test.Count; i++)
        {
            var of = chances.AsSpan(i * model.Classes.Count, model.Classes.Count);
            var best = TextSet.Best(of);
            yield return new Judged(Math.Min(of[best], 1), best == test[i].Labels[0]);
        }
    }
}
