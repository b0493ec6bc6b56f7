using System.Text;

namespace Assay.Pipeline.Media;

/// <summary>What media are called: the path within the folder or archive they came in, with forward slashes; or the URL they were fetched from.</summary>
public static class MediumNames
{
    /// <summary>Bytes of a name in UTF-8: what an index entry of PostgreSQL can hold.</summary>
    public const int MostBytes = 2_000;

    /// <summary>Whether it is an address on the web.</summary>
    public static bool IsUrl(string name) =>
        name.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || name.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name in its one form: no leading "./" or "/", no "\", no empty steps. Null when it can be none.</summary>
    public static string? Clean(string name)
    {
        if (IsUrl(name))
            return IsSound(name) ? name : null;
        var steps = name.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(step => step != ".").ToList();
        var clean = string.Join('/', steps);
        return steps.Count > 0 && !steps.Contains("..") && IsSound(clean) ? clean : null;
    }

    /// <summary>The name in its one form.</summary>
    /// <exception cref="UnusableMedium">It can be none; the message says why.</exception>
    public static string Of(string name) => Clean(name) ?? throw new UnusableMedium(
        name.Replace('\\', '/').Split('/').Contains("..")
            ? "The file's path leads out of its folder (\"..\")."
            : FormattableString.Invariant($"The file's name is empty, is no valid Unicode, holds control characters, or has more than {MostBytes:N0} bytes."));

    /// <summary>What systems leave in folders and archives without anyone's wish.</summary>
    public static bool IsJunk(string name)
    {
        var steps = name.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        return steps.Length > 0 && (steps.Contains("__MACOSX") || steps[^1] is "Thumbs.db" or "desktop.ini" || steps[^1].StartsWith('.'));
    }

    private static bool IsSound(string name) =>
        Encoding.UTF8.GetByteCount(name) <= MostBytes && !name.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar);
}
