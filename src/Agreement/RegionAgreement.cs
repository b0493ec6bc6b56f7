using Assay.Model.Regions;

namespace Assay.Agreement;

/// <summary>An upright rectangle in an image, with or without a label; <c>X1 ≤ X2</c>, <c>Y1 ≤ Y2</c>, pixels.</summary>
public readonly record struct Box(double X1, double Y1, double X2, double Y2, string? Label = null)
{
    /// <summary>Width times height.</summary>
    public double Area => Math.Max(0, X2 - X1) * Math.Max(0, Y2 - Y1);

    /// <summary>Intersection over union, 0 to 1; 0 for boxes of different labels, and for two without area.</summary>
    public static double Iou(Box a, Box b)
    {
        if (a.Label != b.Label) return 0;
        var shared = Math.Max(0, Math.Min(a.X2, b.X2) - Math.Max(a.X1, b.X1)) * Math.Max(0, Math.Min(a.Y2, b.Y2) - Math.Max(a.Y1, b.Y1));
        var union = a.Area + b.Area - shared;
        return union > 0 ? shared / union : 0;
    }
}

/// <summary>How far people marked the same regions at one threshold.</summary>
/// <param name="Threshold">The least overlap that counts as a match.</param>
/// <param name="F1">F1 over every two people, and for each two.</param>
/// <param name="MatchedIou">The mean overlap of matched pairs; null when none matched.</param>
public sealed record RegionsAtThreshold(double Threshold, F1Agreement F1, double? MatchedIou);

/// <summary>
/// Agreement on boxes, polygons or masks: the regions of two people are paired one to one so that as many as can be overlap by the threshold, and among
/// those ways so that they overlap most; then F1 as in <see cref="MatchedF1"/>, and the mean overlap of what was paired.
/// </summary>
/// <remarks>
/// Exact by <see cref="Assignment"/>, where COCO's and Pascal VOC's evaluations pair greedily. Overlap is intersection over union (Jaccard 1901), or any other measure handed in.
/// </remarks>
public static class RegionAgreement
{
    /// <summary>COCO's ten thresholds, 0.50 to 0.95.</summary>
    public static readonly IReadOnlyList<double> CocoThresholds = [.. Enumerable.Range(0, 10).Select(step => (50 + 5 * step) / 100.0)];

    /// <summary>Measures at each threshold.</summary>
    /// <param name="marks">No person twice on an item.</param>
    /// <param name="overlap">How much two regions overlap, 0 to 1: <see cref="Box.Iou"/>.</param>
    /// <param name="thresholds">Each above 0 and at most 1.</param>
    public static IReadOnlyList<RegionsAtThreshold> Of<T>(IReadOnlyList<Marks<T>> marks, Func<T, T, double> overlap, IReadOnlyList<double> thresholds)
    {
        if (thresholds.FirstOrDefault(threshold => threshold is not (> 0 and <= 1), 1) is not (> 0 and <= 1) and var odd)
            throw new ArgumentOutOfRangeException(nameof(thresholds), odd, "A threshold lies above 0 and is at most 1.");
        return [.. thresholds.Select(threshold =>
        {
            var (sum, pairs) = (0.0, 0);
            var agreement = MatchedF1.Of(marks, (a, b) =>
            {
                var matches = Match(a, b, overlap, threshold);
                sum += matches.Sum(match => match.Overlap);
                pairs += matches.Count;
                return matches.Count;
            });
            return new RegionsAtThreshold(threshold, agreement, pairs == 0 ? null : sum / pairs);
        })];
    }

    /// <summary>The pairs of regions of two people that overlap by the threshold or more, by their places in the lists.</summary>
    public static IReadOnlyList<(int First, int Second, double Overlap)> Match<T>(
        IReadOnlyList<T> first, IReadOnlyList<T> second, Func<T, T, double> overlap, double threshold)
    {
        // a match outweighs all overlaps together, of which there are no more than the regions of one person
        var most = 1.0 + Math.Min(first.Count, second.Count);
        double[][] gains = [.. first.Select(a => second.Select(b => overlap(a, b) is var shared && shared >= threshold ? most + shared : 0).ToArray())];
        return [.. Assignment.Best(gains).Index().Where(pair => pair.Item >= 0).Select(pair => (pair.Index, pair.Item, gains[pair.Index][pair.Item] - most))];
    }
}
