using Assay.Sampling.Choosing;

namespace Assay.Sampling.Distances;

/// <summary>A point that others are compared with: its coordinates, and the same in whole numbers of 16 bits, to be multiplied with <see cref="ByteCodes"/>.</summary>
internal sealed class Probe
{
    private const float Rounding = 4e-6f;

    /// <param name="values">The coordinates.</param>
    public Probe(ReadOnlySpan<float> values)
    {
        Values = values.ToArray();
        var padded = (values.Length + 31) / 32 * 32;
        Codes = new short[padded];
        // so small that no sum of products with bytes leaves 32 bits
        var most = Math.Min(short.MaxValue, int.MaxValue / (sbyte.MaxValue * Math.Max(1, padded)));
        var largest = Floats.Largest(values);
        Step = largest < 1e-15f ? 0 : largest / most;
        double squares = 0, error = 0;
        for (var place = 0; place < values.Length; place++)
        {
            var rounded = Step == 0 ? 0 : (short)Math.Clamp(MathF.Round(values[place] / Step), -most, most);
            Codes[place] = (short)rounded;
            squares += (double)rounded * rounded;
            var off = values[place] - (double)Step * rounded;
            error += off * off;
        }

        Length = (float)((double)Step * Step * squares) * (1 - Rounding);
        Error = (float)Math.Sqrt(error) * (1 + Rounding);
    }

    /// <summary>The coordinates.</summary>
    public float[] Values { get; }

    /// <summary>The coordinates in whole numbers.</summary>
    public short[] Codes { get; }

    /// <summary>What one of these stands for.</summary>
    public float Step { get; }

    /// <summary>The squared length of the coded point, rounded down.</summary>
    public float Length { get; }

    /// <summary>How far the point is from the coded one, rounded up.</summary>
    public float Error { get; }
}
