using System.Text.Json.Nodes;
using JsonList = System.Text.Json.Nodes.JsonArray;

namespace Assay.Formats.LabelStudio;

/// <summary>The labels within a control, and which tag each was.</summary>
internal sealed class ConfigLabels(ConfigNotes notes)
{
    private const int LongestTitle = 200, LongestHint = 2_000;

    private readonly Dictionary<JsonNode, ConfigElement> origins = new(ReferenceEqualityComparer.Instance);

    /// <summary>The tag a label was made of.</summary>
    public ConfigElement? ElementOf(JsonNode label) => origins.GetValueOrDefault(label);

    /// <summary>The labels directly below the tag, those below them as their children where it is a tree.</summary>
    public JsonList Of(ConfigElement parent, bool isTree)
    {
        var (labels, names, used) = (new JsonList(), new HashSet<string>(StringComparer.Ordinal), new HashSet<int>());
        foreach (var element in In(parent))
        {
            if (One(element, isTree, used) is not { } label) continue;
            if (names.Add((string)label["name"]!)) labels.Add(label);
            else notes.Add(element, $"a label called {(string)label["name"]!} stands before it: only one is kept");
        }
        return labels;
    }

    /// <summary>Whether some label stands below another.</summary>
    public static bool AreTree(ConfigElement control) => In(control).Any(label => In(label).Any());

    /// <summary>The labels directly below a tag.</summary>
    internal static IEnumerable<ConfigElement> In(ConfigElement parent) => parent.Children.SelectMany(child =>
        child.Is("Label", "Choice") ? [child] : ConfigTags.IsLayout(child) ? In(child) : []);

    private JsonObject? One(ConfigElement element, bool isTree, HashSet<int> used)
    {
        var shown = element["value"] ?? element["html"];
        if (shown is ['$', ..])
        {
            notes.Add(element, $"labels are named in the schema; {shown} of the data is none");
            return null;
        }
        if (ConfigWords.Label(element["alias"] ?? shown, isTree) is not { } name)
        {
            notes.Add(element, "a label without a value is left out");
            return null;
        }
        var label = new JsonObject { ["name"] = name };
        origins.Add(label, element);
        if (ConfigWords.Line(shown, LongestTitle) is { } title && title != name) label["title"] = title;
        if (ConfigWords.Line(element["hint"], LongestHint) is { } hint) label["hint"] = hint;
        if (element["hotkey"] is { } key) label["key"] = key;
        if (Color(element, used) is { } color) label["color"] = color;
        if (element.Flag("selected") == true) notes.Add(element, "nothing is chosen beforehand here");
        if (isTree && In(element).Any()) label["children"] = Of(element, isTree);
        return label;
    }

    private int? Color(ConfigElement element, HashSet<int> used)
    {
        if (element["background"] is not { } css) return null;
        if (LabelColors.Nearest(css, used) is { } color)
        {
            used.Add(color);
            return color;
        }
        notes.Add(element, $"the colour {css} is not known; the label takes the next free one");
        return null;
    }
}
