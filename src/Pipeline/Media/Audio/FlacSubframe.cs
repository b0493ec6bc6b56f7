namespace Assay.Pipeline.Media.Audio;

/// <summary>One channel of a FLAC frame (RFC 9639, 9.2): one value, the samples as they are, or what a predictor leaves.</summary>
internal static class FlacSubframe
{
    private static readonly int[][] Fixed = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

    /// <param name="bits">Where it begins.</param>
    /// <param name="into">As many samples as the frame has.</param>
    /// <param name="depth">Bits of a sample.</param>
    public static void Read(FlacBits bits, Span<long> into, int depth)
    {
        if (bits.Read(1) != 0)
            throw new InvalidDataException("no subframe begins where one should");
        var type = (int)bits.Read(6);
        var unused = bits.Read(1) == 0 ? 0 : (int)bits.ReadZeros() + 1;
        depth -= unused;
        if (depth <= 0)
            throw new InvalidDataException("bits of a sample");
        if (type == 0)
            into.Fill(bits.ReadSigned(depth));
        else if (type == 1)
            Plain(bits, into, depth);
        else if (type is >= 8 and <= 12)
            Predicted(bits, into, depth, Fixed[type - 8]);
        else if (type >= 32)
            Linear(bits, into, depth, type - 31);
        else
            throw new InvalidDataException("kind of a subframe");
        if (unused > 0)
            foreach (ref var sample in into)
                sample <<= unused;
    }

    private static void Plain(FlacBits bits, Span<long> into, int depth)
    {
        foreach (ref var sample in into)
            sample = bits.ReadSigned(depth);
    }

    private static void Predicted(FlacBits bits, Span<long> into, int depth, ReadOnlySpan<int> weights)
    {
        Plain(bits, Warm(into, weights.Length), depth);
        Residual(bits, into, weights.Length);
        Restore(into, weights, 0);
    }

    private static void Linear(FlacBits bits, Span<long> into, int depth, int order)
    {
        Plain(bits, Warm(into, order), depth);
        var precision = (int)bits.Read(4) + 1;
        var shift = (int)bits.ReadSigned(5);
        if (precision == 16 || shift < 0)
            throw new InvalidDataException("weights of a predictor");
        Span<int> weights = stackalloc int[order];
        foreach (ref var weight in weights)
            weight = (int)bits.ReadSigned(precision);
        Residual(bits, into, order);
        Restore(into, weights, shift);
    }

    private static Span<long> Warm(Span<long> into, int order) => order <= into.Length ? into[..order] : throw new InvalidDataException("order of a predictor");

    /// <summary>What the predictor leaves, Rice-coded in parts with a parameter each.</summary>
    private static void Residual(FlacBits bits, Span<long> into, int order)
    {
        var wide = (int)bits.Read(2) switch { 0 => 4, 1 => 5, _ => throw new InvalidDataException("coding of a residual") };
        var parts = 1 << (int)bits.Read(4);
        var each = into.Length / parts;
        if (each * parts != into.Length || each < order)
            throw new InvalidDataException("parts of a residual");
        for (var part = 0; part < parts; part++)
        {
            var values = into[(part == 0 ? order : part * each)..((part + 1) * each)];
            var parameter = (int)bits.Read(wide);
            if (parameter == (1 << wide) - 1)
                Plain(bits, values, (int)bits.Read(5));
            else
                Rice(bits, values, parameter);
        }
    }

    private static void Rice(FlacBits bits, Span<long> values, int parameter)
    {
        foreach (ref var value in values)
        {
            var folded = (bits.ReadZeros() << parameter) | bits.Read(parameter);
            value = (folded >> 1) ^ -(folded & 1);
        }
    }

    private static void Restore(Span<long> samples, ReadOnlySpan<int> weights, int shift)
    {
        for (var i = weights.Length; i < samples.Length; i++)
        {
            var sum = 0L;
            for (var j = 0; j < weights.Length; j++)
                sum += weights[j] * samples[i - 1 - j];
            samples[i] += sum >> shift;
        }
    }
}
