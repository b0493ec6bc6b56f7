namespace Assay.Learning.Vectors;

/// <summary>
/// The weighted mean of <c>−log p(class)</c> over examples and half the penalty times the squared weights, offsets aside: a row for each class, its offset last.
/// </summary>
internal sealed class LogisticLoss(float[][] vectors, IReadOnlyList<int> classOf, int classes, IReadOnlyList<double>? weights, double penalty)
{
    private readonly int row = vectors[0].Length + 1;
    private readonly double total = weights?.Sum() ?? vectors.Length;

    /// <summary>How many numbers there are to learn.</summary>
    public int Length => classes * row;

    /// <summary>The loss at a point; writes its derivatives.</summary>
    public double Value(double[] at, double[] slopes)
    {
        var (loss, scores) = (0.0, new double[classes]);
        for (var i = 0; i < slopes.Length; i++)
        {
            var isOffset = i % row == row - 1;
            slopes[i] = isOffset ? 0 : penalty * at[i];
            loss += isOffset ? 0 : penalty * at[i] * at[i] / 2;
        }

        for (var example = 0; example < vectors.Length; example++)
        {
            var (vector, share) = (vectors[example], (weights?[example] ?? 1) / total);
            if (share == 0) continue;
            for (var one = 0; one < classes; one++) scores[one] = Score(at.AsSpan(one * row, row), vector);
            loss -= share * (scores[classOf[example]] - ToChances(scores));
            for (var one = 0; one < classes; one++)
                Add(slopes.AsSpan(one * row, row), vector, share * (scores[one] - (one == classOf[example] ? 1 : 0)));
        }

        return loss;
    }

    /// <summary>Turns scores into chances that sum to 1; returns the logarithm of the sum of their exponentials.</summary>
    public static double ToChances(Span<double> scores)
    {
        var (most, sum) = (double.NegativeInfinity, 0.0);
        foreach (var score in scores) most = Math.Max(most, score);
        foreach (ref var score in scores) sum += score = Math.Exp(score - most);
        foreach (ref var score in scores) score /= sum;
        return most + Math.Log(sum);
    }

    private static double Score(ReadOnlySpan<double> weights, ReadOnlySpan<float> vector)
    {
        var score = weights[^1];
        for (var i = 0; i < vector.Length; i++) score += weights[i] * vector[i];
        return score;
    }

    private static void Add(Span<double> slopes, ReadOnlySpan<float> vector, double factor)
    {
        for (var i = 0; i < vector.Length; i++) slopes[i] += factor * vector[i];
        slopes[^1] += factor;
    }
}
