using System.Buffers;
using System.Text.Json;

namespace Assay.Formats;

/// <summary>The beginning of a file as a person sees it before importing: columns, some rows, what looks wrong.</summary>
public sealed record Preview
{
    private const int RowsLookedAt = 100;
    private const int MaxColumns = 500;
    private const int MaxText = 2_000;

    public required string Format { get; init; }
    public required bool Compressed { get; init; }

    /// <summary>In the order of first appearance; what they hold is judged by the first 100 rows.</summary>
    public required IReadOnlyList<PreviewColumn> Columns { get; init; }

    /// <summary>The first good rows, as JSON objects; texts over 2,000 characters are shortened.</summary>
    public required IReadOnlyList<JsonElement> Rows { get; init; }

    /// <summary>The rejected ones among the rows looked at.</summary>
    public required IReadOnlyList<RejectedRow> Rejected { get; init; }

    /// <summary>Sentences for a person.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Reads the beginning of a file. The stream is closed.</summary>
    /// <param name="stream">The file, from its start.</param>
    /// <param name="format">The format to read it as.</param>
    /// <param name="rows">Good rows to show; default 20.</param>
    /// <param name="options">As for the import to come.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="UnreadableFile">The file as a whole is not of this format.</exception>
    public static Preview Of(
        Stream stream, IDatasetFormat format, int rows = 20, ReadOptions? options = null, CancellationToken cancellation = default)
    {
        using var reader = format.Open(stream, options);
        var profiles = new OrderedDictionary<string, ColumnProfile>(StringComparer.Ordinal);
        foreach (var name in reader.Columns ?? [])
            profiles.Add(name, new ColumnProfile(name));
        var shown = new List<JsonElement>();
        var rejected = new List<RejectedRow>();
        var columnsLeftOut = false;
        var good = 0;
        while (good + rejected.Count < Math.Max(RowsLookedAt, rows) && reader.Read(cancellation))
        {
            if (reader.Rejected is { } bad)
            {
                rejected.Add(bad);
                continue;
            }
            good++;
            using var document = JsonDocument.Parse(reader.Row);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!profiles.TryGetValue(property.Name, out var profile))
                {
                    columnsLeftOut |= profiles.Count >= MaxColumns;
                    if (profiles.Count >= MaxColumns)
                        continue;
                    profiles.Add(property.Name, profile = new ColumnProfile(property.Name));
                }
                profile.Add(property.Value);
            }
            if (shown.Count < rows)
                shown.Add(Shortened(document.RootElement));
        }
        return new Preview
        {
            Format = format.Name,
            Compressed = reader.Compressed,
            Columns = [.. profiles.Values.Select(profile => profile.Column())],
            Rows = shown,
            Rejected = rejected,
            Warnings = [.. reader.Warnings, .. Remarks(good, rejected, columnsLeftOut)],
        };
    }

    private static IEnumerable<string> Remarks(int good, List<RejectedRow> rejected, bool columnsLeftOut)
    {
        if (good == 0)
            yield return rejected.Count == 0 ? "The file holds no rows." : "None of the first rows can be read. Is this the right format?";
        if (rejected.Count > 0)
        {
            yield return $"{rejected.Count} of the first {good + rejected.Count} rows cannot be read and would be left out; "
                + $"the first, on line {rejected[0].Line}: {rejected[0].Reason}";
        }
        if (columnsLeftOut)
            yield return $"The rows have more than {MaxColumns} different columns; the first {MaxColumns} are shown.";
    }

    private static JsonElement Shortened(JsonElement row)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
            Shorten(row, json);
        using var document = JsonDocument.Parse(bytes.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void Shorten(JsonElement value, Utf8JsonWriter json)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in value.EnumerateObject().Take(MaxColumns))
                {
                    json.WritePropertyName(property.Name);
                    Shorten(property.Value, json);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray().Take(MaxColumns))
                    Shorten(item, json);
                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(ColumnProfile.Shorten(value.GetString()!, MaxText));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
