namespace Assay.Pipeline.ActiveLearning;

/// <summary>What more labels would add, by the accuracy of the rounds so far as a <see cref="PowerLaw"/>.</summary>
internal static class LearningCurve
{
    /// <summary>The name of the way.</summary>
    public const string Way = "inverse_power_law";

    /// <summary>The gain is of so many more labels.</summary>
    public const int Next = 100;

    private const int FewestRounds = 4, FewestEvaluated = 10;

    /// <summary>The expected gain in accuracy, 0 or more; null for fewer than four rounds with different numbers of labels, each held against ten or more.</summary>
    /// <param name="rounds">Labels learned from, 1 or more; labels held against; of these the right ones.</param>
    public static double? Gain(IReadOnlyList<(long Labels, long Evaluated, long Right)> rounds)
    {
        CurvePoint[] points = [.. rounds.Where(round => round.Labels > 0 && round.Evaluated >= FewestEvaluated)
            .Select(round => new CurvePoint(round.Labels, round.Right / (double)round.Evaluated, round.Evaluated))];
        if (points.Select(point => point.Labels).Distinct().Count() < FewestRounds)
            return null;
        var best = PowerLaw.Fit(points);
        var labels = points.Max(point => point.Labels);
        return Math.Max(0, best.At(labels + Next) - best.At(labels));
    }
}
