using Assay.Sampling.Choosing;

namespace Assay.Sampling;

/// <summary>
/// The chance that the model's answer is wrong: <c>1 − max p</c>, from 0 to 1 − 1/labels. With several labels the answer is the set of labels of at least
/// even chance, and the score <c>1 − ∏ max(p, 1 − p)</c>: the chance that it is not right as a whole, were labels independent.
/// </summary>
/// <remarks>Lewis and Gale (1994), "A sequential algorithm for training text classifiers", SIGIR, 3-12; Settles (2009), "Active learning literature survey", 3.1.</remarks>
public sealed class LeastConfidence : Uncertainty
{
    /// <summary>The one there is.</summary>
    public static LeastConfidence Instance { get; } = new();

    private LeastConfidence() { }

    /// <inheritdoc/>
    public override string Name => "least_confidence";

    /// <inheritdoc/>
    public override string Summary => "Items whose likeliest answer is least likely.";

    /// <inheritdoc/>
    public override StrategyNeeds Needs => StrategyNeeds.Probabilities;

    private protected override void Judge(Pool pool, Memory<float> scores, CancellationToken cancel) =>
        Chances.Score(pool.Probabilities!, pool.SeveralLabels, scores, pool.SeveralLabels ? OfSets : OfOne, Effort.Of(pool, cancel));

    private static void OfOne(ReadOnlySpan<float> values, int columns, Span<float> scores)
    {
        for (var row = 0; row < scores.Length; row++)
        {
            var most = 0f;
            foreach (var chance in values.Slice(row * columns, columns))
                most = float.MaxNative(most, chance);
            scores[row] = Math.Max(0, 1 - most);
        }
    }

    private static void OfSets(ReadOnlySpan<float> values, int columns, Span<float> scores)
    {
        for (var row = 0; row < scores.Length; row++)
        {
            var right = 1f;
            foreach (var chance in values.Slice(row * columns, columns))
                right *= float.MaxNative(chance, 1 - chance);
            scores[row] = Math.Max(0, 1 - right);
        }
    }
}
