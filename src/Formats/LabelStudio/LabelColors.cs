using System.Drawing;
using System.Globalization;

namespace Assay.Formats.LabelStudio;

/// <summary>The entries of our palette nearest to colours written as in CSS.</summary>
/// <remarks>
/// Distances are those of OKLab (Ottosson 2020) with the hue counting most, lightness a tenth and chroma a quarter of it: the palette has no bright colours,
/// and what people remember of one is its hue. The palette is that of the light theme.
/// </remarks>
public static class LabelColors
{
    /// <summary>As #rrggbb, entry 1 first.</summary>
    public static readonly IReadOnlyList<string> Palette =
    [
        "#0064b5", "#c27a39", "#04502d", "#6c0076", "#a62675", "#73631c", "#3590a6", "#a35e5a", "#4800ad", "#3f585a",
        "#0c3dc9", "#4d395a", "#6e328d", "#6f7387", "#921f3c", "#3a77b8", "#8b3f93", "#7c7903", "#75220a", "#708984",
    ];

    private static readonly (double L, double A, double B)[] Entries = [.. Palette.Select(hex => Lab(Parse(hex)!.Value))];

    /// <summary>The nearest entry, 1 to 20, that is not used yet, so that labels can be told apart; any, once all are. Null when this is no colour.</summary>
    /// <param name="css">#rgb, #rrggbb (with or without alpha, which does not count), rgb(…), rgba(…), or a name.</param>
    /// <param name="used">Entries that other labels have.</param>
    public static int? Nearest(string css, IReadOnlySet<int> used)
    {
        if (Parse(css) is not { } color) return null;
        var lab = Lab(color);
        return Enumerable.Range(1, Entries.Length).OrderBy(entry => used.Count < Entries.Length && used.Contains(entry)).ThenBy(entry => Distance(lab, Entries[entry - 1])).First();
    }

    private static Color? Parse(string css)
    {
        if (css.StartsWith('#')) return Hex(css[1..]);
        if (css.StartsWith("rgb", StringComparison.OrdinalIgnoreCase)) return Rgb(css);
        return Color.FromName(css) is { IsKnownColor: true, IsSystemColor: false } known ? known : null;
    }

    private static Color? Hex(string digits)
    {
        var all = digits.Length is 3 or 4 ? string.Concat(digits.Select(digit => $"{digit}{digit}")) : digits;
        return all.Length is 6 or 8 && uint.TryParse(all[..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? Color.FromArgb((int)(value >> 16), (int)(value >> 8 & 255), (int)(value & 255))
            : null;
    }

    private static Color? Rgb(string css)
    {
        var (open, close) = (css.IndexOf('('), css.IndexOf(')'));
        if (open < 0 || close < open) return null;
        int?[] parts = [.. css[(open + 1)..close].Split([',', ' ', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(3).Select(Part)];
        return parts is [{ } red, { } green, { } blue] ? Color.FromArgb(red, green, blue) : null;
    }

    private static int? Part(string text)
    {
        var isShare = text.EndsWith('%');
        return double.TryParse(isShare ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? (int)Math.Round(Math.Clamp(isShare ? value * 2.55 : value, 0, 255))
            : null;
    }

    private static (double L, double A, double B) Lab(Color color)
    {
        var (red, green, blue) = (Linear(color.R), Linear(color.G), Linear(color.B));
        var l = Math.Cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        var m = Math.Cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        var s = Math.Cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return (0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    private static double Linear(byte part) => part / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);

    private static double Distance((double L, double A, double B) one, (double L, double A, double B) other)
    {
        var (lightness, chroma) = (one.L - other.L, double.Hypot(one.A, one.B) - double.Hypot(other.A, other.B));
        var hue = (one.A - other.A) * (one.A - other.A) + (one.B - other.B) * (one.B - other.B) - chroma * chroma;
        return 0.1 * lightness * lightness + 0.25 * chroma * chroma + hue;
    }
}
