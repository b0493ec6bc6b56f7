using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Assay.Formats;

/// <summary>RFC 4180: header row, CRLF, quotes only where needed, quotes inside doubled.
/// Nothing and the empty text are both an empty field.</summary>
internal sealed class CsvWriter : RowWriter
{
    private const string FormulaStarts = "=+-@\t\r";

    private readonly SearchValues<char> needsQuotes;
    private readonly byte delimiter;
    private readonly bool guard;

    public CsvWriter(Stream stream, IReadOnlyList<string> columns, byte delimiter, WriteOptions options) : base(stream, columns)
    {
        this.delimiter = delimiter;
        guard = options.GuardFormulas;
        needsQuotes = SearchValues.Create(['"', '\r', '\n', (char)delimiter]);
        if (options.ByteOrderMark)
            Buffer.Write("\uFEFF"u8);
        Append([.. columns.Select(Cell.Text)]);
    }

    private protected override void Append(IReadOnlyList<Cell> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
                Buffer.Write([delimiter]);
            var (text, isText) = Flatten(cells[i]);
            if (guard && isText && text.Length > 0 && FormulaStarts.Contains(text[0]))
                text = "'" + text;
            // a line of white space only would be passed over as blank when read
            Write(text, quoted: (cells.Count == 1 && string.IsNullOrWhiteSpace(text)) || text.AsSpan().ContainsAny(needsQuotes));
        }
        Buffer.Write("\r\n"u8);
    }

    private void Write(string text, bool quoted)
    {
        if (quoted)
            text = string.Concat("\"", text.Replace("\"", "\"\"", StringComparison.Ordinal), "\"");
        Encoding.UTF8.GetBytes(text, Buffer);
    }

    private static (string Text, bool IsText) Flatten(Cell cell)
    {
        if (cell.Is != Cell.Kind.Json)
            return (cell.Value, cell.Is == Cell.Kind.Text);
        using var json = JsonDocument.Parse(cell.Value);
        return json.RootElement.ValueKind switch
        {
            JsonValueKind.Null => ("", false),
            JsonValueKind.String => (json.RootElement.GetString()!, true),
            _ => (cell.Value, false),
        };
    }
}
