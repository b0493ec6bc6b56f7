namespace Assay.Pipeline.Media;

/// <summary>A kind of file that items can show, told by how its content begins; what the file is called does not matter.</summary>
/// <param name="Mime">Its media type, as stored and served.</param>
/// <param name="Title">What people call it.</param>
/// <param name="IsImage">Whether it is an image, or else a recording.</param>
/// <param name="HasWaveform">Whether it is a recording that is decoded here.</param>
public sealed record MediumType(string Mime, string Title, bool IsImage, bool HasWaveform = false)
{
    /// <summary>Bytes from which every type is told.</summary>
    public const int HeadBytes = 4096;

    public static readonly MediumType Jpeg = new("image/jpeg", "JPEG", true);
    public static readonly MediumType Png = new("image/png", "PNG", true);
    public static readonly MediumType WebP = new("image/webp", "WebP", true);
    public static readonly MediumType Gif = new("image/gif", "GIF", true);
    public static readonly MediumType Bmp = new("image/bmp", "BMP", true);
    public static readonly MediumType Wav = new("audio/wav", "WAV", false, HasWaveform: true);
    public static readonly MediumType Mp3 = new("audio/mpeg", "MP3", false, HasWaveform: true);
    public static readonly MediumType Flac = new("audio/flac", "FLAC", false, HasWaveform: true);
    public static readonly MediumType Vorbis = new("audio/ogg", "Ogg Vorbis", false, HasWaveform: true);
    public static readonly MediumType Opus = new("audio/ogg; codecs=opus", "Opus", false);

    public static IReadOnlyList<MediumType> All { get; } = [Jpeg, Png, WebP, Gif, Bmp, Wav, Mp3, Flac, Vorbis, Opus];

    private const string Taken = "Images are taken as JPEG, PNG, WebP, GIF or BMP, recordings as WAV, MP3, FLAC or Ogg (Vorbis, Opus).";

    public static MediumType Of(string mime) => All.First(type => type.Mime == mime);

    /// <summary>The type of a file that begins like this.</summary>
    /// <exception cref="UnusableMedium">It is none of them.</exception>
    public static MediumType Tell(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
            throw new UnusableMedium("The file is empty.");
        if (Found(head) is { } type)
            return type;
        throw new UnusableMedium(Markup(head) is { } markup
            ? $"This is {markup}, not a picture made of pixels; it could run scripts in the browser and is not taken. {Taken}"
            : $"{Other(head)} {Taken}");
    }

    private static MediumType? Found(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
        _ when Riff(head, "WEBP"u8) => WebP,
        _ when head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) => Gif,
        _ when IsBmp(head) => Bmp,
        _ when Riff(head, "WAVE"u8) => Wav,
        _ when head.StartsWith("fLaC"u8) => Flac,
        _ when head.StartsWith("OggS"u8) => head.IndexOf("OpusHead"u8) is 28 ? Opus : Vorbis,
        _ when head.StartsWith("ID3"u8) || IsMp3Frame(head) => Mp3,
        _ => null,
    };

    private static bool Riff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> form) => head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith(form);

    /// <summary>"BM" alone begins many texts; a BMP has four zero bytes and the size of a known header behind it.</summary>
    private static bool IsBmp(ReadOnlySpan<byte> head) =>
        head.Length >= 26 && head.StartsWith("BM"u8) && head[6..10].IndexOfAnyExcept((byte)0) < 0 && head[14] is 12 or 40 or 52 or 56 or 64 or 108 or 124 && head[15] == 0;

    /// <summary>Eleven bits of sync, a known version, layer III, and neither the bit rate nor the sampling rate that do not exist.</summary>
    private static bool IsMp3Frame(ReadOnlySpan<byte> head) =>
        head is [0xFF, var second, var third, ..] && (second & 0xE6) == 0xE2 && (second & 0x18) != 0x08 && third >> 4 is not 0 and not 15 && (third & 0x0C) != 0x0C;

    private static string? Markup(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        if (!text.StartsWith("<"u8))
            return null;
        var start = System.Text.Encoding.Latin1.GetString(text);
        return start.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? "an SVG" : start.Contains("<html", StringComparison.OrdinalIgnoreCase) ? "an HTML page" : "markup (XML or HTML)";
    }

    private static string Other(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith("PK\u0003\u0004"u8) => "This is a zip archive.",
        _ when head.StartsWith("%PDF"u8) => "This is a PDF.",
        _ when head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) => "This is a TIFF, which browsers do not show.",
        _ when head.Length > 11 && head[4..].StartsWith("ftyp"u8) => "This is an MP4, M4A, HEIC or AVIF file.",
        _ when head.IndexOf((byte)0) < 0 => "This is a text.",
        _ => "This kind of file is not known here.",
    };
}

/// <summary>A file that is not taken as a medium. The message is a sentence for the person who sent it.</summary>
#pragma warning disable CA1710 // errors are named for what happened, without a suffix
public sealed class UnusableMedium : Exception
{
    public UnusableMedium() : this("The file cannot be used.") { }
    public UnusableMedium(string message) : base(message) { }
    public UnusableMedium(string message, Exception innerException) : base(message, innerException) { }
}
