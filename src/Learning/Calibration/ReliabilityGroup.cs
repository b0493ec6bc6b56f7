namespace Assay.Learning.Calibration;

/// <summary>A point of a reliability diagram: items of like confidence, and how many of them are right.</summary>
/// <param name="Items">How many, 1 or more.</param>
/// <param name="Right">Of these the right ones.</param>
/// <param name="Confidence">Their mean confidence, 0 to 1.</param>
/// <param name="Least">The smallest confidence among them.</param>
/// <param name="Most">The largest.</param>
/// <remarks>
/// DeGroot and Fienberg (1983), "The comparison and evaluation of forecasters", The Statistician 32. Groups of equally many items, so that each says as much as another: Nguyen and O'Connor (2015),
/// "Posterior calibration and exploratory analysis for natural language processing models", EMNLP.
/// </remarks>
public sealed record ReliabilityGroup(int Items, int Right, double Confidence, double Least, double Most)
{
    /// <summary>The groups of a set of items, from the least sure to the surest; fewer where there are fewer items. Items of equal confidence keep their order.</summary>
    /// <param name="judged">One or more.</param>
    /// <param name="groups">1 or more.</param>
    /// <exception cref="ArgumentException">There are no items, or a confidence is not between 0 and 1.</exception>
    public static IReadOnlyList<ReliabilityGroup> Of(IReadOnlyCollection<Judged> judged, int groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        Judged.Check(judged);
        Judged[] sorted = [.. judged.OrderBy(one => one.Confidence)];
        var count = Math.Min(groups, sorted.Length);
        return
        [
            .. Enumerable.Range(0, count).Select(group => sorted[(int)((long)sorted.Length * group / count)..(int)((long)sorted.Length * (group + 1) / count)]).Select(items =>
                new ReliabilityGroup(items.Length, items.Count(one => one.IsRight), items.Average(one => one.Confidence), items[0].Confidence, items[^1].Confidence)),
        ];
    }
}
