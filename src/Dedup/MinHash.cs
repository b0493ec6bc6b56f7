using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assay.Dedup;

/// <summary>
/// A short signature of a set, from which the likeness of two sets can be told without the sets: two signatures have the same number at a place with the chance of the sets'
/// Jaccard similarity <c>J = |A ∩ B| / |A ∪ B|</c>, so the share of equal places estimates J, without bias and with a standard error of at most <c>√(J (1 − J) / k)</c> for k places.
/// </summary>
/// <remarks>
/// Source: Broder (1997), "On the resemblance and containment of documents", SEQUENCES (MinHash); Dahlgaard, Knudsen and Thorup (2017), "Fast similarity sketching", FOCS, arXiv:1704.04370,
/// the form used here. There an element falls into one place a round, with a number, and the least number of a place stays; rounds go on until every place has one. A set of n elements
/// costs <c>O(n + k log k)</c> instead of the <c>n k</c> of k permutations, and small sets are told as well as by k permutations, which is not so where empty places borrow from others
/// (one permutation with densification). Numbers are kept in 16 bits: two that differ look equal once in 65,536.
/// The same on every machine. Not thread-safe: one for each thread.
/// </remarks>
public sealed class MinHash
{
    /// <summary>Bounds of the places of a signature.</summary>
    public const int FewestPlaces = 16, MostPlaces = 1024;

    private readonly ulong[] least;

    /// <param name="places">Numbers a signature, k; 16 to 1,024.</param>
    public MinHash(int places = 128)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(places, FewestPlaces);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(places, MostPlaces);
        least = new ulong[places];
    }

    /// <summary>Numbers a signature.</summary>
    public int Places => least.Length;

    /// <summary>Writes the signature of a set. That of the empty set is all zeros.</summary>
    /// <param name="elements">Any numbers, in any order, also several times.</param>
    /// <param name="signature">As many numbers as there are places.</param>
    public void Sign(ReadOnlySpan<ulong> elements, Span<ushort> signature)
    {
        if (signature.Length != Places)
            throw new ArgumentException($"There is room for {signature.Length} numbers; a signature has {Places}.", nameof(signature));
        if (elements.IsEmpty)
        {
            signature.Clear();
            return;
        }

        least.AsSpan().Fill(ulong.MaxValue);
        // in the second k rounds every element falls into the place of the round, so all places are filled after 2 k at the latest
        for (var (round, empty) = (0, Places); empty > 0; round++)
            empty -= round < Places ? Spread(elements, round) : Drop(elements, round);
        for (var place = 0; place < signature.Length; place++)
            signature[place] = (ushort)(Mixed(least[place]) >> 48);
    }

    /// <summary>What two signatures say of the Jaccard similarity of their sets: 0 to 1.</summary>
    public static double Estimate(ReadOnlySpan<ushort> one, ReadOnlySpan<ushort> other) => Equal(one, other) / (double)one.Length;

    /// <summary>Places at which two signatures have the same number.</summary>
    internal static int Equal(ReadOnlySpan<ushort> one, ReadOnlySpan<ushort> other)
    {
        if (one.Length != other.Length)
            throw new ArgumentException($"One signature has {one.Length} places, the other {other.Length}.", nameof(other));
        var (equal, place) = (0, 0);
        ref var first = ref MemoryMarshal.GetReference(one);
        ref var second = ref MemoryMarshal.GetReference(other);
        for (; place <= one.Length - Vector256<ushort>.Count; place += Vector256<ushort>.Count)
            equal += BitOperations.PopCount(Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)place), Vector256.LoadUnsafe(ref second, (nuint)place)).ExtractMostSignificantBits());
        for (; place < one.Length; place++)
            equal += one[place] == other[place] ? 1 : 0;
        return equal;
    }

    /// <returns>How many places got their first number.</returns>
    private int Spread(ReadOnlySpan<ulong> elements, int round)
    {
        var (filled, seed, order, places) = (0, Seed(round), (ulong)round << 32, least);
        foreach (var element in elements)
        {
            var hash = Mixed(element + seed);
            ref var held = ref places[(int)(((hash >> 32) * (uint)places.Length) >> 32)];
            // a number of an earlier round is less than any of a later one
            var number = order | (uint)hash;
            if (number >= held)
                continue;
            filled += held == ulong.MaxValue ? 1 : 0;
            held = number;
        }

        return filled;
    }

    private int Drop(ReadOnlySpan<ulong> elements, int round)
    {
        ref var held = ref least[round - Places];
        if (held != ulong.MaxValue)
            return 0;
        foreach (var element in elements)
            held = Math.Min(held, ((ulong)round << 32) | (uint)Mixed(element + Seed(round)));
        return 1;
    }

    private static ulong Seed(int round) => Mixed(0x9E3779B97F4A7C15 * (ulong)(round + 1));

    // the finaliser of SplitMix64 (Steele, Lea and Flood 2014)
    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
