using Assay.Model.Questions;

namespace Assay.WeakModels;

/// <summary>How likely a label is in a text where spans are drafted.</summary>
public static class SpanScores
{
    /// <summary>By label, the score of its surest span; labels without one are left out.</summary>
    /// <param name="spans">What is drafted.</param>
    /// <param name="scores">Of each of them, in their order, 0 to 1.</param>
    public static Dictionary<string, double> ByLabel(IReadOnlyList<SpanRegion> spans, IReadOnlyList<double> scores) => spans
        .Zip(scores, (span, score) => (span.Label, Score: score))
        .GroupBy(one => one.Label, StringComparer.Ordinal)
        .ToDictionary(label => label.Key, label => label.Max(one => one.Score), StringComparer.Ordinal);
}
