namespace Assay.Formats.LabelStudio;

/// <summary>A tag of a label config. Names of tags and attributes count without regard to case, as Label Studio takes them.</summary>
internal sealed class ConfigElement(string tag, int line, int column, ConfigElement? parent, IReadOnlyDictionary<string, string> attributes)
{
    private readonly List<ConfigElement> children = [];

    public string Tag { get; } = tag;
    public int Line { get; } = line;
    public int Column { get; } = column;
    public ConfigElement? Parent { get; } = parent;
    public IReadOnlyList<ConfigElement> Children => children;

    /// <summary>The attribute without space around it; null when it is missing or blank.</summary>
    public string? this[string attribute] => attributes.TryGetValue(attribute, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

    public void Add(ConfigElement child) => children.Add(child);

    public bool Is(params ReadOnlySpan<string> tags)
    {
        foreach (var one in tags)
            if (one.Equals(Tag, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>The attribute as yes or no; null when it says neither.</summary>
    public bool? Flag(string attribute) => bool.TryParse(this[attribute], out var flag) ? flag : null;

    /// <summary>The attribute as a whole number; null when it is none.</summary>
    public int? Whole(string attribute) =>
        int.TryParse(this[attribute], System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The attribute as a list with commas between.</summary>
    public IReadOnlyList<string> List(string attribute) => this[attribute]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Itself and what holds it, innermost first.</summary>
    public IEnumerable<ConfigElement> Outwards()
    {
        for (var element = this; element is not null; element = element.Parent) yield return element;
    }

    /// <summary>Itself and all below it, in the order of the document.</summary>
    public IEnumerable<ConfigElement> All() => children.SelectMany(child => child.All()).Prepend(this);
}
