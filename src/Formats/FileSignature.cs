using System.Buffers;
using System.Text;

namespace Assay.Formats;

/// <summary>Refuses files that are not UTF-8 text, each with a sentence that says what to do instead.</summary>
internal static class FileSignature
{
    /// <summary>Bytes at the beginning of a file that are looked at to tell what it is.</summary>
    public const int HeadBytes = 64 * 1024;

    private const int LinesOfAnotherEncoding = 3;

    public static void Check(ReadOnlySpan<byte> head)
    {
        if (Refusal(head) is { } refusal)
            throw new UnreadableFile(refusal);
    }

    private static string? Refusal(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return "The file is UTF-16 (its first bytes are a UTF-16 byte order mark). Save it as UTF-8.";
        if (head.StartsWith("PK\u0003\u0004"u8))
            return "The file is a ZIP archive or an Excel workbook. Unpack it, or save the sheet as CSV (UTF-8).";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return "The file is an old Excel or Word file. Save the sheet as CSV (UTF-8).";
        if (head.StartsWith("PAR1"u8))
            return "The file is Parquet, which is not read here. Convert it to JSONL.";
        if (Gzip.IsGzip(head))
            return "The file is compressed twice. Unpack it once.";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) || head.StartsWith("BZh"u8)
            || head.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A]))
            return "The file is compressed with zstd, bzip2 or xz. Unpack it, or compress it with gzip.";
        if (head.StartsWith("%PDF-"u8))
            return "The file is a PDF. Extract its text first.";
        if (head.Count((byte)0) > head.Length / 5)
            return "The file is not text: much of it is zero bytes. If it is UTF-16, save it as UTF-8.";
        return LooksLikeLatin1(head)
            ? "The file is not UTF-8; it looks like Latin-1 or Windows-1252. Save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")."
            : null;
    }

    /// <summary>Several lines with bytes that are not UTF-8, and nowhere a correct character beyond ASCII: another encoding,
    /// not a damaged row.</summary>
    private static bool LooksLikeLatin1(ReadOnlySpan<byte> head)
    {
        var lines = 0;
        while (!head.IsEmpty)
        {
            var beyondAscii = head.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (beyondAscii < 0)
                break;
            head = head[beyondAscii..];
            var status = Rune.DecodeFromUtf8(head, out _, out _);
            if (status == OperationStatus.Done)
                return false;
            if (status == OperationStatus.NeedMoreData)
                break;
            if (++lines >= LinesOfAnotherEncoding)
                return true;
            var newline = head.IndexOf((byte)'\n');
            head = newline < 0 ? [] : head[(newline + 1)..];
        }
        return false;
    }
}
