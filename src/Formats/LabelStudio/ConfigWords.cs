using System.Text;
using System.Text.RegularExpressions;

namespace Assay.Formats.LabelStudio;

/// <summary>Words of a label config made fit for a schema: names of fields and questions, titles, names of labels.</summary>
internal static partial class ConfigWords
{
    private const int LongestName = 64, LongestLabel = 200;

    /// <summary>A name of A-Z, a-z, 0-9, _ and -, unlike those taken, which it joins.</summary>
    public static string Name(string wanted, string otherwise, ISet<string> taken)
    {
        var letters = string.Concat(wanted.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_')).Trim('_');
        var name = Cut(letters.Length == 0 ? otherwise : letters, LongestName);
        for (var (count, stem) = (2, Cut(name, LongestName - 6)); !taken.Add(name); count++) name = $"{stem}_{count}";
        return name;
    }

    /// <summary>Printable words on one line; null when nothing is left.</summary>
    public static string? Line(string? text, int longest)
    {
        if (text is null) return null;
        var words = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!char.IsControl(letter) && !char.IsWhiteSpace(letter)) words.Append(letter);
            else if (words.Length > 0 && words[^1] != ' ') words.Append(' ');
        }
        return Cut(words.ToString().Trim(), longest).TrimEnd() is { Length: > 0 } line ? line : null;
    }

    /// <summary>The name of a label. In a tree it cannot hold what stands between the names of a path, a slash with spaces around it.</summary>
    public static string? Label(string? text, bool isInTree)
    {
        var name = Line(text, LongestLabel);
        if (!isInTree || name is null) return name;
        for (var before = ""; before != name;) (before, name) = (name, LoneSlash().Replace(name, "/"));
        return name == "/" ? "slash" : name;
    }

    /// <summary>The column that "$column" names; null when it is fixed words, or a mixture.</summary>
    public static string? Variable(string? value) =>
        value is ['$', .. { Length: > 0 } name] && !name.Contains('$') && !name.Any(char.IsWhiteSpace) ? name : null;

    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    [GeneratedRegex(@" / |^/ | /$")]
    private static partial Regex LoneSlash();
}
