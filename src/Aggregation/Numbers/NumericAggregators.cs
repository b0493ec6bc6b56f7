namespace Assay.Aggregation.Numbers;

/// <summary>Every aggregator of numbers.</summary>
public static class NumericAggregators
{
    /// <summary>In the order reports show them.</summary>
    public static readonly IReadOnlyList<INumericAggregator> All = [Mean.Instance, Median.Instance, BiasAndScale.Instance];

    /// <summary>The aggregator of this name; null when there is none.</summary>
    public static INumericAggregator? Find(string name) => All.FirstOrDefault(aggregator => aggregator.Name == name);
}
