using System.Text;

namespace Assay.Formats;

/// <summary>A short, printable cutting of a row around the place of its fault.</summary>
internal static class Excerpt
{
    private const int Before = 60;

    public static string Of(ReadOnlySpan<byte> row, int index)
    {
        var start = index > 2 * Before ? index - Before : 0;
        while (start > 0 && start < row.Length && (row[start] & 0xC0) == 0x80)
            start--;
        // four bytes a character at most: more than enough of the row is decoded, never all of a long one
        var decoded = Encoding.UTF8.GetString(row[start..Math.Min(row.Length, start + 4 * RejectedRow.MaxExcerpt)]);
        var text = new StringBuilder(start > 0 ? "…" : "", RejectedRow.MaxExcerpt);
        foreach (var c in decoded.AsSpan().TrimEnd())
            text.Append(char.IsControl(c) ? ' ' : c);
        if (text.Length <= RejectedRow.MaxExcerpt)
            return text.ToString();
        var length = RejectedRow.MaxExcerpt - 1;
        if (char.IsHighSurrogate(text[length - 1]))
            length--;
        return text.ToString(0, length) + "…";
    }
}
