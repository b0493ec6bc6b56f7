namespace Assay.Formats;

/// <summary>Finds the delimiter of a CSV file from its first rows.</summary>
internal static class CsvDialect
{
    private const int RowsLookedAt = 20;

    private static ReadOnlySpan<byte> Candidates => ",;\t|"u8;

    /// <summary>The delimiter that cuts most rows into as many fields as the first one, and into most fields;
    /// null when none cuts the first row.</summary>
    public static byte? Detect(ReadOnlySpan<byte> head)
    {
        byte? best = null;
        var bestRows = 0;
        var bestFields = 1;
        foreach (var candidate in Candidates)
        {
            var (rows, fields) = Alike(head, candidate);
            if (fields < 2 || rows < bestRows || (rows == bestRows && fields <= bestFields))
                continue;
            (best, bestRows, bestFields) = (candidate, rows, fields);
        }
        return best;
    }

    private static (int Rows, int Fields) Alike(ReadOnlySpan<byte> head, byte delimiter)
    {
        var newline = head.Contains((byte)'\n') ? (byte)'\n' : (byte)'\r';
        var record = new CsvRecord(delimiter, int.MaxValue);
        var (alike, fields) = (0, 0);
        for (var i = 0; i < RowsLookedAt && !head.IsEmpty; i++)
        {
            var length = new CsvScanner(delimiter, newline).Scan(head);
            // a row cut off by the end of the head says nothing, unless it is the only one
            if (length < 0 && fields > 0)
                break;
            var row = CsvRecord.WithoutLineEnd(length < 0 ? head : head[..length], newline);
            head = length < 0 ? [] : head[length..];
            if (Utf8Text.IsBlank(row) || record.Parse(row) is not null)
                continue;
            if (fields == 0)
                fields = record.Count;
            if (record.Count == fields)
                alike++;
        }
        return (alike, fields);
    }
}
