using Assay.Learning.Acceptance;
using Assay.Simulation.Plays;

namespace Assay.Cli.Simulating;

/// <summary>A figure over all runs: its mean, and how far it may be off.</summary>
/// <param name="Value">The mean.</param>
/// <param name="Low">Of one run: the end of its 95 % interval; of several: the smallest.</param>
/// <param name="High">Likewise, the largest.</param>
internal sealed record Figure(double Value, double? Low, double? High)
{
    public double[]? Range => Low is { } low && High is { } high ? [low, high] : null;

    public static Figure Of(IEnumerable<double> runs, (double Low, double High)? single = null)
    {
        double[] all = [.. runs];
        return all.Length > 1 ? new Figure(all.Average(), all.Min(), all.Max()) : new Figure(all[0], single?.Low, single?.High);
    }
}

/// <summary>What came of an arm, over all runs.</summary>
internal sealed class ArmFigures
{
    /// <param name="runs">One or more, of one arm.</param>
    /// <param name="manual">By seed the runs in which people labeled everything; none where that was not played.</param>
    public ArmFigures(IReadOnlyList<ArmResult> runs, IReadOnlyDictionary<int, ArmResult> manual)
    {
        var first = runs[0];
        (Arm, Runs) = (first.Arm, runs);
        Tasks = Figure.Of(runs.Select(run => run.TasksPer1000));
        Hours = Figure.Of(runs.Select(run => run.HoursPer1000));
        Labeled = Figure.Of(runs.Select(run => run.Labeled / (double)run.Documents));
        LabelAccuracy = Figure.Of(runs.Select(run => run.LabelAccuracy), Binomial.Interval(first.LabeledRight, first.Labeled));
        ModelAccuracy = Figure.Of(runs.Select(run => run.ModelAccuracy), Binomial.Interval(first.ModelRight, first.TestDocuments));
        Accepted = Figure.Of(runs.Select(run => run.Accepted / (double)run.Documents));
        AcceptedAccuracy = runs.Sum(run => run.Accepted) is > 0 and var accepted ? runs.Sum(run => run.AcceptedRight) / (double)accepted : null;
        Alpha = runs.All(run => run.Alpha is not null) ? Figure.Of(runs.Select(run => run.Alpha!.Value.Value), (first.Alpha!.Value.Low, first.Alpha.Value.High)) : null;
        Relative = runs.All(run => manual.TryGetValue(run.Seed, out var by) && by.ModelRight > 0) ? Figure.Of(runs.Select(run => run.ModelAccuracy / manual[run.Seed].ModelAccuracy)) : null;
    }

    public Arm Arm { get; }

    public IReadOnlyList<ArmResult> Runs { get; }

    public Figure Tasks { get; }

    public Figure Hours { get; }

    /// <summary>The share of documents that have a label in the end.</summary>
    public Figure Labeled { get; }

    /// <summary>Of those that have one the share of right ones.</summary>
    public Figure LabelAccuracy { get; }

    public Figure ModelAccuracy { get; }

    /// <summary>The share of documents whose label no person gave.</summary>
    public Figure Accepted { get; }

    /// <summary>Of these the share of right ones; null where there is none.</summary>
    public double? AcceptedAccuracy { get; }

    public Figure? Alpha { get; }

    /// <summary>The model's accuracy as a share of that of the same run with people only; null where that was not played, or got nothing right.</summary>
    public Figure? Relative { get; }

    /// <summary>At the labels of the first run the mean accuracy of all, between their points on straight lines.</summary>
    public IReadOnlyList<(int Labels, double Accuracy)> Curve =>
        [.. Runs[0].Curve.Where(point => Runs.All(run => run.Curve[0].Labels <= point.Labels && run.Curve[^1].Labels >= point.Labels)).Select(point => (point.Labels, Runs.Average(run => At(run.Curve, point.Labels))))];

    private static double At(IReadOnlyList<(int Labels, double Accuracy)> curve, int labels)
    {
        for (var i = 0; i < curve.Count; i++)
            if (curve[i].Labels >= labels)
                return i == 0 || curve[i].Labels == labels
                    ? curve[i].Accuracy
                    : double.Lerp(curve[i - 1].Accuracy, curve[i].Accuracy, (labels - curve[i - 1].Labels) / (double)(curve[i].Labels - curve[i - 1].Labels));
        return curve[^1].Accuracy;
    }
}
