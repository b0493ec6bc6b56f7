namespace Assay.Pipeline.ActiveLearning;

/// <summary>
/// What more labels would add: the accuracy of the rounds so far as <c>a − b n^(−c)</c> of n labels, by least squares weighed by how many were evaluated; c is sought on a grid,
/// a and b follow.
/// </summary>
/// <remarks>Figueroa, Zeng-Treitler, Kandula and Ngo (2012), "Predicting sample size required for classification performance", BMC Medical Informatics and Decision Making 12.</remarks>
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
        Point[] points = [.. rounds.Where(round => round.Labels > 0 && round.Evaluated >= FewestEvaluated)
            .Select(round => new Point(round.Labels, round.Right / (double)round.Evaluated, round.Evaluated))];
        if (points.Select(point => point.Labels).Distinct().Count() < FewestRounds)
            return null;
        var best = Enumerable.Range(1, 40).Select(step => Fit(points, step / 20.0)).MinBy(fit => fit.Error);
        var labels = points.Max(point => point.Labels);
        return Math.Max(0, best.At(labels + Next) - best.At(labels));
    }

    /// <summary>For one c the line in n^(−c), which neither falls as labels come nor ends above 1.</summary>
    private static Line Fit(Point[] points, double power)
    {
        var (weight, meanX, meanY) = (0.0, 0.0, 0.0);
        foreach (var point in points)
        {
            weight += point.Weight;
            meanX += point.Weight * Math.Pow(point.Labels, -power);
            meanY += point.Weight * point.Accuracy;
        }

        (meanX, meanY) = (meanX / weight, meanY / weight);
        var (both, square) = (0.0, 0.0);
        foreach (var point in points)
        {
            var x = Math.Pow(point.Labels, -power) - meanX;
            both += point.Weight * x * (point.Accuracy - meanY);
            square += point.Weight * x * x;
        }

        var loss = square > 0 ? Math.Max(0, -both / square) : 0;
        var limit = meanY + (loss * meanX);
        if (limit > 1)
            (limit, loss) = (1, (1 - meanY) / meanX);
        var line = new Line(limit, loss, power, 0);
        return line with { Error = points.Sum(point => point.Weight * Math.Pow(point.Accuracy - line.At(point.Labels), 2)) };
    }

    private readonly record struct Point(double Labels, double Accuracy, double Weight);

    private readonly record struct Line(double Limit, double Loss, double Power, double Error)
    {
        public double At(double labels) => Limit - (Loss * Math.Pow(labels, -Power));
    }
}
