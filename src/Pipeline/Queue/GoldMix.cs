using System.Buffers.Binary;
using System.Numerics;

namespace Assay.Pipeline.Queue;

/// <summary>Decides which of a person's claims get a task whose answer is known.</summary>
public static class GoldMix
{
    /// <summary>
    /// True for a share of <paramref name="rate"/> of the claims, at places nobody can foresee but everybody can compute again:
    /// a hash of project, person and the number of the claim.
    /// </summary>
    public static bool IsDue(double rate, long projectId, long personId, long claim) =>
        rate > 0 && Mix(projectId, personId, claim) / (double)ulong.MaxValue < rate;

    /// <summary>A place to start in a list of <paramref name="count"/> known tasks, different for each person.</summary>
    public static long Offset(long projectId, long personId, long count) => count == 0 ? 0 : (long)(Mix(projectId, personId, -1) % (ulong)count);

    /// <summary>SplitMix64's finalizer over the three numbers (Steele, Lea, Flood 2014).</summary>
    private static ulong Mix(long a, long b, long c)
    {
        var z = 0x9E3779B97F4A7C15UL;
        foreach (var part in (ReadOnlySpan<long>)[a, b, c])
        {
            z = (z ^ BinaryPrimitives.ReverseEndianness((ulong)part)) + BitOperations.RotateLeft((ulong)part, 32) + 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            z ^= z >> 31;
        }

        return z;
    }
}
