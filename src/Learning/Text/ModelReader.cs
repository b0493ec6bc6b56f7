using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Assay.Learning.Text;

/// <summary>Reads what <see cref="ModelWriter"/> wrote, and trusts none of it: no more memory is taken than bytes have come.</summary>
internal sealed class ModelReader(Stream stream, long length) : IDisposable
{
    private const int Part = 1 << 20;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long left = length;

    public static InvalidDataException Wrong(string why) => new($"The text classifier is damaged: {why}.");

    /// <exception cref="InvalidDataException">The number is not in its range.</exception>
    public int Number(int least, int most, string what)
    {
        Span<byte> bytes = stackalloc byte[4];
        Bytes(bytes, what);
        var number = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return number >= least && number <= most ? number : throw Wrong($"{what}: {number}");
    }

    public string Text(string what)
    {
        var bytes = new byte[Size(1, what)];
        Bytes(bytes, what);
        return Encoding.UTF8.GetString(bytes);
    }

    public T[] Numbers<T>(string what)
        where T : unmanaged
    {
        var size = Marshal.SizeOf<T>();
        var count = Size(size, what);
        var numbers = new T[Math.Min(count, Part / size)];
        var read = 0;
        while (read < count)
        {
            if (read == numbers.Length)
                Array.Resize(ref numbers, (int)Math.Min(count, numbers.Length * 2L));
            var part = numbers.AsSpan(read, Math.Min(numbers.Length - read, Part / size));
            Bytes(MemoryMarshal.AsBytes(part), what);
            read += part.Length;
        }

        return numbers;
    }

    /// <summary>The hash of all that was read.</summary>
    /// <exception cref="InvalidDataException">Not all was read.</exception>
    public byte[] HashAtEnd() => left == 0 ? hash.GetHashAndReset() : throw Wrong($"{left} bytes are left over");

    public void Dispose() => hash.Dispose();

    private int Size(int ofOne, string what)
    {
        var count = Number(0, int.MaxValue, what);
        return count * (long)ofOne <= left ? count : throw Wrong($"{count} {what} do not fit in the {left} bytes that are left");
    }

    private void Bytes(Span<byte> bytes, string what)
    {
        if (bytes.Length > left)
            throw Wrong($"it ends before {what}");
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) is var read && read < bytes.Length)
            throw new InvalidDataException($"The text classifier is cut off: {left - read} bytes are missing, from {what} on.");
        hash.AppendData(bytes);
        left -= bytes.Length;
    }
}
