namespace Assay.Formats;

/// <summary>A row of CSV ends at a line end outside of quotes. After a faulty quote it ends at the next line end, so that one bad row
/// does not take others with it.</summary>
internal struct CsvScanner(byte delimiter, byte newline) : IRowScanner
{
    private enum In { FieldStart, Plain, Quoted, QuoteSeen, Faulty }

    private In state;

    public int Scan(ReadOnlySpan<byte> fresh)
    {
        for (var i = 0; i < fresh.Length;)
        {
            if (state is In.Plain or In.Quoted or In.Faulty)
            {
                var rest = fresh[i..];
                var next = state switch
                {
                    In.Quoted => rest.IndexOf((byte)'"'),
                    In.Plain => rest.IndexOfAny(delimiter, newline),
                    _ => rest.IndexOf(newline),
                };
                if (next < 0)
                    return -1;
                i += next;
            }
            var b = fresh[i++];
            if (b == newline && state != In.Quoted)
            {
                state = In.FieldStart;
                return i;
            }
            state = state switch
            {
                In.Faulty => In.Faulty,
                In.Quoted => In.QuoteSeen,
                In.QuoteSeen when b == '"' => In.Quoted,
                In.FieldStart when b == '"' => In.Quoted,
                _ when b == delimiter => In.FieldStart,
                In.QuoteSeen when b != '\r' => In.Faulty,
                In.QuoteSeen => In.QuoteSeen,
                _ => In.Plain,
            };
        }
        return -1;
    }
}
