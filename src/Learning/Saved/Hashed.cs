using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Assay.Learning.Saved;

/// <summary>Writes numbers and takes the SHA-256 of what is written.</summary>
internal sealed class HashedWriter(Stream to) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Number(int number) => Many<int>([number]);

    public void Many<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(items);
        hash.AppendData(bytes);
        to.Write(bytes);
    }

    public byte[] Hash() => hash.GetHashAndReset();

    public void Dispose() => hash.Dispose();
}

/// <summary>Reads numbers and takes the SHA-256 of what is read.</summary>
internal sealed class HashedReader(Stream from) : IDisposable
{
    private const int Chunk = 1 << 16;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public int Number()
    {
        var bytes = Many<byte>(4, 1);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    /// <summary>Rows of a width; memory grows with what has come.</summary>
    /// <exception cref="InvalidDataException">The bytes end before.</exception>
    public T[] Many<T>(int rows, int width)
        where T : unmanaged
    {
        var count = (long)rows * width;
        if (count > Array.MaxLength) throw new InvalidDataException($"{rows} rows of {width} are more than can be held.");
        var items = new T[Math.Min(count, Chunk)];
        for (var read = 0; read < count;)
        {
            if (read == items.Length) Array.Resize(ref items, (int)Math.Min(count, items.Length * 2L));
            var next = MemoryMarshal.AsBytes(items.AsSpan(read, Math.Min(items.Length - read, Chunk)));
            Fill(next);
            hash.AppendData(next);
            read += Math.Min(items.Length - read, Chunk);
        }

        return items;
    }

    /// <summary>Bytes that are not part of the hash.</summary>
    public byte[] Unhashed(int count)
    {
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    public byte[] Hash() => hash.GetHashAndReset();

    public void Dispose() => hash.Dispose();

    private void Fill(Span<byte> bytes)
    {
        if (from.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw new InvalidDataException("The file ends too early.");
    }
}
