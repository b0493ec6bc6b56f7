namespace Assay.Aggregation;

/// <summary>How to run an aggregator. A method reads what it needs; the defaults suit all.</summary>
public sealed record AggregationOptions
{
    /// <summary>The defaults.</summary>
    public static readonly AggregationOptions Default = new();

    /// <summary>Where random starts begin, for the methods that have some. The same seed gives the same answers. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>The most rounds of an iterative method, at least 1. One that is stopped here says that it has not converged. Default 200.</summary>
    public int MaxIterations
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There must be at least 1 iteration.");
    }
        = 200;

    /// <summary>A method has converged when its objective, per vote and in natural logarithms, gains less than this in a round. Default
    /// 1e-5.</summary>
    public double Tolerance
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The tolerance must not be negative.");
    }
        = 1e-5;

    /// <summary>
    /// Soft labels to start from instead of the shares of votes: those of the last run, when few votes came in since. Items beyond its
    /// last are new and start from their votes. Null for a cold start.
    /// </summary>
    public SoftLabels? WarmStart { get; init; }

    /// <summary>Heard before every round of an iterative method, which then throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>The most threads; null for one a processor. The answers are the same, to the last bit, for any number.</summary>
    public int? Threads
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There must be at least 1 thread.");
    }
}
