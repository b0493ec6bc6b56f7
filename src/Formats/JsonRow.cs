using System.Globalization;
using System.Text.Json;

namespace Assay.Formats;

/// <summary>
/// Checks that a row is one good JSON object, in one pass over its bytes and without allocating for a good row.
/// What is checked and why: see <see cref="RowReader"/>.
/// </summary>
internal sealed class JsonRow
{
    // deeper than what is accepted, so that our own sentence is told instead of the parser's
    private static readonly JsonReaderOptions Options = new() { MaxDepth = RowReader.MaxDepth + 8 };

    private readonly PropertyNames names = new();
    private readonly int[] objects = new int[RowReader.MaxDepth + 1];

    public RowFault? Check(ReadOnlySpan<byte> row, bool complete)
    {
        var first = row.IndexOfAnyExcept(Utf8Text.WhiteSpace);
        if (first >= 0 && row[first] != (byte)'{')
            return NotAnObject(row, first);
        var invalid = Utf8Text.IndexOfInvalid(row);
        if (invalid >= 0)
            return new RowFault(Utf8Text.InvalidReason(row[invalid]), invalid);

        var reader = new Utf8JsonReader(row, isFinalBlock: true, new JsonReaderState(Options));
        var lastName = -1;
        try
        {
            return Check(row, ref reader, ref lastName);
        }
        catch (JsonException e)
        {
            return Broken(row, e, ColumnAt(row, lastName), complete);
        }
    }

    private RowFault? Check(ReadOnlySpan<byte> row, ref Utf8JsonReader reader, ref int lastName)
    {
        names.Start();
        var made = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (reader.CurrentDepth >= RowReader.MaxDepth)
                        return new RowFault($"The row is nested more than {RowReader.MaxDepth} levels deep.", (int)reader.TokenStartIndex);
                    if (reader.TokenType == JsonTokenType.StartObject)
                        objects[reader.CurrentDepth] = made++;
                    break;
                case JsonTokenType.PropertyName:
                    if (reader.CurrentDepth == 1)
                        lastName = (int)reader.TokenStartIndex;
                    if (reader.ValueIsEscaped && NoText(reader.ValueSpan) is { } inName)
                        return new RowFault(inName, (int)reader.TokenStartIndex);
                    if (!names.Add(objects[reader.CurrentDepth - 1], ref reader))
                        return new RowFault($"The property \"{reader.GetString()}\" occurs twice in one object; each name may occur once.",
                            (int)reader.TokenStartIndex, reader.CurrentDepth == 1 ? reader.GetString() : null);
                    break;
                case JsonTokenType.String when reader.ValueIsEscaped && NoText(reader.ValueSpan) is { } inText:
                    return new RowFault(inText, (int)reader.TokenStartIndex, ColumnAt(row, lastName));
            }
        }
        return null;
    }

    /// <summary>Escapes that are good JSON but no text: neither a database nor most programs take them.</summary>
    private static string? NoText(ReadOnlySpan<byte> escaped)
    {
        const string HalfPair = "A text holds half of a surrogate pair (\\uD800 to \\uDFFF alone), which is no character. Remove it.";
        var afterHigh = false;
        for (var i = 0; i < escaped.Length;)
        {
            var unit = -1;
            if (escaped[i] != (byte)'\\')
                i++;
            else if (escaped[i + 1] != (byte)'u')
                i += 2;
            else
            {
                unit = int.Parse(escaped.Slice(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                i += 6;
            }
            var isLow = unit is >= 0xDC00 and <= 0xDFFF;
            if (isLow != afterHigh)
                return HalfPair;
            if (unit == 0)
                return Utf8Text.NulReason;
            afterHigh = unit is >= 0xD800 and <= 0xDBFF;
        }
        return afterHigh ? HalfPair : null;
    }

    private static RowFault NotAnObject(ReadOnlySpan<byte> row, int first)
    {
        var value = row[first..];
        var found = (char)row[first] switch
        {
            '[' => "an array",
            '"' => "a text",
            '-' or (>= '0' and <= '9') => "a number",
            _ when value.SequenceEqual("true"u8) || value.SequenceEqual("false"u8) => "true or false",
            _ when value.SequenceEqual("null"u8) => "null",
            _ => null,
        };
        return new RowFault(found is null
            ? "The row is not JSON. Each row must be an object such as {\"text\": \"…\"}."
            : $"The row is {found}. Each row must be an object such as {{\"text\": \"…\"}}.", first);
    }

    private static RowFault Broken(ReadOnlySpan<byte> row, JsonException e, string? column, bool complete)
    {
        var index = IndexOf(row, e);
        if (!complete && Utf8Text.IsBlank(row[index..]))
            return new RowFault("The file ends in the middle of this row.", index, column);
        var message = e.Message;
        var tail = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (tail > 0)
            message = message[..tail];
        var hint = index < row.Length ? (char)row[index] switch
        {
            '\'' => " JSON texts stand in double quotes.",
            'N' or 'I' => " NaN, Infinity and None are not JSON; write null.",
            'T' or 'F' => " Write true and false in lower case.",
            '}' or ']' => " Is there a comma before it?",
            < ' ' => " Inside a text, write a line break as \\n and a tab as \\t.",
            _ => "",
        } : " Is the rest of the row missing?";
        return new RowFault($"The row is not valid JSON: {message.TrimEnd('.')}.{hint}", index, column);
    }

    private static int IndexOf(ReadOnlySpan<byte> row, JsonException e)
    {
        var index = 0;
        for (var line = 0L; line < (e.LineNumber ?? 0); line++)
            index += row[index..].IndexOf((byte)'\n') + 1;
        return (int)Math.Min(row.Length, index + (e.BytePositionInLine ?? 0));
    }

    private static string? ColumnAt(ReadOnlySpan<byte> row, int name)
    {
        if (name < 0)
            return null;
        var reader = new Utf8JsonReader(row[name..], isFinalBlock: false, default);
        return reader.Read() ? reader.GetString() : null;
    }
}
