using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Assay.Sampling.Choosing;

namespace Assay.Sampling;

/// <summary>
/// How little the model knows of the answer: <c>−Σ p ln p / ln labels</c>, from 0 to 1. With several labels the mean of each label's entropy in bits,
/// <c>−p log₂ p − (1 − p) log₂ (1 − p)</c>. A single label has none.
/// </summary>
/// <remarks>Shannon (1948); for choosing examples Dagan and Engelson (1995), "Committee-based sampling for training probabilistic classifiers", ICML, 150-157.</remarks>
public sealed class Entropy : Uncertainty
{
    // below it p ln p is nothing, and its logarithm is still a number
    private const float Tiny = 1e-30f;

    /// <summary>The one there is.</summary>
    public static Entropy Instance { get; } = new();

    private Entropy() { }

    /// <inheritdoc/>
    public override string Name => "entropy";

    /// <inheritdoc/>
    public override string Summary => "Items about whose answer the model knows least, all labels considered.";

    /// <inheritdoc/>
    public override StrategyNeeds Needs => StrategyNeeds.Probabilities;

    private protected override void Judge(Pool pool, Memory<float> scores, CancellationToken cancel) =>
        Chances.Score(pool.Probabilities!, pool.SeveralLabels, scores, pool.SeveralLabels ? OfSets : OfOne, Effort.Of(pool, cancel));

    /// <summary>The entropy of each row over the highest there can be.</summary>
    internal static void OfOne(ReadOnlySpan<float> values, int columns, Span<float> scores) => Sum(values, columns, scores, several: false);

    private static void OfSets(ReadOnlySpan<float> values, int columns, Span<float> scores) => Sum(values, columns, scores, several: true);

    private static void Sum(ReadOnlySpan<float> values, int columns, Span<float> scores, bool several)
    {
        if (columns == 1 && !several)
        {
            scores.Clear();
            return;
        }

        var terms = ArrayPool<float>.Shared.Rent(values.Length);
        Terms(values, terms, several);
        var factor = several ? -1 / (columns * MathF.Log(2)) : -1 / MathF.Log(columns);
        Floats.RowSums(terms.AsSpan(0, values.Length), columns, scores);
        foreach (ref var score in scores)
            score = Math.Max(0, factor * score);
        ArrayPool<float>.Shared.Return(terms);
    }

    private static void Terms(ReadOnlySpan<float> values, Span<float> terms, bool several)
    {
        var place = 0;
        ref var from = ref MemoryMarshal.GetReference(values);
        ref var to = ref MemoryMarshal.GetReference(terms);
        for (; place <= values.Length - Vector256<float>.Count; place += Vector256<float>.Count)
        {
            var chance = Vector256.LoadUnsafe(ref from, (nuint)place);
            (several ? WithLog(chance) + WithLog(Vector256<float>.One - chance) : WithLog(chance)).StoreUnsafe(ref to, (nuint)place);
        }

        for (; place < values.Length; place++)
            terms[place] = several ? WithLog(values[place]) + WithLog(1 - values[place]) : WithLog(values[place]);
    }

    /// <summary>p ln p; 0 where p is 0 or by rounding below it.</summary>
    private static Vector256<float> WithLog(Vector256<float> chance)
    {
        var above = Vector256.Max(chance, Vector256.Create(Tiny));
        return above * Floats.Log(above);
    }

    private static float WithLog(float chance)
    {
        var above = Math.Max(chance, Tiny);
        return above * MathF.Log(above);
    }
}
