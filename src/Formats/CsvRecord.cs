namespace Assay.Formats;

/// <summary>The fields of one CSV row, found in place. A quote opens a quoted field only as the field's first character;
/// elsewhere it is itself.</summary>
internal sealed class CsvRecord(byte delimiter, int keep)
{
    private readonly record struct Field(int Start, int Length, bool Doubled);

    private Field[] fields = new Field[16];
    private byte[] unquoted = [];

    /// <summary>Fields found, also those beyond the number kept.</summary>
    public int Count { get; private set; }

    public static ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> row, byte newline)
    {
        if (row.IsEmpty || row[^1] != newline)
            return row;
        row = row[..^1];
        return newline == '\n' && !row.IsEmpty && row[^1] == '\r' ? row[..^1] : row;
    }

    public RowFault? Parse(ReadOnlySpan<byte> row)
    {
        Count = 0;
        for (var at = 0; ; at++)
        {
            int end;
            if (at < row.Length && row[at] == (byte)'"')
            {
                var close = Close(row, at, out var doubled);
                if (close < 0)
                    return new RowFault("The quote that opens here is never closed. Close it, or double quotes inside of the field (\"\").", at);
                end = close + 1;
                if (end < row.Length && row[end] != delimiter)
                    return new RowFault("There is text after the closing quote of a field. Double quotes inside of the field (\"\").", end);
                Keep(new Field(at + 1, close - at - 1, doubled));
            }
            else
            {
                var next = row[at..].IndexOf(delimiter);
                end = next < 0 ? row.Length : at + next;
                Keep(new Field(at, end - at, false));
            }
            at = end;
            if (at >= row.Length)
                return null;
        }
    }

    /// <summary>Which field a byte of the row lies in, by number from 0; as far as the row was parsed.</summary>
    public int FieldAt(int index)
    {
        for (var i = 0; i < Math.Min(Count, keep); i++)
        {
            if (index <= fields[i].Start + fields[i].Length)
                return i;
        }
        return Count;
    }

    /// <summary>The value of a field; doubled quotes are undoubled into a buffer that the next call uses again.</summary>
    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> row, int field)
    {
        var value = row.Slice(fields[field].Start, fields[field].Length);
        if (!fields[field].Doubled)
            return value;
        if (unquoted.Length < value.Length)
            unquoted = new byte[Math.Max(value.Length, unquoted.Length * 2)];
        var length = 0;
        while (!value.IsEmpty)
        {
            var quote = value.IndexOf((byte)'"');
            var count = quote < 0 ? value.Length : quote + 1;
            value[..count].CopyTo(unquoted.AsSpan(length));
            length += count;
            value = quote < 0 ? [] : value[(count + 1)..];
        }
        return unquoted.AsSpan(0, length);
    }

    private static int Close(ReadOnlySpan<byte> row, int open, out bool doubled)
    {
        doubled = false;
        for (var from = open + 1; ; from += 2)
        {
            var quote = row[from..].IndexOf((byte)'"');
            if (quote < 0)
                return -1;
            from += quote;
            if (from + 1 >= row.Length || row[from + 1] != (byte)'"')
                return from;
            doubled = true;
        }
    }

    private void Keep(Field field)
    {
        if (Count < keep)
        {
            if (Count == fields.Length)
                Array.Resize(ref fields, fields.Length * 2);
            fields[Count] = field;
        }
        Count++;
    }
}
