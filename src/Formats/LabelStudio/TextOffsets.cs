namespace Assay.Formats.LabelStudio;

/// <summary>What offsets into a text count.</summary>
public enum OffsetUnit
{
    /// <summary>It is not said: it is told from the texts that come with the offsets, and taken to be code points where both would fit.</summary>
    Unknown,

    /// <summary>Unicode code points, as Python counts and as we do.</summary>
    CodePoints,

    /// <summary>UTF-16 code units, as browsers count and so Label Studio's pages.</summary>
    Utf16,
}

/// <summary>Places in a text, counted in code points and in UTF-16 code units.</summary>
internal sealed class TextOffsets
{
    private readonly int[]? units;
    private readonly string text;

    public TextOffsets(string text)
    {
        this.text = text;
        Points = PointsIn(text);
        if (Points == text.Length) return;
        units = new int[Points + 1];
        for (var (at, point) = (0, 0); at < text.Length; point++)
        {
            units[point] = at;
            at += IsPair(text, at) ? 2 : 1;
        }
        units[Points] = text.Length;
    }

    /// <summary>Code points in the text.</summary>
    public int Points { get; }

    public static int PointsIn(string text)
    {
        var points = text.Length;
        for (var at = 0; at + 1 < text.Length; at++)
            if (IsPair(text, at)) points--;
        return points;
    }

    /// <summary>The code unit at which a code point begins; null beyond the text.</summary>
    public int? UnitOf(int point) => point < 0 || point > Points ? null : units is null ? point : units[point];

    /// <summary>The code point that begins at a code unit; null beyond the text and within a pair.</summary>
    public int? PointOf(int unit)
    {
        if (unit < 0 || unit > text.Length) return null;
        if (units is null) return unit;
        var found = Array.BinarySearch(units, unit);
        return found >= 0 ? found : null;
    }

    /// <summary>The text between two code units.</summary>
    public string? Slice(int? start, int? end) => start is { } from && end is { } to && from <= to ? text[from..to] : null;

    private static bool IsPair(string text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
}
