using System.Globalization;

namespace Assay.Formats;

/// <summary>One value of an exported row: nothing, a text, a number, true or false, or JSON as it stands.</summary>
public readonly struct Cell
{
    internal enum Kind { Null, Text, Number, Boolean, Json }

    private Cell(Kind kind, string? text)
    {
        this.kind = kind;
        this.text = text;
    }

    private readonly Kind kind;
    private readonly string? text;

    internal Kind Is => kind;
    internal string Value => text ?? "";

    public static Cell Null => default;

    /// <summary>A text; null is nothing.</summary>
    public static Cell Text(string? value) => value is null ? default : new Cell(Kind.Text, value);

    public static Cell Number(long? value) => value is { } number ? new Cell(Kind.Number, number.ToString(CultureInfo.InvariantCulture)) : default;

    /// <summary>A number in its shortest form that reads back the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite: JSON has no such number.</exception>
    public static Cell Number(double? value) => value switch
    {
        null => default,
        { } number when double.IsFinite(number) => new Cell(Kind.Number, number.ToString("R", CultureInfo.InvariantCulture)),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Only a finite number can be written."),
    };

    public static Cell Boolean(bool? value) => value is { } known ? new Cell(Kind.Boolean, known ? "true" : "false") : default;

    /// <summary>JSON as it stands, which must be one valid value (it is not checked again); null is nothing.
    /// JSONL carries it as it is. CSV flattens it: a text loses its quotes, null is an empty field, lists and objects stay JSON text.</summary>
    public static Cell Json(string? value) => value is null ? default : new Cell(Kind.Json, value);
}
