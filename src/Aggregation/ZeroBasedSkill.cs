using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// Wawa repeated until it agrees with itself: weights from the agreement with the weighted majority, which gives new weights.
/// <c>w_a ← w_a + λ (share of a's votes that go with the outcome − w_a)</c>.
/// </summary>
/// <remarks>
/// Crowd-Kit's ZeroBasedSkill (Ustalov, Pavlichenko and Tseitlin 2024, JOSS 9(96):6227): λ starts at 1 and is halved every 20 rounds, so that
/// a cycle dies out. Converged when no weight moves by more than the tolerance. A skill is w, 0 to 1. Ties as in <see cref="Wawa"/>. Time
/// grows with the votes times the rounds, of which there are few.
/// </remarks>
public sealed class ZeroBasedSkill : IAggregator
{
    private const int RoundsOfOneRate = 20;

    /// <summary>The only instance.</summary>
    public static readonly ZeroBasedSkill Instance = new();

    private ZeroBasedSkill() { }

    /// <inheritdoc/>
    public string Name => "zero_based_skill";

    /// <inheritdoc/>
    public string Title => "Zero-based skill";

    /// <inheritdoc/>
    public Consensus Aggregate(Votes votes, AggregationOptions? options = null)
    {
        options ??= AggregationOptions.Default;
        var weights = options.WarmStart is null ? Majority.Equal(votes) : WeightedVote.Agreement(votes, SoftLabels.Start(votes, options), options);
        var (rate, iteration, converged) = (1.0, 0, false);
        while (!converged && iteration < options.MaxIterations)
        {
            options.Cancel.ThrowIfCancellationRequested();
            if (++iteration % RoundsOfOneRate == 0) rate /= 2;
            var agreement = WeightedVote.Agreement(votes, WeightedVote.Shares(votes, weights, options), options);
            var moved = 0.0;
            for (var a = 0; a < weights.Length; a++)
            {
                moved = Math.Max(moved, Math.Abs(agreement[a] - weights[a]));
                weights[a] += rate * (agreement[a] - weights[a]);
            }
            converged = moved <= options.Tolerance;
        }
        return Consensus.Of(votes, WeightedVote.Shares(votes, weights, options), [], weights, () => LearnedWeights.Of(votes, weights)) with
        {
            Iterations = iteration,
            Converged = converged,
        };
    }
}
