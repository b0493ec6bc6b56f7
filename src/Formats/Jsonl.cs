namespace Assay.Formats;

/// <summary>
/// JSON Lines (https://jsonlines.org; also called NDJSON): one JSON object a line, UTF-8. Good rows are handed out byte for byte as they stand.
/// Blank lines are passed over. A last line without line end is read like any other.
/// </summary>
public sealed class Jsonl : IWritableFormat
{
    public string Name => "jsonl";
    public string Title => "JSON Lines";
    public IReadOnlyList<string> Extensions { get; } = [".jsonl", ".ndjson"];
    public string MediaType => "application/x-ndjson";

    public RowReader Open(Stream stream, ReadOptions? options = null)
    {
        options ??= new ReadOptions();
        var source = new RowSource(stream, options);
        return new JsonlReader(source, options);
    }

    public RowWriter Create(Stream stream, IReadOnlyList<string> columns, WriteOptions? options = null) => new JsonlWriter(stream, columns);
}

internal sealed class JsonlReader : RowReader
{
    private readonly JsonRow json = new();

    public JsonlReader(RowSource source, ReadOptions options) : base(source, options) => GoOn();

    private protected override bool Next(CancellationToken cancellation)
    {
        var scanner = new LineScanner(Source.Newline);
        while (true)
        {
            Line = Source.LinesAfterRow + 1;
            if (Source.Cut(ref scanner, cancellation) is not { } cut)
                return RejectDamage();
            var row = cut.Bytes.Span.TrimEnd(Utf8Text.WhiteSpace);
            if (row.IsEmpty && !cut.TooLong)
                continue;
            if (cut.TooLong)
                return Reject(row, new RowFault(TooLong(cut.Length, Source.MaxRow)));
            if (!cut.Complete && RejectDamage(row))
                return true;
            if (json.Check(row, cut.Complete) is { } fault)
                return Reject(row, fault);
            Row = cut.Bytes[row.IndexOf((byte)'{')..row.Length];
            return true;
        }
    }
}

/// <summary>A row is a line.</summary>
internal readonly struct LineScanner(byte newline) : IRowScanner
{
    public int Scan(ReadOnlySpan<byte> fresh) => fresh.IndexOf(newline) is var at && at < 0 ? -1 : at + 1;
}
