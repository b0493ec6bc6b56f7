using Assay.Model.Regions;

namespace Assay.Aggregation.Numbers;

/// <summary>
/// The middle of the votes; with an even number the mean of the two in the middle. Its error is <c>1.2533 · 1.4826 · MAD / √n</c>, MAD the median
/// distance from the median.
/// </summary>
/// <remarks>
/// Up to half of the votes may be wild. The error is that of a normal sample (Huber and Ronchetti 2009, "Robust Statistics", ch. 1 and 5); it is 0
/// when most votes are equal, as on short rating scales. For a rating on an ordinal scale it may fall between two grades. Time grows with n log n an
/// item.
/// </remarks>
public sealed class Median : INumericAggregator
{
    private const double ErrorOfMedian = 1.2533141373155, DeviationOfMad = 1.4826022185056;

    /// <summary>The only instance.</summary>
    public static readonly Median Instance = new();

    private Median() { }

    /// <inheritdoc/>
    public string Name => "median";

    /// <inheritdoc/>
    public string Title => "Median";

    /// <inheritdoc/>
    public NumericConsensus Aggregate(NumericVotes votes, AggregationOptions? options = null)
    {
        double?[] values = new double?[votes.Items], errors = new double?[votes.Items];
        for (var item = 0; item < votes.Items; item++)
        {
            if (votes.ValuesOf(item).Length == 0) continue;
            var said = votes.ValuesOf(item).ToArray();
            var middle = Medians.Of(said);
            values[item] = middle;
            if (said.Length < 2) continue;
            for (var v = 0; v < said.Length; v++) said[v] = Math.Abs(said[v] - middle);
            errors[item] = ErrorOfMedian * DeviationOfMad * Medians.Of(said) / Math.Sqrt(said.Length);
        }
        return new NumericConsensus { Values = values, Errors = errors };
    }
}
