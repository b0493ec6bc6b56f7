using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Assay.Learning.Text;

/// <summary>Writes numbers and texts, and measures them.</summary>
internal sealed class ModelWriter(Stream stream) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long length;

    public (long Length, byte[] Hash) Measured() => (length, hash.GetHashAndReset());

    public void Number(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        Bytes(bytes);
    }

    public void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Number(bytes.Length);
        Bytes(bytes);
    }

    /// <summary>How many, then each.</summary>
    public void Numbers<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        Number(numbers.Length);
        while (numbers.Length > 0)
        {
            var part = numbers[..Math.Min(numbers.Length, 1 << 20)];
            Bytes(MemoryMarshal.AsBytes(part));
            numbers = numbers[part.Length..];
        }
    }

    public void Dispose() => hash.Dispose();

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        hash.AppendData(bytes);
        length += bytes.Length;
    }
}
