namespace Assay.Aggregation.Numbers;

/// <summary>A way from many numbers to one an item. Add one as a file and a line in <see cref="NumericAggregators"/>.</summary>
public interface INumericAggregator
{
    /// <summary>The name in JSON and on the command line: <c>median</c>.</summary>
    string Name { get; }

    /// <summary>The name people know it by.</summary>
    string Title { get; }

    /// <summary>Finds the numbers. Never throws on sound votes; neither the order of items nor that of people matters.</summary>
    NumericConsensus Aggregate(NumericVotes votes, AggregationOptions? options = null);
}

/// <summary>What a numeric aggregator found.</summary>
public sealed record NumericConsensus
{
    /// <summary>The number of each item; null where nobody voted.</summary>
    public required IReadOnlyList<double?> Values { get; init; }

    /// <summary>The standard error of each number, where the method and the votes (two or more for the simple ones) tell one.</summary>
    public required IReadOnlyList<double?> Errors { get; init; }

    /// <summary>How each person uses the scale; null when the method does not ask.</summary>
    public IReadOnlyList<ScaleUse>? Annotators { get; init; }

    /// <summary>Rounds taken; 0 where there was nothing to repeat.</summary>
    public int Iterations { get; init; }

    /// <summary>Whether the last round changed next to nothing.</summary>
    public bool Converged { get; init; } = true;
}

/// <summary>How someone uses a scale: for a true value x they say <c>Bias + Scale · (x − mean) + mean</c> and scatter around it.</summary>
/// <param name="Bias">How far above the others they sit; 0 for nobody's fault.</param>
/// <param name="Scale">Below 1 they keep to the middle, above 1 they go to the ends; 0 or less says nothing, or the reverse.</param>
/// <param name="Deviation">The standard deviation of what is left.</param>
public readonly record struct ScaleUse(double Bias, double Scale, double Deviation);
