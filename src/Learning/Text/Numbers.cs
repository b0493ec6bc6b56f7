using System.Numerics;

namespace Assay.Learning.Text;

/// <summary>The few operations on vectors that training and predicting consist of.</summary>
internal static class Numbers
{
    /// <summary>Adds a vector times a number to another.</summary>
    public static void Add(ReadOnlySpan<float> vector, float times, Span<float> to)
    {
        var width = Vector<float>.Count;
        var i = 0;
        if (to.Length >= width)
        {
            var factor = new Vector<float>(times);
            for (; i <= to.Length - width; i += width)
                (new Vector<float>(to[i..]) + (new Vector<float>(vector[i..]) * factor)).CopyTo(to[i..]);
        }

        for (; i < to.Length; i++)
            to[i] += vector[i] * times;
    }

    public static void ToLengthOne(Span<float> vector)
    {
        var squares = 0.0;
        foreach (var number in vector)
            squares += number * number;
        if (squares == 0)
            return;
        var factor = (float)(1 / Math.Sqrt(squares));
        for (var i = 0; i < vector.Length; i++)
            vector[i] *= factor;
    }

    /// <summary>From scores to chances that sum to 1, in place; gives the logarithm of what they were divided by.</summary>
    public static float Softmax(Span<float> scores)
    {
        var highest = float.NegativeInfinity;
        foreach (var score in scores)
            highest = Math.Max(highest, score);
        var sum = 0f;
        for (var i = 0; i < scores.Length; i++)
            sum += scores[i] = MathF.Exp(scores[i] - highest);
        for (var i = 0; i < scores.Length; i++)
            scores[i] /= sum;
        return highest + MathF.Log(sum);
    }

    public static float Sigmoid(float score) => score >= 0 ? 1 / (1 + MathF.Exp(-score)) : MathF.Exp(score) is var power ? power / (1 + power) : 0;
}
