using System.Numerics;

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
        var (loss, scores, wide) = (0.0, new double[classes], new double[row]);
        wide[^1] = 1;
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
            for (var i = 0; i < vector.Length; i++) wide[i] = vector[i];
            for (var one = 0; one < classes; one++) scores[one] = Dot(at.AsSpan(one * row, row), wide);
            loss -= share * (scores[classOf[example]] - ToChances(scores));
            for (var one = 0; one < classes; one++)
                Add(slopes.AsSpan(one * row, row), wide, share * (scores[one] - (one == classOf[example] ? 1 : 0)));
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

    private static double Dot(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var (sum, place) = (Vector<double>.Zero, 0);
        for (; place <= one.Length - Vector<double>.Count; place += Vector<double>.Count)
            sum += new Vector<double>(one[place..]) * new Vector<double>(other[place..]);
        var dot = Vector.Sum(sum);
        for (; place < one.Length; place++) dot += one[place] * other[place];
        return dot;
    }

    private static void Add(Span<double> to, ReadOnlySpan<double> added, double factor)
    {
        var place = 0;
        for (; place <= to.Length - Vector<double>.Count; place += Vector<double>.Count)
            (new Vector<double>(to[place..]) + (factor * new Vector<double>(added[place..]))).CopyTo(to[place..]);
        for (; place < to.Length; place++) to[place] += factor * added[place];
    }
}
