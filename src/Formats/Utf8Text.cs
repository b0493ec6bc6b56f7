using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Assay.Formats;

/// <summary>Questions about UTF-8 bytes.</summary>
internal static class Utf8Text
{
    public static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    public static bool IsBlank(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(WhiteSpace) < 0;

    /// <summary>Code points; a byte that is not UTF-8 counts as one.</summary>
    public static int CountCharacters(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        while (!bytes.IsEmpty)
        {
            Rune.DecodeFromUtf8(bytes, out _, out var consumed);
            bytes = bytes[consumed..];
            count++;
        }
        return count;
    }

    /// <summary>Index of the first byte that is not UTF-8, or -1.</summary>
    public static int IndexOfInvalid(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return -1;
        var index = 0;
        while (Rune.DecodeFromUtf8(bytes[index..], out _, out var consumed) == OperationStatus.Done)
            index += consumed;
        return index;
    }

    /// <summary>Index of the first byte that cannot stand in a text, not being UTF-8 or being NUL, or -1.</summary>
    public static int IndexOfNoText(ReadOnlySpan<byte> bytes)
    {
        var nul = bytes.IndexOf((byte)0);
        return IndexOfInvalid(nul < 0 ? bytes : bytes[..nul]) is var invalid and >= 0 ? invalid : nul;
    }

    public const string NulReason = "A text holds a NUL character (U+0000), which databases do not take. Remove it.";

    public static string NoTextReason(byte found) => found == 0 ? NulReason : InvalidReason(found);

    public static string InvalidReason(byte found)
    {
        var guess = found >= 0xA0 ? $" (in Latin-1 it would be \"{(char)found}\")" : "";
        return $"Byte 0x{found:X2}{guess} is not valid UTF-8 here. Save the file as UTF-8.";
    }
}
