namespace Assay.Formats;

/// <summary>
/// A JSON file that is one array of objects: <c>[{"text": "…"}, …]</c>. Elements are handed out one at a time, byte for byte as they stand;
/// the file is never held as a whole. A faulty element is rejected and the next one read, as long as brackets and quotes pair up.
/// </summary>
public sealed class JsonArray : IDatasetFormat
{
    public string Name => "json";
    public string Title => "JSON array";
    public IReadOnlyList<string> Extensions { get; } = [".json"];

    public RowReader Open(Stream stream, ReadOptions? options = null)
    {
        options ??= new ReadOptions();
        var source = new RowSource(stream, options);
        try
        {
            return new JsonArrayReader(source, options);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }
}

internal sealed class JsonArrayReader : RowReader
{
    private readonly JsonRow json = new();

    // between rows this is all the state there is, so that reading can go on after any row
    private bool afterRow;
    private bool closed;

    public JsonArrayReader(RowSource source, ReadOptions options) : base(source, options)
    {
        if (options.After.Row > 0)
        {
            GoOn();
            afterRow = true;
        }
        else if (!SkipSpace())
            closed = true;
        else if (source.Unread[0] == (byte)'[')
            source.Take(1);
        else
            throw new UnreadableFile(Refusal(source.Unread));
    }

    private protected override bool Next(CancellationToken cancellation)
    {
        var comma = false;
        while (SkipSpace())
        {
            Line = Source.LinesAfterRow + 1;
            if (closed)
                return RejectAfterEnd(cancellation);
            switch (Source.Unread[0])
            {
                case (byte)',' when afterRow && !comma:
                    comma = true;
                    Source.Take(1);
                    break;
                case (byte)',':
                    // the comma itself stays, to be the one before the next row
                    afterRow = true;
                    return Reject(","u8, new RowFault("There is a comma, but no row before it. Remove the comma."));
                case (byte)']' when comma:
                    return Reject(",]"u8, new RowFault("The last row is followed by a comma. Remove the comma."));
                case (byte)']':
                    closed = true;
                    Source.Take(1);
                    break;
                default:
                    return ReadRow(comma || !afterRow, cancellation);
            }
        }
        Line = Source.LinesAfterRow + 1;
        return RejectDamage() || (!closed && RejectRest([],
            new RowFault("The file ends before the array is closed with \"]\". The rows before are kept; is the rest of the file missing?")));
    }

    private bool ReadRow(bool separated, CancellationToken cancellation)
    {
        afterRow = true;
        var scanner = new JsonValueScanner();
        var cut = Source.Cut(ref scanner, cancellation)!.Value;
        var row = cut.Bytes.Span;
        if (!cut.Complete)
        {
            return RejectDamage(row) || RejectRest(row,
                new RowFault("The file ends in the middle of this row; is a quote or bracket in it never closed?"));
        }
        if (cut.TooLong)
            return Reject(row, new RowFault(TooLong(cut.Length, Source.MaxRow)));
        if (!separated)
            return Reject(row, new RowFault("A comma is missing before this row."));
        if (json.Check(row, cut.Complete) is { } fault)
            return Reject(row, fault);
        Row = cut.Bytes;
        return true;
    }

    private bool RejectAfterEnd(CancellationToken cancellation)
    {
        RejectRest(Source.Unread,
            new RowFault("There is more after the end of the array; a JSON file holds one array. Nothing from here on is read."));
        Source.TakeAll(cancellation);
        return true;
    }

    private bool SkipSpace()
    {
        while (true)
        {
            var next = Source.Unread.IndexOfAnyExcept(Utf8Text.WhiteSpace);
            Source.Take(next < 0 ? Source.Unread.Length : next);
            if (next >= 0)
                return true;
            if (!Source.Fill())
                return false;
        }
    }

    private static string Refusal(ReadOnlySpan<byte> head)
    {
        const string Wanted = "A JSON file must hold an array of objects: [{\"text\": \"…\"}, …].";
        if (head[0] != (byte)'{')
            return $"The file begins with \"{Excerpt.Of(head[..1], 0)}\". {Wanted}";
        if (JsonShape.IsJsonLines(head))
            return $"The file holds one JSON object a line. Read it as format jsonl (name it .jsonl). {Wanted}";
        return JsonShape.ArrayWithin(head) is { } name
            ? $"The file holds one JSON object, whose property \"{name}\" is an array. Save that array alone as the file. {Wanted}"
            : $"The file holds one JSON object. {Wanted}";
    }
}
