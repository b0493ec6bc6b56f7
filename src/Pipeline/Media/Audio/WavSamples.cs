using System.Buffers.Binary;

namespace Assay.Pipeline.Media.Audio;

/// <summary>The samples of a WAV file: PCM of 8 to 32 bits, or floating point.</summary>
internal sealed class WavSamples : ISamples
{
    private readonly Stream file;
    private readonly WavLayout layout;
    private readonly int width;
    private readonly byte[] buffer;
    private long left;

    private WavSamples(Stream file, WavLayout layout)
    {
        (this.file, this.layout) = (file, layout);
        width = layout.BlockAlign / layout.Channels;
        buffer = new byte[layout.BlockAlign * 4096];
        left = layout.DataBytes / layout.BlockAlign * layout.BlockAlign;
        file.Position = layout.DataStart;
    }

    public int Rate => layout.Rate;

    public int Channels => layout.Channels;

    public static WavSamples Of(Stream file) => new(file, WavLayout.Read(file));

    public int Read(Span<float> samples)
    {
        var frames = Math.Min(samples.Length / Channels, buffer.Length / layout.BlockAlign);
        var wanted = (int)Math.Min(left, (long)frames * layout.BlockAlign);
        var read = file.ReadAtLeast(buffer.AsSpan(0, wanted), wanted, throwOnEndOfStream: false) / layout.BlockAlign * layout.BlockAlign;
        left = read < wanted ? 0 : left - read;
        var count = read / width;
        for (var i = 0; i < count; i++)
            samples[i] = Sample(buffer.AsSpan(i * width, width));
        return count;
    }

    public void Dispose() => file.Dispose();

    private float Sample(ReadOnlySpan<byte> bytes) => (layout.Coding, width) switch
    {
        (WavLayout.Float, 4) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (WavLayout.Float, _) => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),

        // 8 bits are unsigned, all others signed
        (_, 1) => (bytes[0] - 128) / 128f,
        (_, 2) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768f,
        (_, 3) => ((bytes[2] << 24) | (bytes[1] << 16) | (bytes[0] << 8)) / 2147483648f,
        _ => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648f,
    };
}
