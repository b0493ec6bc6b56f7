using System.Text;
using System.Text.Json;

namespace Assay.Formats;

/// <summary>What the beginning of a file with JSON in it looks like as a whole.</summary>
internal static class JsonShape
{
    /// <summary>The first line that is not blank is one whole object, and the next, if any, begins another.</summary>
    public static bool IsJsonLines(ReadOnlySpan<byte> head)
    {
        head = head.TrimStart(Utf8Text.WhiteSpace);
        var newline = head.IndexOf((byte)'\n');
        if (newline < 0 || new JsonRow().Check(head[..newline], complete: true) is not null)
            return false;
        var rest = head[newline..].TrimStart(Utf8Text.WhiteSpace);
        return rest.IsEmpty || rest[0] == (byte)'{';
    }

    /// <summary>Name of the first property of the object at the beginning whose value is an array; null when none is seen.</summary>
    public static string? ArrayWithin(ReadOnlySpan<byte> head)
    {
        var reader = new Utf8JsonReader(head, isFinalBlock: false, default);
        string? name = null;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                    name = Encoding.UTF8.GetString(reader.ValueSpan);
                else if (reader.TokenType == JsonTokenType.StartArray && reader.CurrentDepth == 1)
                    return name;
            }
        }
        catch (JsonException)
        {
            return null;
        }
        return null;
    }
}
