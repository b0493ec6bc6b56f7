using Assay.Model.Regions;

namespace Assay.Aggregation.Regions;

/// <summary>One thing that people marked in an image.</summary>
/// <param name="Image">The image's place.</param>
/// <param name="Regions">What was marked, none twice by one person.</param>
/// <param name="Confidence">The probability that something is there.</param>
internal sealed record Thing<T>(int Image, IReadOnlyList<T> Regions, double Confidence);

/// <summary>
/// Which of the marked regions are one thing, and whether it is there: clusters by average linkage over IoU, never two regions of one person in one;
/// believed by who found it and who did not, by <see cref="Sightings"/>.
/// </summary>
/// <param name="All">Those marked, by image, whether believed or not.</param>
/// <param name="Recall">By person, the chance of finding a thing; null for one who looked at nothing.</param>
/// <param name="Outcome">How the search went.</param>
internal sealed record Things<T>(IReadOnlyList<Thing<T>> All, IReadOnlyList<double?> Recall, ExpectationMaximization Outcome)
{
    // an image has room for more things than were seen; each cluster stands for this many places where all rightly saw nothing
    private const double QuietPerCluster = 4;

    /// <summary>Finds the things of all images.</summary>
    /// <param name="images">By image, who looked and what they marked.</param>
    /// <param name="annotators">The number of people.</param>
    /// <param name="iou">Of two regions, 0 to 1.</param>
    /// <param name="leastIou">Regions that share less, on average, are different things.</param>
    /// <param name="options">Rounds and tolerance.</param>
    public static Things<T> Of(
        IReadOnlyList<IReadOnlyList<(int Annotator, IReadOnlyList<T> Regions)>> images, int annotators, Func<T, T, double> iou, double leastIou, AggregationOptions options)
    {
        var clusters = new List<(int Image, (int View, T Region)[] Drawn)>();
        var quiet = new double[annotators];
        for (var image = 0; image < images.Count; image++)
        {
            (int View, T Region)[] drawn = [.. images[image].SelectMany((view, at) => view.Regions.Select(region => (at, region)))];
            var found = Linkage.Clusters(drawn.Length, (a, b) => iou(drawn[a].Region, drawn[b].Region), (a, b) => drawn[a].View == drawn[b].View, leastIou);
            foreach (var (annotator, _) in images[image]) quiet[annotator] += QuietPerCluster * found.Count;
            clusters.AddRange(found.Select(cluster => (image, cluster.Select(at => drawn[at]).ToArray())));
        }
        var places = clusters.ConvertAll(cluster => ToPlace(images[cluster.Image], cluster.Drawn));
        var model = Sightings.Fit(places, quiet, QuietPerCluster * places.Count, options);
        var looked = images.SelectMany(image => image).Select(view => view.Annotator).ToHashSet();
        return new Things<T>(
            [.. clusters.Zip(model.Probabilities, (cluster, truth) => new Thing<T>(cluster.Image, [.. cluster.Drawn.Select(drawn => drawn.Region)], truth[0]))],
            [.. Enumerable.Range(0, annotators).Select(a => looked.Contains(a) && places.Count > 0 ? model.Found(a) : (double?)null)],
            places.Count == 0 ? new ExpectationMaximization(0, true, 0) : model.Outcome);
    }

    private static Place ToPlace(IReadOnlyList<(int Annotator, IReadOnlyList<T> Regions)> views, (int View, T Region)[] drawn)
    {
        var drew = drawn.Select(each => each.View).ToHashSet();
        Sighting[] there = [.. views.Select((_, view) => drew.Contains(view) ? Sighting.Exact : Sighting.Missed)];
        Sighting[] not = [.. views.Select((_, view) => drew.Contains(view) ? Sighting.FalseAlarm : Sighting.Quiet)];
        return new Place([.. views.Select(view => view.Annotator)], [there, not], [[1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1]]);
    }
}
