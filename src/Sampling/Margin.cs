using Assay.Sampling.Choosing;

namespace Assay.Sampling;

/// <summary>
/// How near the second likeliest answer comes to the likeliest: <c>1 − (p₁ − p₂)</c>, from 0 to 1. With several labels the label nearest to even chance
/// decides: <c>1 − min |2p − 1|</c>.
/// </summary>
/// <remarks>Scheffer, Decomain and Wrobel (2001), "Active hidden Markov models for information extraction", IDA, 309-318.</remarks>
public sealed class Margin : Uncertainty
{
    /// <summary>The one there is.</summary>
    public static Margin Instance { get; } = new();

    private Margin() { }

    /// <inheritdoc/>
    public override string Name => "margin";

    /// <inheritdoc/>
    public override string Summary => "Items whose two likeliest answers are nearly as likely.";

    /// <inheritdoc/>
    public override StrategyNeeds Needs => StrategyNeeds.Probabilities;

    private protected override void Judge(Pool pool, Memory<float> scores, CancellationToken cancel) => ScoreAll(pool, scores, cancel);

    /// <summary>The scores, for strategies that build on them.</summary>
    internal static void ScoreAll(Pool pool, Memory<float> scores, CancellationToken cancel) =>
        Chances.Score(pool.Probabilities!, pool.SeveralLabels, scores, pool.SeveralLabels ? OfSets : OfOne, Effort.Of(pool, cancel));

    private static void OfOne(ReadOnlySpan<float> values, int columns, Span<float> scores)
    {
        for (var row = 0; row < scores.Length; row++)
        {
            var (most, next) = (0f, 0f);
            foreach (var chance in values.Slice(row * columns, columns))
            {
                next = float.MaxNative(next, float.MinNative(most, chance));
                most = float.MaxNative(most, chance);
            }

            scores[row] = Math.Max(0, 1 - (most - next));
        }
    }

    private static void OfSets(ReadOnlySpan<float> values, int columns, Span<float> scores)
    {
        for (var row = 0; row < scores.Length; row++)
        {
            var nearest = 1f;
            foreach (var chance in values.Slice(row * columns, columns))
                nearest = float.MinNative(nearest, Math.Abs(2 * chance - 1));
            scores[row] = 1 - nearest;
        }
    }
}
