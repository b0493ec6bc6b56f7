namespace Assay.Pipeline.Media.Audio;

/// <summary>A frame of a FLAC file (RFC 9639, 9): up to 65,535 samples of every channel.</summary>
/// <param name="channels">As the head of the file says.</param>
/// <param name="depth">Bits of a sample, where a frame does not say.</param>
internal sealed class FlacFrame(int channels, int depth)
{
    private const int LeftSide = 8, SideRight = 9, MidSide = 10;

    private readonly long[][] samples = [.. Enumerable.Range(0, channels).Select(_ => Array.Empty<long>())];
    private float scale;

    public int Channels => channels;

    /// <summary>Samples of a channel in the frame that was read last.</summary>
    public int Length { get; private set; }

    /// <summary>In -1 to 1.</summary>
    public float Sample(int channel, int at) => samples[channel][at] * scale;

    /// <summary>Reads the next frame.</summary>
    /// <exception cref="InvalidDataException">What stands there is none.</exception>
    public void Read(FlacBits bits)
    {
        // thirteen ones and two zeros, and whether blocks differ in length
        if (bits.Read(15) != 0x7FFC)
            throw new InvalidDataException("no frame begins where one should");
        bits.Read(1);
        var (lengthCode, rateCode, assignment, depthCode) = ((int)bits.Read(4), (int)bits.Read(4), (int)bits.Read(4), (int)bits.Read(3));
        bits.Read(1);
        SkipNumber(bits);
        Length = BlockLength(lengthCode, bits);
        bits.Read(rateCode switch { 12 => 8, 13 or 14 => 16, 15 => throw new InvalidDataException("sampling rate"), _ => 0 });
        bits.Read(8);
        if ((assignment < LeftSide ? assignment + 1 : 2) != channels || assignment > MidSide)
            throw new InvalidDataException("channels");
        var wide = depthCode switch { 0 => depth, 1 => 8, 2 => 12, 4 => 16, 5 => 20, 6 => 24, 7 => 32, _ => throw new InvalidDataException("bits of a sample") };
        scale = 1f / (1L << (wide - 1));
        for (var channel = 0; channel < channels; channel++)
        {
            if (samples[channel].Length < Length)
                samples[channel] = new long[Length];
            var isSide = assignment == SideRight ? channel == 0 : assignment >= LeftSide && channel == 1;
            FlacSubframe.Read(bits, samples[channel].AsSpan(0, Length), isSide ? wide + 1 : wide);
        }

        Separate(assignment);
        bits.Align();
        bits.Read(16);
    }

    /// <summary>The number of the frame or of its first sample, written like UTF-8.</summary>
    private static void SkipNumber(FlacBits bits)
    {
        var first = (byte)bits.Read(8);
        var more = byte.LeadingZeroCount((byte)~first) is var ones and > 0 ? ones - 1 : 0;
        for (var i = 0; i < more; i++)
            bits.Read(8);
    }

    private static int BlockLength(int code, FlacBits bits) => code switch
    {
        1 => 192,
        >= 2 and <= 5 => 144 << code,
        6 => (int)bits.Read(8) + 1,
        7 => (int)bits.Read(16) + 1,
        >= 8 => 1 << code,
        _ => throw new InvalidDataException("length of a frame"),
    };

    /// <summary>Left and right from one of them and their difference, or from their mean and difference.</summary>
    private void Separate(int assignment)
    {
        if (assignment < LeftSide)
            return;
        var (first, second) = (samples[0], samples[1]);
        for (var i = 0; i < Length; i++)
        {
            var (a, b) = (first[i], second[i]);
            var twice = (2 * a) | (b & 1);
            (first[i], second[i]) = assignment switch
            {
                LeftSide => (a, a - b),
                SideRight => (a + b, b),
                _ => ((twice + b) >> 1, (twice - b) >> 1),
            };
        }
    }
}
