using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assay.Sampling.Choosing;

/// <summary>Loops over numbers, eight at a time. Each adds in an order of its own that depends on the length alone.</summary>
internal static class Floats
{
    private const int Lanes = 8;

    public static float Sum(ReadOnlySpan<float> values)
    {
        var (place, sum) = (0, 0f);
        if (values.Length >= 2 * Lanes)
        {
            var sums = Vector256<float>.Zero;
            for (; place <= values.Length - Lanes; place += Lanes)
                sums += Load(values, place);
            sum = Vector256.Sum(sums);
        }

        for (; place < values.Length; place++)
            sum += values[place];
        return sum;
    }

    /// <summary>The sum of each row, four rows at a time.</summary>
    /// <param name="values">Row after row.</param>
    /// <param name="columns">Numbers a row.</param>
    /// <param name="sums">One a row.</param>
    public static void RowSums(ReadOnlySpan<float> values, int columns, Span<float> sums)
    {
        var row = 0;
        ref var first = ref MemoryMarshal.GetReference(values);
        for (; columns < 2 * Lanes && row <= sums.Length - 4; row += 4)
        {
            var (a, b, c, d) = (0f, 0f, 0f, 0f);
            ref var own = ref Unsafe.Add(ref first, row * columns);
            for (var column = 0; column < columns; column++)
            {
                a += Unsafe.Add(ref own, column);
                b += Unsafe.Add(ref own, column + columns);
                c += Unsafe.Add(ref own, column + 2 * columns);
                d += Unsafe.Add(ref own, column + 3 * columns);
            }

            (sums[row], sums[row + 1], sums[row + 2], sums[row + 3]) = (a, b, c, d);
        }

        for (; row < sums.Length; row++)
            sums[row] = Sum(values.Slice(row * columns, columns));
    }

    /// <summary>ln x of numbers above 0, to within a few units of the last place.</summary>
    /// <remarks>The polynomial of Moshier's Cephes library (logf): ln x = e ln 2 + ln(1 + m), with 1 + m from √½ to √2.</remarks>
    public static Vector256<float> Log(Vector256<float> numbers)
    {
        var bits = numbers.AsInt32();
        var exponent = Vector256.ConvertToSingle(Vector256.ShiftRightLogical(bits, 23) - Vector256.Create(126));
        var half = ((bits & Vector256.Create(0x007FFFFF)) | Vector256.Create(0x3F000000)).AsSingle();
        var isSmall = Vector256.LessThan(half, Vector256.Create(0.70710678f));
        exponent -= isSmall & Vector256<float>.One;
        var m = half - Vector256<float>.One + (isSmall & half);
        var series = Vector256.Create(7.0376836292e-2f);
        series = Vector256.FusedMultiplyAdd(series, m, Vector256.Create(-1.1514610310e-1f));
        series = Vector256.FusedMultiplyAdd(series, m, Vector256.Create(1.1676998740e-1f));
        series = Vector256.FusedMultiplyAdd(series, m, Vector256.Create(-1.2420140846e-1f));
        series = Vector256.FusedMultiplyAdd(series, m, Vector256.Create(1.4249322787e-1f));
        series = Vector256.FusedMultiplyAdd(series, m, Vector256.Create(-1.6668057665e-1f));
        series = Vector256.FusedMultiplyAdd(series, m, Vector256.Create(2.0000714765e-1f));
        series = Vector256.FusedMultiplyAdd(series, m, Vector256.Create(-2.4999993993e-1f));
        series = Vector256.FusedMultiplyAdd(series, m, Vector256.Create(3.3333331174e-1f));
        var squared = m * m;
        var rest = series * m * squared + exponent * Vector256.Create(-2.12194440e-4f) - squared * Vector256.Create(0.5f);
        return m + rest + exponent * Vector256.Create(0.693359375f);
    }

    /// <summary>Whether every number lies between the two; NaN does not.</summary>
    public static bool AreWithin(ReadOnlySpan<float> values, float least, float most)
    {
        var place = 0;
        var within = Vector256<float>.AllBitsSet;
        for (; place <= values.Length - Lanes; place += Lanes)
        {
            var some = Load(values, place);
            within &= Vector256.GreaterThanOrEqual(some, Vector256.Create(least)) & Vector256.LessThanOrEqual(some, Vector256.Create(most));
        }

        if (Vector256.ExtractMostSignificantBits(within) != 0xFF)
            return false;
        for (; place < values.Length; place++)
            if (!(values[place] >= least && values[place] <= most))
                return false;
        return true;
    }

    /// <summary>∑ a·b.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (place, rest) = (0, 0f);
        var (first, second) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (; place <= a.Length - 2 * Lanes; place += 2 * Lanes)
        {
            first = Vector256.FusedMultiplyAdd(Load(a, place), Load(b, place), first);
            second = Vector256.FusedMultiplyAdd(Load(a, place + Lanes), Load(b, place + Lanes), second);
        }

        for (; place < a.Length; place++)
            rest += a[place] * b[place];
        return Vector256.Sum(first + second) + rest;
    }

    /// <summary>∑ (a − b)².</summary>
    public static float SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (place, rest) = (0, 0f);
        var (first, second) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (; place <= a.Length - 2 * Lanes; place += 2 * Lanes)
        {
            var (one, other) = (Load(a, place) - Load(b, place), Load(a, place + Lanes) - Load(b, place + Lanes));
            first = Vector256.FusedMultiplyAdd(one, one, first);
            second = Vector256.FusedMultiplyAdd(other, other, second);
        }

        for (; place < a.Length; place++)
            rest += (a[place] - b[place]) * (a[place] - b[place]);
        return Vector256.Sum(first + second) + rest;
    }

    /// <summary>The largest number by size, its sign left out.</summary>
    public static float Largest(ReadOnlySpan<float> values)
    {
        var (place, largest) = (0, 0f);
        var most = Vector256<float>.Zero;
        for (; place <= values.Length - Lanes; place += Lanes)
            most = Vector256.Max(most, Vector256.Abs(Load(values, place)));
        for (var lane = 0; lane < Lanes; lane++)
            largest = Math.Max(largest, most[lane]);
        for (; place < values.Length; place++)
            largest = Math.Max(largest, Math.Abs(values[place]));
        return largest;
    }

    /// <summary>The place of the largest number, the first of equal ones.</summary>
    public static int PlaceOfLargest(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var place = 1; place < values.Length; place++)
            if (values[place] > values[best])
                best = place;
        return best;
    }

    private static Vector256<float> Load(ReadOnlySpan<float> values, int place) => Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)place);
}
