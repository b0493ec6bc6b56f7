using Assay.Learning.Acceptance;
using Assay.Learning.Calibration;
using Assay.Pipeline.Models;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>How right a model is on tasks that it has neither chosen nor learned from.</summary>
/// <param name="Items">How many there are.</param>
/// <param name="Right">Of these, how many it says wholly right.</param>
/// <param name="MacroF1">The mean F1 over the classes that were given or predicted; null without items.</param>
/// <param name="CalibrationError">The expected calibration error; null without items.</param>
internal sealed record Evaluation(int Items, int Right, double? MacroF1, double? CalibrationError)
{
    /// <summary>What was said of each, and whether it is right.</summary>
    public IReadOnlyList<Judged> Judged { get; private init; } = [];

    /// <summary>The exact 95 % interval of the accuracy.</summary>
    public (double Low, double High) Interval => Binomial.Interval(Right, Items);

    public static Evaluation Of(IReadOnlyList<(IReadOnlyList<int> Given, ReadChances Said)> items, int classes)
    {
        if (items.Count == 0)
            return new Evaluation(0, 0, null, null);
        var (both, given, said) = (new int[classes], new int[classes], new int[classes]);
        var judged = new List<Judged>();
        foreach (var (truth, read) in items)
        {
            judged.Add(new Judged(read.Confidence, truth.SequenceEqual(read.Classes)));
            foreach (var label in truth)
            {
                given[label]++;
                if (read.Classes.Contains(label))
                    both[label]++;
            }

            foreach (var label in read.Classes)
                said[label]++;
        }

        double[] scores = [.. Enumerable.Range(0, classes).Where(label => given[label] + said[label] > 0).Select(label => 2.0 * both[label] / (given[label] + said[label]))];
        return new Evaluation(items.Count, judged.Count(one => one.IsRight), scores.Length == 0 ? 1 : scores.Average(), CalibrationErrors.Of(judged).Expected) { Judged = judged };
    }
}
