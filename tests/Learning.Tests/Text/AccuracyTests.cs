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
        var told = DocumentationTests.PageOf("text-classifier").Split('\n').FirstOrDefault(line => line.StartsWith($"| {name} |", StringComparison.Ordinal))?.Split('|', StringSplitOptions.TrimEntries);
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
        before.ShouldBeGreaterThan(0.1, "raw scores are far too unsure");
        Error(ScoreCalibration.Temperature).ShouldBeLessThan(before / 2);
        Error(ScoreCalibration.Isotonic).ShouldBeLessThan(before / 2);
    }

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
