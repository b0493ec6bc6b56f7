namespace Assay.Aggregation.Numbers;

/// <summary>The arithmetic mean of the votes, with its standard error <c>s / √n</c>.</summary>
/// <remarks>The best there is when everyone scatters alike around the truth; one wild vote moves it. Time grows with the votes.</remarks>
public sealed class Mean : INumericAggregator
{
    /// <summary>The only instance.</summary>
    public static readonly Mean Instance = new();

    private Mean() { }

    /// <inheritdoc/>
    public string Name => "mean";

    /// <inheritdoc/>
    public string Title => "Mean";

    /// <inheritdoc/>
    public NumericConsensus Aggregate(NumericVotes votes, AggregationOptions? options = null)
    {
        double?[] values = new double?[votes.Items], errors = new double?[votes.Items];
        for (var item = 0; item < votes.Items; item++)
        {
            var said = votes.ValuesOf(item);
            if (said.Length == 0) continue;
            values[item] = Of(said);
            if (said.Length > 1) errors[item] = Math.Sqrt(SquaresAround(said, values[item]!.Value) / (said.Length - 1) / said.Length);
        }
        return new NumericConsensus { Values = values, Errors = errors };
    }

    internal static double Of(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    internal static double SquaresAround(ReadOnlySpan<double> values, double middle)
    {
        var sum = 0.0;
        foreach (var value in values) sum += (value - middle) * (value - middle);
        return sum;
    }
}
