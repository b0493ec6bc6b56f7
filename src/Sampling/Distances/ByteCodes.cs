using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Assay.Sampling.Choosing;

namespace Assay.Sampling.Distances;

/// <summary>
/// Points with a byte for each coordinate, and how far each of these lies from the point it stands for. A bound of a distance comes from a quarter of the
/// memory that the distance itself would have to read.
/// </summary>
internal sealed class ByteCodes
{
    /// <summary>Beyond it sums of squares are no numbers any more.</summary>
    private const float Largest = 1e15f;

    private const float Smallest = 1e-15f;

    /// <summary>Coordinates coded together.</summary>
    private const int Block = 32;

    /// <summary>Coordinates from which on codes spare more than they cost, and up to which sums of products are whole numbers of 32 bits.</summary>
    private const int FewestColumns = 48, MostColumns = 1 << 16;

    /// <summary>Rounding in errors and lengths, made good by calling them larger or smaller.</summary>
    private const float Rounding = 4e-6f;

    private readonly sbyte[] codes;
    private readonly int stride;

    private ByteCodes(Matrix points)
    {
        stride = (points.Columns + Block - 1) / Block * Block;
        codes = new sbyte[(long)points.Rows * stride];
        (Steps, Lengths, Errors) = (new float[points.Rows], new float[points.Rows], new float[points.Rows]);
    }

    /// <summary>What a step of a byte stands for, point by point.</summary>
    public float[] Steps { get; }

    /// <summary>The squared length of each coded point, rounded down.</summary>
    public float[] Lengths { get; }

    /// <summary>How far each point is from the coded one, rounded up.</summary>
    public float[] Errors { get; }

    /// <summary>Whether they spare anything.</summary>
    public static bool Pay(Matrix points) =>
        points.Columns is >= FewestColumns and <= MostColumns && points.Rows > Chunks.Size && (long)points.Rows * (points.Columns + Block) < Array.MaxLength;

    public static ByteCodes Of(Matrix points, Effort effort)
    {
        var made = new ByteCodes(points);
        Chunks.Each(points.Rows, EncodeRun, effort);
        return made;

        void EncodeRun(int from, int to)
        {
            for (var row = from; row < to; row++)
                made.Encode(points.Row(row), row);
        }
    }

    /// <exception cref="UnfitPool">A coordinate is no number, or too large to be squared.</exception>
    public static void Check(Matrix points, string what, Effort effort)
    {
        var fault = Chunks.FirstFault(points.Rows, CheckRun, effort);
        if (fault >= 0)
            throw new UnfitPool(string.Create(
                CultureInfo.InvariantCulture,
                $"The embedding of {what} {fault} holds {points.Row(fault).ToArray().First(value => !(Math.Abs(value) <= Largest))}; it should be numbers of at most {Largest:0e0}."));

        int CheckRun(int from, int to)
        {
            for (var row = from; row < to; row++)
                if (!Floats.AreWithin(points.Row(row), -Largest, Largest))
                    return row;
            return -1;
        }
    }

    /// <summary>∑ code · probe.</summary>
    public int Dot(int point, Probe probe)
    {
        ref var code = ref First(point);
        ref var other = ref MemoryMarshal.GetArrayDataReference(probe.Codes);
        return Avx2.IsSupported ? DotAvx2(ref code, ref other, stride) : DotPortable(ref code, ref other, stride);
    }

    /// <summary>The same by instructions that every machine has.</summary>
    internal int DotPortable(int point, Probe probe) => DotPortable(ref First(point), ref MemoryMarshal.GetArrayDataReference(probe.Codes), stride);

    private static int DotPortable(ref sbyte code, ref short other, int length)
    {
        var sums = Vector256<int>.Zero;
        for (var place = 0; place < length; place += 16)
        {
            var (first, second) = Vector128.Widen(Vector128.LoadUnsafe(ref code, (nuint)place));
            sums += Product(first, ref other, place) + Product(second, ref other, place + 8);
        }

        return Vector256.Sum(sums);

        static Vector256<int> Product(Vector128<short> some, ref short other, int place) =>
            Wide(some) * Wide(Vector128.LoadUnsafe(ref other, (nuint)place));

        static Vector256<int> Wide(Vector128<short> some)
        {
            var (lower, upper) = Vector128.Widen(some);
            return Vector256.Create(lower, upper);
        }
    }

    private static int DotAvx2(ref sbyte code, ref short other, int length)
    {
        var (first, second) = (Vector256<int>.Zero, Vector256<int>.Zero);
        for (var place = 0; place < length; place += 32)
        {
            first += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref code, (nuint)place)), Vector256.LoadUnsafe(ref other, (nuint)place));
            second += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref code, (nuint)place + 16)), Vector256.LoadUnsafe(ref other, (nuint)place + 16));
        }

        return Vector256.Sum(first + second);
    }

    private ref sbyte First(int point) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(codes), (nint)point * stride);

    private void Encode(ReadOnlySpan<float> values, int point)
    {
        var largest = Floats.Largest(values);
        if (largest < Smallest)
        {
            Errors[point] = largest * MathF.Sqrt(values.Length);
            return;
        }

        var (step, inverse) = (largest / sbyte.MaxValue, sbyte.MaxValue / largest);
        var code = codes.AsSpan(point * stride, stride);
        var (squares, error) = (Vector256<int>.Zero, Vector256<float>.Zero);
        var whole = values.Length / Block * Block;
        for (var place = 0; place < whole; place += Block)
            EncodeBlock(values.Slice(place, Block), code.Slice(place, Block), step, inverse, ref squares, ref error);
        if (whole < values.Length)
        {
            Span<float> rest = stackalloc float[Block];
            rest.Clear();
            values[whole..].CopyTo(rest);
            EncodeBlock(rest, code[whole..], step, inverse, ref squares, ref error);
        }

        Steps[point] = step;
        Lengths[point] = (float)((double)step * step * Vector256.Sum(squares)) * (1 - Rounding);
        Errors[point] = MathF.Sqrt(Vector256.Sum(error)) * (1 + Rounding);
    }

    private static void EncodeBlock(ReadOnlySpan<float> values, Span<sbyte> code, float step, float inverse, ref Vector256<int> squares, ref Vector256<float> error)
    {
        var (first, second) = (Rounded(values, ref squares, ref error), Rounded(values[8..], ref squares, ref error));
        var (third, fourth) = (Rounded(values[16..], ref squares, ref error), Rounded(values[24..], ref squares, ref error));
        Vector256.Narrow(Vector256.Narrow(first, second), Vector256.Narrow(third, fourth)).StoreUnsafe(ref MemoryMarshal.GetReference(code));

        Vector256<int> Rounded(ReadOnlySpan<float> some, ref Vector256<int> squares, ref Vector256<float> error)
        {
            var exact = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(some));
            var rounded = Vector256.Round(exact * inverse);
            var off = exact - rounded * step;
            error += off * off;
            var whole = Vector256.ConvertToInt32(rounded);
            squares += whole * whole;
            return whole;
        }
    }
}
