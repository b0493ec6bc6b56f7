using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Assay.Dedup;

/// <summary>Computes a <see cref="ContentHash"/> text by text. Nothing is allocated once its buffers have grown to the longest text,
/// except for texts with combining characters.</summary>
/// <remarks>Not thread-safe: one for each import.</remarks>
public sealed class ContentHasher
{
    // never occurs in UTF-8, so no text can imitate a boundary
    private const byte Boundary = 0xFF;

    private readonly XxHash128 hash = new();
    private readonly TextNormaliser normaliser = new();

    /// <summary>Adds the next text, in UTF-8; bytes that are not UTF-8 count as U+FFFD.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        hash.Append(normaliser.Normalise(utf8));
        hash.Append([Boundary]);
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{byte})"/>
    public void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    /// <summary>The key of the texts added, after which the next item can begin.</summary>
    public ContentHash Finish()
    {
        Span<byte> bytes = stackalloc byte[16];
        hash.GetHashAndReset(bytes);
        return new ContentHash(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]));
    }
}
