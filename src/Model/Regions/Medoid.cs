namespace Assay.Model.Regions;

/// <summary>
/// The one of several regions that overlaps the others most: a region somebody drew, where corners of different people do not pair up to be averaged.
/// </summary>
/// <remarks>
/// Under Jaccard's distance, 1 − IoU, its mean distance to all is at most twice that of the best region there could be (Chierichetti, Kumar, Pandey and
/// Vassilvitskii 2010, "Finding the Jaccard median", SODA). Time grows with the square of the regions.
/// </remarks>
public static class Medoid
{
    /// <summary>Its place, the first of equals, and the sum of its overlaps with the others.</summary>
    /// <param name="count">How many regions there are, at least 1.</param>
    /// <param name="overlap">Of two places.</param>
    public static (int Place, double Overlap) Of(int count, Func<int, int, double> overlap)
    {
        var (best, most) = (0, -1.0);
        for (var at = 0; at < count; at++)
        {
            var sum = 0.0;
            for (var other = 0; other < count; other++)
                if (other != at) sum += overlap(at, other);
            if (sum > most) (best, most) = (at, sum);
        }
        return (best, most);
    }
}
