using Assay.Learning.Acceptance;

namespace Assay.Learning.Calibration;

/// <summary>Items of similar confidence, and how many of them are right: a point of a reliability diagram.</summary>
/// <param name="From">The smallest confidence, 0 to 1.</param>
/// <param name="To">The largest.</param>
/// <param name="Items">1 or more.</param>
/// <param name="MeanConfidence">0 to 1.</param>
/// <param name="Right">How many are right.</param>
/// <param name="Low">The lower end of the exact 95 % interval of the share that is right (Clopper-Pearson), 0 to 1.</param>
/// <param name="High">Its upper end.</param>
/// <remarks>Niculescu-Mizil and Caruana (2005), "Predicting good probabilities with supervised learning", ICML.</remarks>
public sealed record ReliabilityGroup(double From, double To, int Items, double MeanConfidence, int Right, double Low, double High)
{
    /// <summary>Parts items into groups of about equally many, by rising confidence. Equal confidences are in one group, so that there may be fewer.</summary>
    /// <param name="judged">In any order; none gives no group.</param>
    /// <param name="most">1 or more.</param>
    /// <exception cref="ArgumentException">A confidence is not between 0 and 1.</exception>
    public static IReadOnlyList<ReliabilityGroup> Of(IReadOnlyCollection<Judged> judged, int most = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (judged.Count == 0)
            return [];
        Judged.Check(judged);
        Judged[] sorted = [.. judged.OrderBy(one => one.Confidence)];
        var groups = new List<ReliabilityGroup>();
        for (var from = 0; from < sorted.Length;)
        {
            var wanted = Math.Max(1, (int)Math.Round((sorted.Length - from) / (double)Math.Max(1, most - groups.Count)));
            var to = groups.Count == most - 1 ? sorted.Length : Math.Min(sorted.Length, from + wanted);
            while (to < sorted.Length && sorted[to].Confidence.Equals(sorted[to - 1].Confidence))
                to++;
            groups.Add(Of(sorted[from..to]));
            from = to;
        }

        return groups;
    }

    private static ReliabilityGroup Of(Judged[] sorted)
    {
        var right = sorted.Count(one => one.IsRight);
        var (low, high) = Binomial.Interval(right, sorted.Length);
        return new ReliabilityGroup(sorted[0].Confidence, sorted[^1].Confidence, sorted.Length, sorted.Average(one => one.Confidence), right, low, high);
    }
}
