using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// Worker agreement with aggregate: a vote weighs as much as its giver agrees with the majority.
/// <c>w_a = share of a's votes that went with the majority</c>, then <c>argmax_c Σ_a w_a [a said c]</c>.
/// </summary>
/// <remarks>
/// As published by Appen and in Crowd-Kit (Ustalov, Pavlichenko and Tseitlin 2024, "Learning from Crowds with Crowd-Kit", JOSS 9(96):6227).
/// Where the majority ties, the lowest category is the one to agree with. A skill is w, 0 to 1. Two passes over the votes; no iterations.
/// </remarks>
public sealed class Wawa : IAggregator
{
    /// <summary>The only instance.</summary>
    public static readonly Wawa Instance = new();

    private Wawa() { }

    /// <inheritdoc/>
    public string Name => "wawa";

    /// <inheritdoc/>
    public string Title => "Wawa";

    /// <inheritdoc/>
    public Consensus Aggregate(Votes votes, AggregationOptions? options = null)
    {
        options ??= AggregationOptions.Default;
        var weights = WeightedVote.Agreement(votes, WeightedVote.Shares(votes, Majority.Equal(votes), options), options);
        return Consensus.Of(votes, WeightedVote.Shares(votes, weights, options), [], weights, () => LearnedWeights.Of(votes, weights));
    }
}
