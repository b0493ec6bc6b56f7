using System.Buffers.Binary;

namespace Assay.Pipeline.Media.Audio;

/// <summary>The first block of a FLAC file (RFC 9639, 8.2), which says how many samples there are.</summary>
internal static class FlacHeader
{
    /// <summary>Seconds; null when the encoder did not know.</summary>
    public static double? Duration(Stream file)
    {
        Span<byte> head = stackalloc byte[42];
        file.Position = 0;
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || (head[4] & 0x7F) != 0)
            throw new UnusableMedium("The file breaks off: it begins like a FLAC recording, and has no samples. Send it again.");
        var packed = BinaryPrimitives.ReadUInt64BigEndian(head[18..]);
        var (rate, samples) = ((int)(packed >> 44), (long)(packed & 0xF_FFFF_FFFF));
        if (rate == 0)
            throw new UnusableMedium("The FLAC file's header is damaged: it has a sampling rate of 0.");
        if (file.Length == head.Length && samples > 0)
            throw new UnusableMedium("The file breaks off: it begins like a FLAC recording, and has no samples. Send it again.");
        return samples == 0 ? null : (double)samples / rate;
    }
}
