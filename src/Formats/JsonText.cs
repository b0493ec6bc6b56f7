using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Assay.Formats;

/// <summary>Writes JSON texts. Only what JSON demands is escaped: the bytes go into a database and a download, never into HTML.</summary>
internal static class JsonText
{
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

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
        while (!value.IsEmpty)
        {
            var escape = Encoder.FindFirstCharacterToEncodeUtf8(value);
            if (escape < 0)
            {
                into.Write(value);
                break;
            }
            into.Write(value[..escape]);
            value = value[escape..];
            Encoder.EncodeUtf8(value, into.GetSpan(256), out var consumed, out var written, isFinalBlock: true);
            into.Advance(written);
            value = value[consumed..];
        }
        into.Write("\""u8);
    }
}
