using Assay.Aggregation.Numbers;

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

    // an image has room for more things than were seen; each cluster stands for this many places where all rightly saw nothing
    private const double QuietPerCluster = 4;

    /// <summary>Merges the boxes of all images; the more there are, the better each person is known.</summary>
    /// <exception cref="ArgumentException">A box has no area or a coordinate that is not finite, or there is no such person.</exception>
    public static BoxConsensus Merge(IReadOnlyList<SeenImage> images, int annotators, AggregationOptions? options = null)
    {
        Check(images, annotators);
        var places = new List<(int Image, Drawn[] Cluster)>();
        var quiet = new double[annotators];
        for (var image = 0; image < images.Count; image++)
        {
            Drawn[] drawn = [.. images[image].Views.SelectMany((view, at) => view.Boxes.Select(box => new Drawn(at, box)))];
            var clusters = Linkage.Clusters(drawn.Length, (a, b) => drawn[a].Box.Iou(drawn[b].Box), (a, b) => drawn[a].View == drawn[b].View, LeastIou);
            foreach (var (annotator, _) in images[image].Views) quiet[annotator] += QuietPerCluster * clusters.Count;
            places.AddRange(clusters.Select(cluster => (image, cluster.Select(at => drawn[at]).ToArray())));
        }
        var model = Sightings.Fit([.. places.Select(place => ToPlace(images[place.Image], place.Cluster))], quiet, QuietPerCluster * places.Count, options ?? AggregationOptions.Default);

        var merged = images.Select(_ => new List<MergedBox>()).ToList();
        foreach (var ((image, cluster), truth) in places.Zip(model.Probabilities))
            if (truth[0] > 0.5) merged[image].Add(new MergedBox(Middle(cluster), truth[0], cluster.Length));
        var looked = images.SelectMany(image => image.Views).Select(view => view.Annotator).ToHashSet();
        return new BoxConsensus
        {
            Images = [.. merged.Select(boxes => boxes.OrderBy(box => box.Box.Left).ThenBy(box => box.Box.Top).ToList())],
            Recall = [.. Enumerable.Range(0, annotators).Select(a => looked.Contains(a) && places.Count > 0 ? model.Found(a) : (double?)null)],
            Iterations = model.Outcome.Iterations,
            Converged = places.Count == 0 || model.Outcome.Converged,
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

    private static Place ToPlace(SeenImage image, Drawn[] cluster)
    {
        var drew = cluster.Select(drawn => drawn.View).ToHashSet();
        Sighting[] there = [.. image.Views.Select((_, view) => drew.Contains(view) ? Sighting.Exact : Sighting.Missed)];
        Sighting[] not = [.. image.Views.Select((_, view) => drew.Contains(view) ? Sighting.FalseAlarm : Sighting.Quiet)];
        return new Place([.. image.Views.Select(view => view.Annotator)], [there, not], [[1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1]]);
    }

    private static LabelledBox Middle(Drawn[] cluster)
    {
        var label = cluster.CountBy(drawn => drawn.Box.Label).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key;
        return new LabelledBox(Of(box => box.Left), Of(box => box.Top), Of(box => box.Right), Of(box => box.Bottom), label);

        double Of(Func<LabelledBox, double> side) => Median.Of(cluster.Select(drawn => side(drawn.Box)).ToArray());
    }

    private readonly record struct Drawn(int View, LabelledBox Box);
}
