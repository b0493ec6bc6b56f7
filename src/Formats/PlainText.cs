using System.Buffers;

namespace Assay.Formats;

/// <summary>
/// Plain text: each line is an item with the one column <c>text</c>. The line is kept as it stands, without its line end; lines of white space
/// only are passed over.
/// </summary>
public sealed class PlainText : IDatasetFormat
{
    public string Name => "text";
    public string Title => "Plain text, one item a line";
    public IReadOnlyList<string> Extensions { get; } = [".txt", ".text", ".log"];

    public RowReader Open(Stream stream, ReadOptions? options = null)
    {
        options ??= new ReadOptions();
        var source = new RowSource(stream, options);
        return new PlainTextReader(source, options);
    }
}

internal sealed class PlainTextReader : RowReader
{
    private readonly ArrayBufferWriter<byte> json = new();

    public PlainTextReader(RowSource source, ReadOptions options) : base(source, options) => GoOn();

    public override IReadOnlyList<string> Columns { get; } = ["text"];

    private protected override bool Next(CancellationToken cancellation)
    {
        var scanner = new LineScanner(Source.Newline);
        while (true)
        {
            Line = Source.LinesAfterRow + 1;
            if (Source.Cut(ref scanner, cancellation) is not { } cut)
                return RejectDamage();
            var line = cut.Bytes.Span.TrimEnd("\r\n"u8);
            if (cut.TooLong)
                return Reject(line, new RowFault(TooLong(cut.Length, Source.MaxRow)));
            if (Utf8Text.IsBlank(line))
                continue;
            if (!cut.Complete && RejectDamage(line))
                return true;
            if (Utf8Text.IndexOfNoText(line) is var wrong and >= 0)
                return Reject(line, new RowFault(Utf8Text.NoTextReason(line[wrong]), wrong, "text"));
            json.ResetWrittenCount();
            json.Write("{\"text\":"u8);
            JsonText.WriteString(json, line);
            json.Write("}"u8);
            Row = json.WrittenMemory;
            return true;
        }
    }
}
