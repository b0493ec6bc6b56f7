using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Assay.Learning.Acceptance;

/// <summary>Draws items by chance without remembering any: the same draw in every run and on every node.</summary>
public static class RandomDraw
{
    /// <summary>A number from 0 up to 1, evenly spread, that depends on the seed and the item alone: below a share s it draws that share of all items.</summary>
    /// <param name="seed">Of all draws that belong together.</param>
    /// <param name="item">The item.</param>
    public static double Of(long seed, long item)
    {
        Span<byte> both = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(both, seed);
        BinaryPrimitives.WriteInt64LittleEndian(both[8..], item);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(both, hash);
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) / (double)(1UL << 53);
    }
}
