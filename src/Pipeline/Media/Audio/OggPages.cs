using System.Buffers.Binary;

namespace Assay.Pipeline.Media.Audio;

/// <summary>What the first and the last page of an Ogg file (RFC 3533) tell: the codec, and how long it is.</summary>
internal static class OggPages
{
    /// <summary>A page has at most 65,307 bytes.</summary>
    private const int LongestPage = 27 + 255 + (255 * 255);

    private const int OpusRate = 48_000;

    /// <summary>Seconds.</summary>
    public static double Duration(Stream file)
    {
        var head = new byte[Math.Min(file.Length, 512)];
        file.Position = 0;
        file.ReadExactly(head);
        var serial = head.Length < 28 ? throw BreaksOff() : BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(14));
        var packet = head.AsSpan(Math.Min(27 + head[26], head.Length));
        var isVorbis = packet.StartsWith("\u0001vorbis"u8);
        if (!isVorbis && !packet.StartsWith("OpusHead"u8))
            throw new UnusableMedium("The Ogg file holds neither Vorbis nor Opus, the codecs that browsers play. Save it as one of them.");
        if (packet.Length < 19)
            throw BreaksOff();
        var rate = isVorbis ? BinaryPrimitives.ReadUInt32LittleEndian(packet[12..]) : OpusRate;
        var skipped = isVorbis ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(packet[10..]);
        if (rate == 0)
            throw new UnusableMedium("The Ogg file's header is damaged: it has a sampling rate of 0.");
        return Math.Max(0, Last(file, serial) - skipped) / (double)rate;
    }

    /// <summary>The position in samples at the end of the last page of the stream.</summary>
    private static long Last(Stream file, uint serial)
    {
        var tail = new byte[Math.Min(file.Length, 2 * LongestPage)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        for (var at = tail.AsSpan().LastIndexOf("OggS"u8); at >= 0; at = tail.AsSpan(0, at).LastIndexOf("OggS"u8))
        {
            var page = tail.AsSpan(at);
            if (page.Length < 27 || BinaryPrimitives.ReadUInt32LittleEndian(page[14..]) != serial)
                continue;
            var isLast = (page[5] & 4) != 0;
            var table = 27 + page[26];
            if (!isLast || page.Length < table || page.Length < table + Sum(page[27..table]))
                throw BreaksOff();
            return BinaryPrimitives.ReadInt64LittleEndian(page[6..]);
        }

        throw BreaksOff();
    }

    private static int Sum(ReadOnlySpan<byte> lengths)
    {
        var sum = 0;
        foreach (var length in lengths)
            sum += length;
        return sum;
    }

    private static UnusableMedium BreaksOff() => new("The file breaks off: it begins like an Ogg recording, and its last page is missing. Send it again.");
}
