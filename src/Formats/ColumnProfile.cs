using System.Globalization;
using System.Text.Json;

namespace Assay.Formats;

/// <summary>Gathers what is seen of one column.</summary>
internal sealed class ColumnProfile(string name)
{
    private const int MaxSamples = 3;
    private const int MaxSample = 100;

    private readonly List<string> samples = [];
    private readonly HashSet<ColumnKind> kinds = [];

    public void Add(JsonElement value)
    {
        var kind = KindOf(value);
        if (kind == ColumnKind.Empty)
            return;
        kinds.Add(kind);
        var sample = Shorten(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(), MaxSample);
        if (samples.Count < MaxSamples && !samples.Contains(sample))
            samples.Add(sample);
    }

    public PreviewColumn Column() => new(name, kinds.Count switch { 0 => ColumnKind.Empty, 1 => kinds.Single(), _ => ColumnKind.Text }, samples);

    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
            return text;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1), "…");
    }

    private static ColumnKind KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => ColumnKind.Empty,
        JsonValueKind.Number => ColumnKind.Number,
        JsonValueKind.True or JsonValueKind.False => ColumnKind.Boolean,
        JsonValueKind.Object or JsonValueKind.Array => ColumnKind.Object,
        _ => KindOf(value.GetString()!),
    };

    private static ColumnKind KindOf(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return ColumnKind.Empty;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return ColumnKind.Number;
        return text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase)
            ? ColumnKind.Boolean
            : ColumnKind.Text;
    }
}
