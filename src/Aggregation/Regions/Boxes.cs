using Assay.Model.Regions;

namespace Assay.Aggregation.Regions;

/// <summary>An upright box in pixels, x to the right and y down.</summary>
public readonly record struct LabelledBox(double Left, double Top, double Right, double Bottom, string Label)
{
    /// <summary>Intersection over union, 0 to 1; 0 where either has no area.</summary>
    public double Iou(LabelledBox other)
    {
        var width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        var height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        if (!(width > 0 && height > 0)) return 0;
        return width * height / (Area + other.Area - width * height);
    }

    private double Area => (Right - Left) * (Bottom - Top);
}

/// <summary>An image as people saw it: who looked, and the boxes they drew; none is an answer too.</summary>
public sealed record SeenImage(IReadOnlyList<(int Annotator, IReadOnlyList<LabelledBox> Boxes)> Views);

/// <summary>A box of the outcome.</summary>
/// <param name="Box">The median of each coordinate, and the label most gave (among equals the first by ordinal order).</param>
/// <param name="Confidence">The probability that there is something.</param>
/// <param name="Votes">How many drew it.</param>
public sealed record MergedBox(LabelledBox Box, double Confidence, int Votes);

/// <summary>Merged boxes of many images.</summary>
public sealed record BoxConsensus
{
    /// <summary>By image; those more probable than not, from the left.</summary>
    public required IReadOnlyList<IReadOnlyList<MergedBox>> Images { get; init; }

    /// <summary>By person, the chance of finding a thing; null for one who looked at nothing.</summary>
    public required IReadOnlyList<double?> Recall { get; init; }

    /// <summary>Rounds taken.</summary>
    public int Iterations { get; init; }

    /// <summary>Whether the last round changed next to nothing.</summary>
    public bool Converged { get; init; } = true;
}

/// <summary>
/// Merges boxes: boxes of different people that lie on each other are one thing; it is believed by who found it and who did not; its box is the
/// median of each coordinate.
/// </summary>
/// <remarks>
/// <para>Clusters by average linkage over IoU down to <see cref="LeastIou"/>, never two boxes of one person in one. What is there is found with
/// everyone's chances to find a thing and to see one that is not, by Dawid and Skene's model (1979). A median stays where it is when one of three
/// draws badly.</para>
/// <para>Time grows with (boxes of an image)³ in the worst case, and with clusters × people × rounds.</para>
/// </remarks>
public static class Boxes
{
    /// <summary>Boxes that share less, on average, are different things.</summary>
    public const double LeastIou = 0.3;

    /// <summary>Merges the boxes of all images; the more there are, the better each person is known.</summary>
    /// <exception cref="ArgumentException">A box has no area or a coordinate that is not finite, or there is no such person.</exception>
    public static BoxConsensus Merge(IReadOnlyList<SeenImage> images, int annotators, AggregationOptions? options = null)
    {
        Check(images, annotators);
        var things = Things<LabelledBox>.Of([.. images.Select(image => image.Views)], annotators, (a, b) => a.Iou(b), LeastIou, options ?? AggregationOptions.Default);
        var merged = images.Select(_ => new List<MergedBox>()).ToList();
        foreach (var thing in things.All)
            if (thing.Confidence > 0.5) merged[thing.Image].Add(new MergedBox(Middle(thing.Regions), thing.Confidence, thing.Regions.Count));
        return new BoxConsensus
        {
            Images = [.. merged.Select(boxes => boxes.OrderBy(box => box.Box.Left).ThenBy(box => box.Box.Top).ToList())],
            Recall = things.Recall,
            Iterations = things.Outcome.Iterations,
            Converged = things.Outcome.Converged,
        };
    }

    private static void Check(IReadOnlyList<SeenImage> images, int annotators)
    {
        foreach (var (i, image) in images.Index())
            foreach (var (annotator, boxes) in image.Views)
            {
                if ((uint)annotator >= (uint)annotators)
                    throw new ArgumentException($"Image {i} was seen by annotator {annotator}; there are {annotators}.", nameof(images));
                foreach (var box in boxes)
                    if (!(box.Right > box.Left && box.Bottom > box.Top && double.IsFinite(box.Right - box.Left) && double.IsFinite(box.Bottom - box.Top)))
                        throw new ArgumentException($"Image {i}: box {box.Left}, {box.Top} to {box.Right}, {box.Bottom} has no area.", nameof(images));
            }
    }

    private static LabelledBox Middle(IReadOnlyList<LabelledBox> cluster)
    {
        var label = cluster.CountBy(box => box.Label).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key;
        return new LabelledBox(Of(box => box.Left), Of(box => box.Top), Of(box => box.Right), Of(box => box.Bottom), label);

        double Of(Func<LabelledBox, double> side) => Medians.Of(cluster.Select(side).ToArray());
    }
}
