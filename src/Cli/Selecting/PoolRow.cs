using System.Globalization;
using System.Text.Json;

namespace Assay.Cli.Selecting;

/// <summary>A row of a file, its columns read as what they should be.</summary>
/// <param name="Row">A JSON object.</param>
/// <param name="Place">File and line, for messages.</param>
internal readonly record struct PoolRow(JsonElement Row, string Place)
{
    /// <exception cref="BadInput">There is no such column.</exception>
    public string Text(string column) => Row.TryGetProperty(column, out var cell)
        ? Words(cell)
        : throw new BadInput($"{Place}: no column {column}; there are {string.Join(", ", Row.EnumerateObject().Select(property => property.Name).Take(20))}");

    /// <summary>Empty where there is no such column.</summary>
    public string TextOrNone(string column) => Row.TryGetProperty(column, out var cell) ? Words(cell) : "";

    /// <exception cref="BadInput">There is no such column, or no number in it.</exception>
    public float Number(string column)
    {
        var text = Text(column);
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new BadInput($"{Place}: {column} is \"{text}\"; it should be a number");
    }

    /// <exception cref="BadInput">There is no such column, or no list of numbers in it.</exception>
    public float[] Numbers(string column)
    {
        var place = Place;
        var text = Text(column);
        if (!Row.TryGetProperty(column, out var cell) || cell.ValueKind != JsonValueKind.Array)
            throw Unfit();
        return [.. cell.EnumerateArray().Select(each => each.ValueKind == JsonValueKind.Number && each.TryGetSingle(out var number) ? number : throw Unfit())];

        BadInput Unfit() => new($"{place}: {column} is {(text.Length > 60 ? text[..60] + "…" : text)}; it should be a list of numbers, one a token");
    }

    private static string Words(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.String => cell.GetString()!,
        JsonValueKind.Null => "",
        _ => cell.GetRawText(),
    };
}
