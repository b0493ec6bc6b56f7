using System.Text.Json.Nodes;

namespace Assay.Formats.LabelStudio;

/// <summary>A field made of a tag that shows something.</summary>
internal sealed class ConfigField(string name, string kind)
{
    public string Name { get; } = name;
    public string Kind { get; } = kind;
    public string? Title { get; set; }
    public bool Beside { get; set; }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["name"] = Name, ["kind"] = Kind };
        if (Title is not null) json["title"] = Title;
        if (Beside) json["beside"] = true;
        return json;
    }
}

/// <summary>The tags that show something, made fields.</summary>
internal sealed class ConfigFields(IReadOnlySet<string> marked, ConfigNotes notes)
{
    private readonly List<ConfigField> fields = [];
    private readonly Dictionary<string, ConfigField> byObject = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Variable, ConfigElement Element)> origins = new(StringComparer.Ordinal);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly List<BoundObject> objects = [];

    public IReadOnlyList<ConfigField> All => fields;

    /// <summary>The tags that show something and the field each became.</summary>
    public IReadOnlyList<BoundObject> Objects => objects;

    /// <summary>The fields of the objects a control is about, without those that were not carried over.</summary>
    public IReadOnlyList<ConfigField> Of(ConfigElement control) =>
        [.. control.List("toName").Select(name => byObject.GetValueOrDefault(name)).OfType<ConfigField>().Distinct()];

    /// <summary>The control's own tag for an object, to read how it is shown.</summary>
    public ConfigElement? ElementOf(ConfigField field) => origins.TryGetValue(field.Name, out var origin) ? origin.Element : null;

    /// <summary>Makes a field of the tag; null when it shows nothing of the data.</summary>
    public ConfigField? Take(ConfigElement element)
    {
        if (ConfigWords.Variable(element["value"] ?? element["valueList"]) is not { } variable)
        {
            notes.Add(element, $"a field shows one column of the data, value=\"$column\"; {(element["value"] is null ? "there is no value" : "fixed words are left out")}");
            return null;
        }
        var (kind, note) = KindOf(element);
        if (note is not null) notes.Add(element, note);
        if (element["valueList"] is not null) notes.Add(element, $"of the list in {variable} one {kind} is shown: give each a field of its own");
        if (kind is "text" or "chat" && "url".Equals(element["valueType"], StringComparison.OrdinalIgnoreCase))
            notes.Add(element, $"the text itself has to stand in {variable}, not its URL");
        var field = fields.Find(one => one.Kind == kind && origins[one.Name].Variable == variable) ?? Add(variable, kind, element);
        objects.Add(new BoundObject(field.Name, element["name"] ?? "", variable, element.Is("HyperText")));
        if (element["name"] is { } name) byObject.TryAdd(name, field);
        return field;
    }

    private ConfigField Add(string variable, string kind, ConfigElement element)
    {
        var name = ConfigWords.Name(variable, "field", names);
        if (name != variable) notes.Add(element, $"the column {variable} is called {name} here: rename it, or map it when you import");
        var field = new ConfigField(name, kind);
        origins.Add(name, (variable, element));
        fields.Add(field);
        return field;
    }

    private (string Kind, string? Note) KindOf(ConfigElement element) => element.Tag.ToUpperInvariant() switch
    {
        "IMAGE" => ("image", null),
        "AUDIO" or "AUDIOPLUS" => ("audio", null),
        "CHAT" => ("chat", "people read the conversation here; they do not write into it"),
        "HYPERTEXT" => ("text", "HTML is shown as it is written, with its tags"),
        "PARAGRAPHS" when element["name"] is { } name && marked.Contains(name) => ("text", "turns are marked as one text: join them in the data"),
        "PARAGRAPHS" => ("chat", $"a turn is {{\"role\", \"content\"}} here: rename {element["nameKey"] ?? "author"} and {element["textKey"] ?? "text"} in the data"),
        _ => ("text", null),
    };
}
