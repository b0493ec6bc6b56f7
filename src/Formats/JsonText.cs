using System.Buffers;
using System.Text;

namespace Assay.Formats;

/// <summary>Writes JSON texts. Only what RFC 8259 demands is escaped (quote, backslash, control characters): the bytes go into a database and
/// a download, never into HTML, and the framework's encoders make \u escapes of every character beyond the basic plane.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    /// <summary>What stands before the value of an object's property: <c>{"name":</c> for the first, <c>,"name":</c> for the others.</summary>
    public static byte[] PropertyStart(string name, int index)
    {
        var property = new ArrayBufferWriter<byte>();
        property.Write(index == 0 ? "{"u8 : ","u8);
        WriteString(property, name);
        property.Write(":"u8);
        return property.WrittenSpan.ToArray();
    }

    public static void WriteString(IBufferWriter<byte> into, string value)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        WriteString(into, bytes.AsSpan(0, Encoding.UTF8.GetBytes(value, bytes)));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>Writes the value, which must be UTF-8, in quotes.</summary>
    public static void WriteString(IBufferWriter<byte> into, ReadOnlySpan<byte> value)
    {
        into.Write("\""u8);
        for (int at; (at = value.IndexOfAny(Escaped)) >= 0; value = value[(at + 1)..])
        {
            into.Write(value[..at]);
            WriteEscape(into, value[at]);
        }
        into.Write(value);
        into.Write("\""u8);
    }

    private static void WriteEscape(IBufferWriter<byte> into, byte character)
    {
        switch ((char)character)
        {
            case '"': into.Write("\\\""u8); break;
            case '\\': into.Write("\\\\"u8); break;
            case '\n': into.Write("\\n"u8); break;
            case '\r': into.Write("\\r"u8); break;
            case '\t': into.Write("\\t"u8); break;
            default:
                into.Write("\\u00"u8);
                into.Write([(byte)('0' + (character >> 4)), (byte)"0123456789abcdef"[character & 15]]);
                break;
        }
    }
}
