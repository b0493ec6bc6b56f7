using System.Buffers.Binary;

namespace Assay.Pipeline.Media;

/// <summary>Bounds the directory of a zip archive before anything reads it: it stands in memory as a whole (APPNOTE.TXT 4.3.16).</summary>
internal static class ZipBounds
{
    private const int MostDirectory = 100_000_000;
    private const int EndRecord = 22;
    private const int LongestComment = ushort.MaxValue;

    public static void CheckDirectory(Stream file)
    {
        var tail = new byte[Math.Min(file.Length, EndRecord + LongestComment)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < EndRecord)
            throw new UnusableMedium("The zip archive breaks off: its directory, which stands at the end, is missing. Send it again.");
        var start = (long)BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        if (start == uint.MaxValue)
            start = Start64(file, tail.AsSpan(0, at));
        if (file.Length - tail.Length + at - start > MostDirectory)
            throw new UnusableMedium("The zip archive has a directory of over 100 MB. Split it.");
        file.Position = 0;
    }

    /// <summary>Archives over 4 GB say it in a larger record, found through a locator before the end record.</summary>
    private static long Start64(Stream file, ReadOnlySpan<byte> before)
    {
        const int locator = 20;
        if (before.Length < locator || !before[^locator..].StartsWith("PK\u0006\u0007"u8))
            throw new UnusableMedium("The zip archive is damaged: its end says neither where its directory is nor where that is said.");
        var record = new byte[56];
        file.Position = Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(before[^locator..][8..]), 0, file.Length);
        file.ReadAtLeast(record, record.Length, throwOnEndOfStream: false);
        return record.AsSpan().StartsWith("PK\u0006\u0006"u8)
            ? BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48))
            : throw new UnusableMedium("The zip archive is damaged: the record that says where its directory is cannot be found.");
    }
}
