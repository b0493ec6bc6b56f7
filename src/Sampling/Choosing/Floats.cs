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
