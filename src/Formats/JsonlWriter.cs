using System.Buffers;
using System.Text;

namespace Assay.Formats;

/// <summary>One object a line, properties in the order of the columns, nothing as null, no white space, line end LF.</summary>
internal sealed class JsonlWriter : RowWriter
{
    private readonly byte[][] properties;

    public JsonlWriter(Stream stream, IReadOnlyList<string> columns) : base(stream, columns) =>
        properties = [.. columns.Select(JsonText.PropertyStart)];

    private protected override void Append(IReadOnlyList<Cell> cells)
    {
        for (var i = 0; i < properties.Length; i++)
        {
            Buffer.Write(properties[i]);
            switch (cells[i].Is)
            {
                case Cell.Kind.Null: Buffer.Write("null"u8); break;
                case Cell.Kind.Text: JsonText.WriteString(Buffer, cells[i].Value); break;
                case Cell.Kind.Json: Encoding.UTF8.GetBytes(OnOneLine(cells[i].Value), Buffer); break;
                default: Encoding.UTF8.GetBytes(cells[i].Value, Buffer); break;
            }
        }
        Buffer.Write("}\n"u8);
    }

    // JSON may stand over several lines where it came from; in JSONL it must not. Valid JSON has line ends between its tokens only
    private static string OnOneLine(string json) => json.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
}
