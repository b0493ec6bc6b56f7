using System.IO.Compression;

namespace Assay.Formats;

/// <summary>Gzip, told by its first two bytes.</summary>
internal static class Gzip
{
    // Without this switch the framework takes gzip data that is cut off for data that ends: half an upload would pass for a whole file.
    // It is set here, once for the process, because the stream itself has no such option; all it does is make cut data throw.
    static Gzip() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    public static bool IsGzip(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    /// <summary>The unpacked bytes; reading throws <see cref="InvalidDataException"/> where the data is damaged or cut off.</summary>
    public static Stream Unpack(Stream packed) => new GZipStream(packed, CompressionMode.Decompress);

    /// <summary>What the first bytes of a gzip file unpack to, at most so many; as far as they go.</summary>
    public static ReadOnlySpan<byte> UnpackHead(ReadOnlySpan<byte> head, int most)
    {
        var plain = new byte[most];
        var length = 0;
        using var gzip = Unpack(new MemoryStream(head.ToArray()));
        try
        {
            for (int read; (read = gzip.Read(plain, length, most - length)) > 0;)
                length += read;
        }
        catch (InvalidDataException)
        {
            // the head of a file breaks off in the middle: what came out until then is what was asked for
            return plain.AsSpan(0, length);
        }
        return plain.AsSpan(0, length);
    }
}
