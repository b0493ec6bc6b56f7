using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Assay.Formats;

/// <summary>
/// Makes an item out of each row: its data with columns renamed to fields, the texts of its fields for hashing, its priority.
/// One pass over the row's bytes, nothing allocated for a good row; when no column is renamed or left out, the data is the row itself.
/// </summary>
/// <remarks>Results change with the next <see cref="Apply(RowReader)"/>. Not thread-safe: one for each import.
/// A field takes texts, numbers, true and false (the latter as they are written), or, where it says so, lists; anything else, and for a required field
/// null, a missing column and white space alone, are faults.</remarks>
public sealed class RowProjection
{
    private readonly record struct Slice(int Start, int Length, bool Unescaped);

    private readonly ProjectedField[] fields;
    private readonly byte[][] columns;
    private readonly byte[][] names;
    private readonly byte[][] quotedNames;
    private readonly Slice[] texts;
    private readonly bool[] seen;
    private readonly byte[]? priorityColumn;
    private readonly string? priorityName;
    private readonly bool keepOthers;
    private readonly bool identity;
    private readonly ArrayBufferWriter<byte> output = new();
    private readonly ArrayBufferWriter<byte> unescaped = new();
    private ReadOnlyMemory<byte> row;

    public RowProjection(ProjectionOptions options)
    {
        fields = [.. options.Fields];
        if (fields.Length == 0)
            throw new ArgumentException("At least one field is needed.", nameof(options));
        if (fields.DistinctBy(field => field.Field, StringComparer.Ordinal).Count() != fields.Length)
            throw new ArgumentException("Each field may be filled by one column.", nameof(options));
        columns = [.. fields.Select(field => Encoding.UTF8.GetBytes(field.Column))];
        names = [.. fields.Select(field => Encoding.UTF8.GetBytes(field.Field))];
        quotedNames = [.. names.Select(name => Quoted(name))];
        texts = new Slice[fields.Length];
        seen = new bool[fields.Length];
        priorityName = options.PriorityColumn;
        priorityColumn = priorityName is null ? null : Encoding.UTF8.GetBytes(priorityName);
        keepOthers = options.KeepOtherColumns;
        identity = keepOthers && fields.All(field => field.Field == field.Column);
    }

    /// <summary>The item's data, one JSON object in UTF-8.</summary>
    public ReadOnlyMemory<byte> Data { get; private set; }

    /// <summary>The item's priority, finite; null when the row gives none.</summary>
    public double? Priority { get; private set; }

    public int TextCount => fields.Length;

    /// <summary>The text of a field, by its number in the options, in UTF-8; empty when the row has none.
    /// What a content hash is taken over.</summary>
    public ReadOnlySpan<byte> Text(int field) => texts[field] switch
    {
        { Unescaped: true } slice => unescaped.WrittenSpan.Slice(slice.Start, slice.Length),
        var slice => row.Span.Slice(slice.Start, slice.Length),
    };

    /// <summary>Projects a good row of a reader. Returns null when it became an item, else why not.</summary>
    public RejectedRow? Apply(RowReader reader) => Apply(reader.Row, reader.Line);

    /// <inheritdoc cref="Apply(RowReader)"/>
    public RejectedRow? Apply(ReadOnlyMemory<byte> row, long line)
    {
        this.row = row;
        Data = default;
        Priority = null;
        unescaped.ResetWrittenCount();
        Array.Clear(texts);
        Array.Clear(seen);
        if (Scan(row.Span) is { } fault)
            return RejectedRow.Of(line, fault.Column, fault.Reason, row.Span);
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].Required && Text(i).IndexOfAnyExcept(Utf8Text.WhiteSpace) < 0)
                return RejectedRow.Of(line, fields[i].Column, Missing(i), row.Span);
        }
        Data = identity ? row : Rewrite(row.Span);
        return null;
    }

    private RowFault? Scan(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var first = FieldOf(ref reader, 0);
            var isPriority = priorityColumn is not null && reader.ValueTextEquals(priorityColumn);
            reader.Read();
            if (isPriority && ReadPriority(ref reader) is { } fault)
                return fault;
            if (first >= 0)
            {
                if (ReadText(ref reader, first, bytes) is { } wrong)
                    return wrong;
                // one column may fill several fields
                for (var i = first + 1; i < fields.Length; i++)
                {
                    if (fields[i].Column == fields[first].Column)
                        (texts[i], seen[i]) = (texts[first], true);
                }
            }
            reader.Skip();
        }
        return null;
    }

    private int FieldOf(ref Utf8JsonReader reader, int from)
    {
        for (var i = from; i < columns.Length; i++)
        {
            if (reader.ValueTextEquals(columns[i]))
                return i;
        }
        return -1;
    }

    private RowFault? ReadText(ref Utf8JsonReader reader, int field, ReadOnlySpan<byte> bytes)
    {
        seen[field] = true;
        if (fields[field].IsList && reader.TokenType != JsonTokenType.Null)
            return ReadList(ref reader, field);
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.ValueIsEscaped:
                var start = unescaped.WrittenCount;
                var length = reader.CopyString(unescaped.GetSpan(reader.ValueSpan.Length));
                unescaped.Advance(length);
                texts[field] = new Slice(start, length, true);
                return null;
            case JsonTokenType.String:
                texts[field] = new Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, false);
                return null;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                texts[field] = new Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length, false);
                return null;
            case JsonTokenType.Null:
                return null;
            default:
                var found = reader.TokenType == JsonTokenType.StartArray ? "a list" : "an object";
                var (name, column) = (fields[field].Field, fields[field].Column);
                return new RowFault($"Column \"{column}\" holds {found}; field \"{name}\" needs a text.", Column: column);
        }
    }

    /// <summary>Its text is the list as it is written.</summary>
    private RowFault? ReadList(ref Utf8JsonReader reader, int field)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            var found = reader.TokenType == JsonTokenType.StartObject ? "an object" : reader.TokenType == JsonTokenType.String ? "a text" : "a value";
            var (name, column) = (fields[field].Field, fields[field].Column);
            return new RowFault($"Column \"{column}\" holds {found}; field \"{name}\" needs a list.", Column: column);
        }

        reader.Skip();
        texts[field] = new Slice(start, (int)reader.BytesConsumed - start, false);
        return null;
    }

    private RowFault? ReadPriority(ref Utf8JsonReader reader)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.Null => [],
            JsonTokenType.String when reader.ValueIsEscaped => Encoding.UTF8.GetBytes(reader.GetString()!).AsSpan(),
            JsonTokenType.String or JsonTokenType.Number => reader.ValueSpan,
            _ => "?"u8,
        };
        text = text.Trim(Utf8Text.WhiteSpace);
        if (text.IsEmpty)
            return null;
        if (!Utf8Parser.TryParse(text, out double number, out var used) || used != text.Length || !double.IsFinite(number))
        {
            var found = reader.TokenType is JsonTokenType.String or JsonTokenType.Number ? $"\"{Excerpt.Of(text, 0)}\"" : "no number";
            return new RowFault($"Column \"{priorityName}\" holds {found}; the priority must be a number.", Column: priorityName);
        }
        Priority = number;
        return null;
    }

    private string Missing(int field)
    {
        var (name, column) = (fields[field].Field, fields[field].Column);
        return seen[field]
            ? $"Column \"{column}\" is empty; field \"{name}\" needs a text."
            : $"Column \"{column}\" is missing; field \"{name}\" needs a text.";
    }

    private ReadOnlyMemory<byte> Rewrite(ReadOnlySpan<byte> bytes)
    {
        output.ResetWrittenCount();
        var reader = new Utf8JsonReader(bytes);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(ref reader, 0);
            var clashes = field < 0 && keepOthers && IsField(ref reader);
            var name = bytes[(int)reader.TokenStartIndex..(int)reader.BytesConsumed].TrimEnd(" \t\r\n:"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var value = bytes[start..(int)reader.BytesConsumed];
            if (field < 0 && keepOthers)
                Add(clashes ? Free(name, bytes) : name, value);
            for (; field >= 0; field = NextField(field))
                Add(quotedNames[field], value);
        }
        output.Write(output.WrittenCount == 0 ? "{}"u8 : "}"u8);
        return output.WrittenMemory;
    }

    private int NextField(int field)
    {
        for (var i = field + 1; i < fields.Length; i++)
        {
            if (fields[i].Column == fields[field].Column)
                return i;
        }
        return -1;
    }

    private bool IsField(ref Utf8JsonReader reader)
    {
        foreach (var name in names)
        {
            if (reader.ValueTextEquals(name))
                return true;
        }
        return false;
    }

    private void Add(ReadOnlySpan<byte> quotedName, ReadOnlySpan<byte> value)
    {
        output.Write(output.WrittenCount == 0 ? "{"u8 : ","u8);
        output.Write(quotedName);
        output.Write(":"u8);
        output.Write(value);
    }

    private static byte[] Quoted(ReadOnlySpan<byte> name)
    {
        var quoted = new ArrayBufferWriter<byte>();
        JsonText.WriteString(quoted, name);
        return quoted.WrittenSpan.ToArray();
    }

    /// <summary>A name for a kept column that has the name of a field: rare, so it may cost a look over the whole row.</summary>
    private byte[] Free(ReadOnlySpan<byte> quotedName, ReadOnlySpan<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes.ToArray());
        var name = JsonSerializer.Deserialize<string>(quotedName)!;
        do
            name += "_column";
        while (document.RootElement.TryGetProperty(name, out _) || fields.Any(field => field.Field == name));
        return Quoted(Encoding.UTF8.GetBytes(name));
    }
}
