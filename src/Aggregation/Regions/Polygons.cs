using Assay.Model.Regions;

namespace Assay.Aggregation.Regions;

/// <summary>A polygon of the outcome.</summary>
/// <param name="Polygon">The outline one of the people drew, with the label most gave (among equals the first by ordinal order).</param>
/// <param name="Confidence">The probability that there is something.</param>
/// <param name="Votes">How many drew it.</param>
/// <param name="MeanIou">How much the outline overlaps the others' on average; null when nobody else drew it.</param>
public sealed record MergedPolygon(Polygon Polygon, double Confidence, int Votes, double? MeanIou);

/// <summary>Merged polygons of many images.</summary>
public sealed record PolygonConsensus
{
    /// <summary>By image; those more probable than not, from the left.</summary>
    public required IReadOnlyList<IReadOnlyList<MergedPolygon>> Images { get; init; }

    /// <summary>By person, the chance of finding a thing; null for one who looked at nothing.</summary>
    public required IReadOnlyList<double?> Recall { get; init; }

    /// <summary>Rounds taken.</summary>
    public int Iterations { get; init; }

    /// <summary>Whether the last round changed next to nothing.</summary>
    public bool Converged { get; init; } = true;
}

/// <summary>
/// Merges polygons: those of different people that lie on each other are one thing; it is believed by who found it and who did not, as in
/// <see cref="Boxes"/>; its outline is the medoid, the one drawn that overlaps the others most on average.
/// </summary>
/// <remarks>
/// <para>See <see cref="Assay.Model.Regions.Medoid"/>: it is always an outline somebody drew, since corners of different people do not pair up and cannot be
/// averaged as those of boxes.</para>
/// <para>Labels do not matter for what lies on what. Rotated boxes are merged by their polygons. Time grows with (polygons of an image)² × (corners of
/// two)² at worst, and with clusters × people × rounds.</para>
/// </remarks>
public static class Polygons
{
    /// <summary>Polygons that share less, on average, are different things.</summary>
    public const double LeastIou = Boxes.LeastIou;

    /// <summary>Merges the polygons of all images; the more there are, the better each person is known.</summary>
    /// <param name="images">By image, who looked and what they drew; none is an answer too.</param>
    /// <param name="annotators">The number of people.</param>
    /// <param name="options">Rounds and tolerance.</param>
    /// <exception cref="ArgumentException">There is no such person, or a polygon has no area.</exception>
    public static PolygonConsensus Merge(
        IReadOnlyList<IReadOnlyList<(int Annotator, IReadOnlyList<Polygon> Polygons)>> images, int annotators, AggregationOptions? options = null)
    {
        Check(images, annotators);
        var things = Things<Polygon>.Of(images, annotators, Overlap, LeastIou, options ?? AggregationOptions.Default);
        var merged = images.Select(_ => new List<MergedPolygon>()).ToList();
        foreach (var thing in things.All)
            if (thing.Confidence > 0.5) merged[thing.Image].Add(Medoid(thing));
        return new PolygonConsensus
        {
            Images = [.. merged.Select(polygons => polygons.OrderBy(each => each.Polygon.Left).ThenBy(each => each.Polygon.Top).ToList())],
            Recall = things.Recall,
            Iterations = things.Outcome.Iterations,
            Converged = things.Outcome.Converged,
        };
    }

    private static void Check(IReadOnlyList<IReadOnlyList<(int Annotator, IReadOnlyList<Polygon> Polygons)>> images, int annotators)
    {
        foreach (var (i, image) in images.Index())
            foreach (var (annotator, polygons) in image)
            {
                if ((uint)annotator >= (uint)annotators)
                    throw new ArgumentException($"Image {i} was seen by annotator {annotator}; there are {annotators}.", nameof(images));
                if (polygons.FirstOrDefault(polygon => !(polygon.Area > 0)) is { } flat)
                    throw new ArgumentException($"Image {i}: a polygon of {flat.Corners.Count} corners of annotator {annotator} has no area.", nameof(images));
            }
    }

    private static double Overlap(Polygon a, Polygon b) => a.Label == b.Label ? Polygon.Iou(a, b) : Polygon.Iou(new Polygon(a.Corners), new Polygon(b.Corners));

    private static MergedPolygon Medoid(Thing<Polygon> thing)
    {
        var all = thing.Regions;
        var label = all.GroupBy(polygon => polygon.Label).OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal).First().Key;
        var (best, most) = Assay.Model.Regions.Medoid.Of(all.Count, (a, b) => Overlap(all[a], all[b]));
        return new MergedPolygon(new Polygon(all[best].Corners, label), thing.Confidence, all.Count, all.Count > 1 ? most / (all.Count - 1) : null);
    }
}
