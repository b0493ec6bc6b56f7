using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// The category most people gave: <c>argmax_c n_ic</c>, with <c>n_ic</c> the votes of item i for c. A tie goes to the lowest category, the
/// first of the schema, and is counted. Soft labels are the shares of the votes.
/// </summary>
/// <remarks>
/// The yardstick: no assumption but that errors scatter. It trusts a spammer as much as anyone. A skill is the share of a person's votes that
/// went with the majority, 0 to 1. Time grows with the votes. One annotator: their answers. No votes: no answer.
/// </remarks>
public sealed class Majority : IAggregator
{
    /// <summary>The only instance.</summary>
    public static readonly Majority Instance = new();

    private Majority() { }

    /// <inheritdoc/>
    public string Name => "majority";

    /// <inheritdoc/>
    public string Title => "Majority";

    /// <inheritdoc/>
    public Consensus Aggregate(Votes votes, AggregationOptions? options = null)
    {
        options ??= AggregationOptions.Default;
        var weights = Equal(votes);
        var shares = WeightedVote.Shares(votes, weights, options);
        return Consensus.Of(votes, shares, [], WeightedVote.Agreement(votes, shares, options), () => LearnedWeights.Of(votes, weights));
    }

    internal static double[] Equal(Votes votes)
    {
        var weights = new double[votes.Annotators];
        weights.AsSpan().Fill(1);
        return weights;
    }
}
