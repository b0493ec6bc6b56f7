using System.Buffers.Binary;

namespace Assay.Pipeline.ActiveLearning.Work;

/// <summary>Frames over two streams: a byte that says what it is, four bytes of length (little-endian), and so many bytes.</summary>
internal sealed class WorkPipe(Stream input, Stream output)
{
    private const int HeadLength = 5;

    private readonly Lock writing = new();

    /// <summary>A frame. From any thread.</summary>
    /// <exception cref="IOException">The other side is gone.</exception>
    public void WriteBytes(WorkFrame kind, ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], bytes.Length);
        lock (writing)
        {
            output.Write(head);
            output.Write(bytes);
            output.Flush();
        }
    }

    public void Write<T>(WorkFrame kind, T message) => WriteBytes(kind, WorkMessages.Write(message));

    /// <summary>The next frame; null when the other side is gone. One caller at a time.</summary>
    public async Task<(WorkFrame Kind, byte[] Bytes)?> Read()
    {
        var head = new byte[HeadLength];
        if (!await Fill(head))
            return null;
        var bytes = new byte[BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(1))];
        return await Fill(bytes) ? ((WorkFrame)head[0], bytes) : null;
    }

    private async Task<bool> Fill(byte[] bytes)
    {
        try
        {
            return bytes.Length == 0 || await input.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
        }
        catch (IOException)
        {
            return false; // as a closed pipe may tell it
        }
    }
}
