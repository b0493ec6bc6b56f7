using System.Buffers.Binary;

namespace Assay.Pipeline.Media.Audio;

/// <summary>The samples of a FLAC file (RFC 9639), frame by frame. Check sums are not compared.</summary>
internal sealed class FlacSamples : ISamples
{
    /// <summary>"fLaC", and the first block with its header.</summary>
    private const int HeadBytes = 4 + 4 + 34;

    private readonly Stream file;
    private readonly FlacBits bits;
    private readonly FlacFrame frame;
    private int at;

    private FlacSamples(Stream file, FlacFrame frame)
    {
        (this.file, this.frame) = (file, frame);
        bits = new FlacBits(file);
    }

    public int Rate { get; private init; }

    public int Channels => frame.Channels;

    public static FlacSamples Of(Stream file)
    {
        try
        {
            Span<byte> head = stackalloc byte[HeadBytes];
            file.Position = 0;
            file.ReadExactly(head);
            var packed = BinaryPrimitives.ReadUInt64BigEndian(head[18..]);
            var (rate, channels, depth) = ((int)(packed >> 44), (int)((packed >> 41) & 7) + 1, (int)((packed >> 36) & 31) + 1);
            if (rate == 0)
                throw new InvalidDataException("a sampling rate of 0");
            for (var last = head[4] >> 7; last == 0;)
            {
                file.ReadExactly(head[..4]);
                last = head[0] >> 7;
                file.Position += BinaryPrimitives.ReadInt32BigEndian(head) & 0xFF_FFFF;
            }

            return new FlacSamples(file, new FlacFrame(channels, depth)) { Rate = rate };
        }
        catch (Exception error) when (Damage.IsDamage(error))
        {
            throw new UnusableMedium("The file begins like FLAC, and its header cannot be read.", error);
        }
    }

    public int Read(Span<float> samples)
    {
        var read = 0;
        try
        {
            while (read + Channels <= samples.Length)
            {
                if (at == frame.Length)
                {
                    if (bits.AtEnd())
                        break;
                    frame.Read(bits);
                    at = 0;
                }

                for (var channel = 0; channel < Channels; channel++)
                    samples[read++] = frame.Sample(channel, at);
                at++;
            }
        }
        catch (Exception error) when (Damage.IsDamage(error))
        {
            throw new UnusableMedium("The FLAC is damaged and cannot be decoded to its end.", error);
        }

        return read;
    }

    public void Dispose() => file.Dispose();
}
