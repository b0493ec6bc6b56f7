using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Assay.Learning.Acceptance;

/// <summary>An item whose draft was held against a person's answer, drawn at random for it.</summary>
/// <param name="Confidence">Of the draft; any number but NaN, larger is surer.</param>
/// <param name="IsWrong">Whether the person answered otherwise.</param>
/// <param name="Rate">The chance with which the item was drawn, above 0, at most 1.</param>
public sealed record Audit(double Confidence, bool IsWrong, double Rate = 1)
{
    /// <summary>
    /// Audits as if all had been drawn with the smallest of their rates: each of a larger one is kept with the quotient of the two. What is left is an
    /// even sample, to which exact limits apply; weighted audits have none.
    /// </summary>
    /// <param name="audits">In a fixed order, on which the draw depends.</param>
    /// <param name="seed">Of the draw.</param>
    /// <exception cref="ArgumentException">A confidence is NaN, or a rate is not above 0 and at most 1.</exception>
    public static IReadOnlyList<Audit> Even(IReadOnlyCollection<Audit> audits, long seed = 0)
    {
        foreach (var audit in audits)
        {
            if (double.IsNaN(audit.Confidence))
                throw new ArgumentException("An audit has no number as its confidence (NaN).", nameof(audits));
            if (!(audit.Rate is > 0 and <= 1))
                throw new ArgumentException($"An audit was drawn with the rate {audit.Rate}; a rate is above 0 and at most 1.", nameof(audits));
        }

        if (audits.Count == 0)
            return [];
        var smallest = audits.Min(audit => audit.Rate);
        return [.. audits.Where((audit, place) => audit.Rate.Equals(smallest) || Draw(seed, place) * audit.Rate < smallest)];
    }

    /// <summary>A number from 0 up to 1 that depends on the seed and on which item it is, and looks random: the same draw in every run and on every node.</summary>
    /// <param name="seed">Of all draws.</param>
    /// <param name="item">The item.</param>
    public static double Draw(long seed, long item)
    {
        Span<byte> both = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(both, seed);
        BinaryPrimitives.WriteInt64LittleEndian(both[8..], item);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(both, hash);
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) / (double)(1UL << 53);
    }
}
