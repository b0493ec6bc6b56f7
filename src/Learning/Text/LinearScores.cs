using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assay.Learning.Text;

/// <summary>Scores that are linear in the features: a row of weights a feature, one number an output, and a constant each.</summary>
/// <param name="Outputs">Numbers of a row that count.</param>
/// <param name="Stride">Numbers of a row that are stored: outputs, filled up with zeros to whole vectors.</param>
/// <param name="Weights">Rows × stride; the last row is the constants.</param>
internal sealed record LinearScores(int Outputs, int Stride, float[] Weights)
{
    public int Rows => (Weights.Length / Stride) - 1;

    public ReadOnlySpan<float> Constants => Weights.AsSpan(Weights.Length - Stride);

    public static int StrideOf(int outputs) => outputs switch { 1 => 1, <= 4 => 4, _ => (outputs + 7) / 8 * 8 };

    /// <exception cref="ArgumentException">So many weights do not fit in one array.</exception>
    public static LinearScores Zero(int outputs, int rows)
    {
        var weights = (rows + 1L) * StrideOf(outputs);
        return weights <= Array.MaxLength
            ? new LinearScores(outputs, StrideOf(outputs), new float[weights])
            : throw new ArgumentException($"{rows} features of {outputs} classes need {weights} weights; at most {Array.MaxLength} are possible. Keep fewer features.");
    }

    /// <summary>The scores of a row of features.</summary>
    /// <param name="columns">Rows of weights.</param>
    /// <param name="values">What they are times.</param>
    /// <param name="scores">Receives stride numbers.</param>
    public void Of(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, Span<float> scores)
    {
        var weights = Weights.AsSpan();
        Constants.CopyTo(scores);
        if (Stride == 1)
        {
            var sum = scores[0];
            for (var i = 0; i < columns.Length; i++)
                sum += weights[columns[i]] * values[i];
            scores[0] = sum;
        }
        else if (Stride == 4)
        {
            ref var first = ref MemoryMarshal.GetReference(weights);
            var sum = Vector128.Create<float>(scores);
            for (var i = 0; i < columns.Length; i++)
                sum += Vector128.LoadUnsafe(ref first, (nuint)columns[i] * 4) * values[i];
            sum.CopyTo(scores);
        }
        else
        {
            for (var i = 0; i < columns.Length; i++)
                Numbers.Add(weights.Slice(columns[i] * Stride, Stride), values[i], scores);
        }
    }

    /// <summary>The scores of a row of features of which only some have weights.</summary>
    /// <param name="columns">Features.</param>
    /// <param name="values">What they are times.</param>
    /// <param name="rowOf">By feature: its row of weights, or −1.</param>
    /// <param name="scores">Receives stride numbers.</param>
    public void Of(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, int[] rowOf, Span<float> scores)
    {
        var weights = Weights.AsSpan();
        ref var first = ref MemoryMarshal.GetReference(weights);
        Constants.CopyTo(scores);
        if (Stride == 4)
        {
            var sum = Vector128.Create<float>(scores);
            for (var i = 0; i < columns.Length; i++)
                if (rowOf[columns[i]] is var row and >= 0)
                    sum += Vector128.LoadUnsafe(ref first, (nuint)row * 4) * values[i];
            sum.CopyTo(scores);
            return;
        }

        for (var i = 0; i < columns.Length; i++)
        {
            var row = rowOf[columns[i]];
            if (row < 0)
                continue;
            if (Stride == 1)
                scores[0] += weights[row] * values[i];
            else
                Numbers.Add(weights.Slice(row * Stride, Stride), values[i], scores);
        }
    }

    /// <summary>Adds a change of the scores, times each value, to the rows of weights and to the constants.</summary>
    public void Add(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, ReadOnlySpan<float> change)
    {
        var weights = Weights.AsSpan();
        if (Stride == 1)
        {
            var by = change[0];
            for (var i = 0; i < columns.Length; i++)
                weights[columns[i]] += by * values[i];
        }
        else if (Stride == 4)
        {
            ref var first = ref MemoryMarshal.GetReference(weights);
            var by = Vector128.Create<float>(change);
            for (var i = 0; i < columns.Length; i++)
                (Vector128.LoadUnsafe(ref first, (nuint)columns[i] * 4) + (by * values[i])).StoreUnsafe(ref first, (nuint)columns[i] * 4);
        }
        else
        {
            for (var i = 0; i < columns.Length; i++)
                Numbers.Add(change, values[i], weights.Slice(columns[i] * Stride, Stride));
        }

        Numbers.Add(change, 1, weights[^Stride..]);
    }
}
