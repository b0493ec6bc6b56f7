using System.Buffers;

namespace Assay.Formats;

/// <summary>A row is one JSON value: the scanner pairs brackets outside of texts and does not otherwise judge.</summary>
internal struct JsonValueScanner : IRowScanner
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> TextEnd = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> ScalarEnd = SearchValues.Create(",]} \t\r\n"u8);

    private int depth;
    private bool inText, escaped, started, scalar;

    public int Scan(ReadOnlySpan<byte> fresh)
    {
        var i = 0;
        if (!started && !fresh.IsEmpty)
        {
            started = true;
            scalar = !Structure.Contains(fresh[0]);
            i = scalar ? 1 : 0;
        }
        if (scalar)
            return fresh[i..].IndexOfAny(ScalarEnd) is var at && at < 0 ? -1 : i + at;
        while (i < fresh.Length)
        {
            if (escaped)
            {
                escaped = false;
                i++;
                continue;
            }
            var next = fresh[i..].IndexOfAny(inText ? TextEnd : Structure);
            if (next < 0)
                return -1;
            i += next;
            switch (fresh[i++])
            {
                case (byte)'\\': escaped = true; break;
                case (byte)'"': inText = !inText; break;
                case (byte)'{' or (byte)'[': depth++; break;
                default: depth--; break;
            }
            if (depth <= 0 && !inText)
                return i;
        }
        return -1;
    }
}
