namespace Assay.Formats;

/// <summary>
/// CSV after RFC 4180, with a header row: fields may be quoted, a quoted field may hold line breaks, delimiters and doubled quotes.
/// Every value is a text. The delimiter is found out from the first rows (comma, semicolon, tab or bar; a first line <c>sep=;</c> decides).
/// </summary>
public sealed class Csv : IWritableFormat
{
    public string Name => "csv";
    public string Title => "CSV";
    public IReadOnlyList<string> Extensions { get; } = [".csv"];
    public string MediaType => "text/csv; charset=utf-8";

    public RowReader Open(Stream stream, ReadOptions? options = null) => CsvReader.Open(stream, options ?? new ReadOptions());

    public RowWriter Create(Stream stream, IReadOnlyList<string> columns, WriteOptions? options = null) =>
        new CsvWriter(stream, columns, (byte)',', options ?? new WriteOptions());
}

/// <summary>Tab-separated values with a header row; quoting as in <see cref="Csv"/>, which is what spreadsheets write.</summary>
public sealed class Tsv : IWritableFormat
{
    public string Name => "tsv";
    public string Title => "TSV";
    public IReadOnlyList<string> Extensions { get; } = [".tsv", ".tab"];
    public string MediaType => "text/tab-separated-values; charset=utf-8";

    public RowReader Open(Stream stream, ReadOptions? options = null) =>
        CsvReader.Open(stream, (options ?? new ReadOptions()) with { Delimiter = '\t' });

    public RowWriter Create(Stream stream, IReadOnlyList<string> columns, WriteOptions? options = null) =>
        new CsvWriter(stream, columns, (byte)'\t', options ?? new WriteOptions());
}
