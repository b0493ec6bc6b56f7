using System.Buffers.Binary;

namespace Assay.Pipeline.Media.Images;

/// <summary>The EXIF orientation of a PNG: a chunk "eXIf" that holds TIFF data. Skia passes it over; browsers do not.</summary>
internal static class PngOrientation
{
    private const int Orientation = 0x0112;

    /// <summary>No camera writes so many entries, and no PNG so many chunks before its pixels.</summary>
    private const int Most = 10_000;

    /// <summary>1 (upright, also when nothing is said) to 8.</summary>
    public static int Of(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[8];
        file.Position = 8;
        for (var chunks = 0; chunks < Most && file.ReadAtLeast(header, 8, throwOnEndOfStream: false) == 8; chunks++)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(header);
            if (header[4..].SequenceEqual("eXIf"u8))
            {
                var tiff = new byte[Math.Min(length, 1 << 20)];
                return InTiff(tiff.AsSpan(0, file.ReadAtLeast(tiff, tiff.Length, throwOnEndOfStream: false)));
            }

            file.Seek(length + 4L, SeekOrigin.Current);
        }

        return 1;
    }

    private static int InTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 14)
            return 1;
        var isLittle = tiff.StartsWith("II"u8);
        var directory = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
            return 1;
        var entries = tiff[(int)directory..];
        var count = Number(entries, isLittle);
        entries = entries[2..];
        for (; count > 0 && entries.Length >= 12; count--, entries = entries[12..])
            if (Number(entries, isLittle) == Orientation)
                return Number(entries[8..], isLittle) is var value and >= 1 and <= 8 ? value : 1;
        return 1;
    }

    private static int Number(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
