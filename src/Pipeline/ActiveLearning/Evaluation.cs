using Assay.Learning.Acceptance;
using Assay.Learning.Calibration;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>How right a model is on tasks that it has neither chosen nor learned from.</summary>
/// <param name="Items">How many there are.</param>
/// <param name="Right">Of these, how many it says wholly right.</param>
/// <param name="MacroF1">The mean F1 over the labels that were given or predicted; null without items.</param>
/// <param name="CalibrationError">The expected calibration error; null without items.</param>
internal sealed record Evaluation(int Items, int Right, double? MacroF1, double? CalibrationError)
{
    /// <summary>What was said of each, and whether it is right.</summary>
    public IReadOnlyList<Judged> Judged { get; private init; } = [];

    /// <summary>The exact 95 % interval of the accuracy.</summary>
    public (double Low, double High) Interval => Binomial.Interval(Right, Items);

    /// <summary>Of nothing.</summary>
    public static readonly Evaluation None = new(0, 0, null, null);

    /// <param name="items">What people and the model say of each.</param>
    /// <param name="labelOf">The place of the label of a part of an answer.</param>
    /// <param name="labels">How many there are.</param>
    public static Evaluation Of<T>(IEnumerable<Evaluated<T>> items, Func<T, int> labelOf, int labels)
    {
        var (both, given, said) = (new int[labels], new int[labels], new int[labels]);
        var judged = new List<Judged>();
        foreach (var item in items)
        {
            var (truth, read) = (item.Given.ToHashSet(), item.Said.ToHashSet());
            judged.Add(new Judged(item.Confidence, truth.SetEquals(read)));
            foreach (var part in truth)
            {
                given[labelOf(part)]++;
                if (read.Contains(part))
                    both[labelOf(part)]++;
            }

            foreach (var part in read)
                said[labelOf(part)]++;
        }

        if (judged.Count == 0)
            return None;
        double[] scores = [.. Enumerable.Range(0, labels).Where(label => given[label] + said[label] > 0).Select(label => 2.0 * both[label] / (given[label] + said[label]))];
        return new Evaluation(judged.Count, judged.Count(one => one.IsRight), scores.Length == 0 ? 1 : scores.Average(), CalibrationErrors.Of(judged).Expected) { Judged = judged };
    }
}

/// <summary>What is said of one item, in parts: labels, or spans.</summary>
/// <param name="Given">By people.</param>
/// <param name="Said">By the model.</param>
/// <param name="Confidence">How sure it is that all of it is right, 0 to 1.</param>
internal readonly record struct Evaluated<T>(IReadOnlyList<T> Given, IReadOnlyList<T> Said, double Confidence);
