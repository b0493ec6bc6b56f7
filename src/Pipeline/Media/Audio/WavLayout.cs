using System.Buffers.Binary;

namespace Assay.Pipeline.Media.Audio;

/// <summary>The header of a WAV file (RIFF, Microsoft 1991): how its samples are written, and where.</summary>
internal sealed record WavLayout(int Coding, int Channels, int Rate, int BlockAlign, int Bits, long DataStart, long DataBytes)
{
    public const int Pcm = 1;
    public const int Float = 3;

    private const int Extensible = 0xFFFE;
    private const int MostChunks = 10_000;

    public double Duration => (double)(DataBytes / BlockAlign) / Rate;

    public static WavLayout Read(Stream file)
    {
        WavLayout? format = null;
        Span<byte> header = stackalloc byte[8];
        Span<byte> body = stackalloc byte[40];
        file.Position = 12;
        for (var chunks = 0; chunks < MostChunks && file.ReadAtLeast(header, 8, throwOnEndOfStream: false) == 8; chunks++)
        {
            var (start, length) = (file.Position, (long)BinaryPrimitives.ReadUInt32LittleEndian(header[4..]));
            if (header.StartsWith("fmt "u8))
            {
                format = Format(body[..file.ReadAtLeast(body[..(int)Math.Min(length, body.Length)], (int)Math.Min(length, body.Length), throwOnEndOfStream: false)]);
            }
            else if (header.StartsWith("data"u8))
            {
                if (format is null)
                    throw new UnusableMedium("The WAV file has samples before it says how they are written.");
                return format with { DataStart = start, DataBytes = Length(length, file.Length - start) };
            }

            // chunks begin at even places
            file.Position = start + length + (length & 1);
        }

        throw new UnusableMedium("The WAV file breaks off before its samples, or has none. Send it again.");
    }

    private static WavLayout Format(ReadOnlySpan<byte> body)
    {
        if (body.Length < 16)
            throw new UnusableMedium("The WAV file does not say how its samples are written.");
        var coding = (int)BinaryPrimitives.ReadUInt16LittleEndian(body);
        var (channels, rate) = (BinaryPrimitives.ReadUInt16LittleEndian(body[2..]), BinaryPrimitives.ReadUInt32LittleEndian(body[4..]));
        var (block, bits) = (BinaryPrimitives.ReadUInt16LittleEndian(body[12..]), BinaryPrimitives.ReadUInt16LittleEndian(body[14..]));
        if (coding == Extensible && body.Length >= 26)
            coding = BinaryPrimitives.ReadUInt16LittleEndian(body[24..]);
        if (coding is not (Pcm or Float))
            throw new UnusableMedium($"The WAV file holds samples in the coding {coding}; only PCM and floating point are taken. Save it as PCM.");
        if (channels is 0 or > 64 || rate is 0 or > 1_000_000 || bits is 0 || block != channels * ((bits + 7) / 8))
            throw new UnusableMedium($"The WAV file's header contradicts itself: {channels} channels of {bits} bits at {rate} Hz in blocks of {block} bytes.");
        if (coding == Pcm ? bits > 32 : bits is not (32 or 64))
            throw new UnusableMedium($"The WAV file has samples of {bits} bits; PCM is taken up to 32 bits, floating point with 32 or 64.");
        return new WavLayout(coding, channels, (int)rate, block, bits, 0, 0);
    }

    /// <summary>A writer that could not go back (a pipe) leaves 0 or the largest number: then the samples go to the end of the file.</summary>
    private static long Length(long stated, long present)
    {
        if (stated is 0 or uint.MaxValue or int.MaxValue)
            return present;
        return stated <= present
            ? stated
            : throw new UnusableMedium(FormattableString.Invariant($"The WAV file breaks off: it announces {stated:N0} bytes of samples and has {present:N0}. Send it again."));
    }
}
