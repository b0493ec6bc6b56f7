using System.Buffers;

namespace Assay.Formats;

internal sealed class CsvReader : RowReader
{
    private readonly ArrayBufferWriter<byte> json = new();
    private readonly byte delimiter;
    private readonly CsvHeader? header;
    private readonly CsvRecord record;
    private readonly byte[][] properties = [];

    private CsvReader(RowSource source, ReadOptions options) : base(source, options)
    {
        delimiter = options.Delimiter is { } chosen ? Ascii(chosen) : ReadDelimiterLine(source) ?? CsvDialect.Detect(source.Unread) ?? (byte)',';
        header = ReadHeader(source);
        record = new CsvRecord(delimiter, header?.Names.Count ?? 0);
        if (header is not null)
            properties = [.. header.Names.Select(JsonText.PropertyStart)];
        GoOn();
    }

    public static CsvReader Open(Stream stream, ReadOptions options)
    {
        var source = new RowSource(stream, options);
        try
        {
            return new CsvReader(source, options);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string>? Columns => header?.Names;
    public override IReadOnlyList<string> Warnings => header?.Warnings ?? [];

    private protected override bool Next(CancellationToken cancellation)
    {
        while (true)
        {
            var scanner = new CsvScanner(delimiter, Source.Newline);
            Line = Source.LinesAfterRow + 1;
            if (Source.Cut(ref scanner, cancellation) is not { } cut)
                return RejectDamage();
            var row = CsvRecord.WithoutLineEnd(cut.Bytes.Span, Source.Newline);
            if (cut.TooLong)
                return Reject(row, new RowFault(TooLong(cut.Length, Source.MaxRow) + " Is a quote never closed?"));
            if (IsBlank(row))
                continue;
            if (!cut.Complete && RejectDamage(row))
                return true;
            return Fault(row) is { } fault ? Reject(row, fault) : Build(row);
        }
    }

    private bool IsBlank(ReadOnlySpan<byte> row) => row.IndexOfAnyExcept(delimiter == '\t' ? " \r\n"u8 : Utf8Text.WhiteSpace) < 0;

    private RowFault? Fault(ReadOnlySpan<byte> row)
    {
        var fault = record.Parse(row);
        if (Utf8Text.IndexOfNoText(row) is var wrong and >= 0)
            fault = new RowFault(Utf8Text.NoTextReason(row[wrong]), wrong);
        if (fault is not null)
            return fault with { Column = properties.Length > record.FieldAt(fault.Index) ? header!.Names[record.FieldAt(fault.Index)] : null };
        if (record.Count == properties.Length)
            return null;
        var fields = record.Count == 1 ? "1 field" : FormattableString.Invariant($"{record.Count} fields");
        return new RowFault($"The row has {fields}, the header {properties.Length} ({Some(header!.Names)}). {Advice()}");
    }

    private string Advice() => record.Count < properties.Length
        ? "Add the missing fields, empty ones too."
        : "Put a field that holds the delimiter in quotes.";

    private static string Some(IReadOnlyList<string> names) => string.Join(", ", names.Take(5)) + (names.Count > 5 ? ", …" : "");

    private bool Build(ReadOnlySpan<byte> row)
    {
        json.ResetWrittenCount();
        for (var i = 0; i < properties.Length; i++)
        {
            json.Write(properties[i]);
            JsonText.WriteString(json, record.Value(row, i));
        }
        json.Write("}"u8);
        Row = json.WrittenMemory;
        return true;
    }

    private static byte Ascii(char delimiter) => delimiter < 128 && delimiter is not ('"' or '\r' or '\n')
        ? (byte)delimiter
        : throw new UnreadableFile($"The delimiter \"{delimiter}\" cannot be used; take one ASCII character such as a comma, a semicolon or a tab.");

    /// <summary>Spreadsheets write a first line "sep=;" when the delimiter is not what the reader's country expects.</summary>
    private static byte? ReadDelimiterLine(RowSource source)
    {
        var head = source.Unread;
        if (head.Length < 5 || !head.StartsWith("sep="u8) || head[4] is (byte)'"' or (byte)'\r' or (byte)'\n' or > 127)
            return null;
        var rest = head[5..];
        var end = rest.StartsWith("\r\n"u8) ? 2 : rest.IsEmpty || rest[0] != source.Newline ? -1 : 1;
        if (end < 0)
            return null;
        var delimiter = head[4];
        source.Take(5 + end);
        return delimiter;
    }

    private CsvHeader? ReadHeader(RowSource source)
    {
        while (true)
        {
            var scanner = new CsvScanner(delimiter, source.Newline);
            if (source.Cut(ref scanner, CancellationToken.None) is not { } cut)
                return null;
            if (cut.TooLong)
                throw new UnreadableFile($"The header row cannot be read. {TooLong(cut.Length, source.MaxRow)}");
            var row = CsvRecord.WithoutLineEnd(cut.Bytes.Span, source.Newline);
            if (!IsBlank(row))
                return new CsvHeader(new CsvRecord(delimiter, int.MaxValue), row);
        }
    }
}
