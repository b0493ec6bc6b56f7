using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model.Questions;

/// <summary>Reads and writes the labels of a question, a list or a tree, for every kind of question that has labels.</summary>
/// <param name="question">The question's name, for messages.</param>
/// <param name="tree">Whether labels may have children.</param>
/// <param name="findings">Where violations go.</param>
/// <param name="more">Takes the properties that labels of this kind have besides; called with the label's name.</param>
internal sealed class LabelReader(string question, bool tree, Findings findings, Action<string, JsonProperties>? more = null)
{
    private const int Colors = 20;
    private int count;

    /// <summary>The property <c>labels</c>; an empty set after a report.</summary>
    public LabelSet Read(JsonProperties json)
    {
        if (json.Any("labels") is not { } list)
        {
            findings.ReportAt("labels", "required", $"the question \"{question}\" has no labels");
            return LabelSet.Empty;
        }
        findings.Enter("labels");
        var labels = Level(list, 1);
        if (labels.Count == 0 && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == 0)
            findings.Report("required", $"the question \"{question}\" has no labels");
        if (count > ChoiceKind.MostLabels) findings.Report("too_many", $"more than {ChoiceKind.MostLabels:N0} labels in \"{question}\"");
        findings.Leave();
        return labels;
    }

    private LabelSet Level(JsonElement list, int depth)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            findings.Report("type", $"{JsonText.Show(list)} stands where a list of labels belongs");
            return LabelSet.Empty;
        }
        if (depth > ChoiceKind.Deepest)
        {
            findings.Report("too_deep", $"the labels of \"{question}\" are more than {ChoiceKind.Deepest} levels deep");
            return LabelSet.Empty;
        }
        var labels = new List<Label>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var element in list.EnumerateArray())
        {
            if (++count > ChoiceKind.MostLabels || findings.Full) break;
            findings.Enter(index++);
            if (One(element, depth) is { } label)
            {
                if (names.Add(label.Name)) labels.Add(label);
                else findings.ReportAt("name", "repeated", $"the label {JsonText.Show(label.Name)} stands twice among the labels of \"{question}\"");
            }
            findings.Leave();
        }
        return new LabelSet(Colored(labels));
    }

    private Label? One(JsonElement element, int depth)
    {
        // a bare name is the short form people write by hand
        if (element.ValueKind == JsonValueKind.String) return Bare(element);
        if (JsonProperties.Of(element, findings) is not { } json) return null;
        var before = findings.Count;
        var given = json.Text("name", 200);
        if (given is null && findings.Count == before) findings.ReportAt("name", "required", $"a label of \"{question}\" has no name");
        if (given is not null && !Tellable(given))
            findings.ReportAt("name", "separator", $"{JsonText.Show(given)} holds \"{LabelPath.Separator}\", which stands between the labels of a path");
        var title = json.Text("title", 200);
        var hint = json.Prose("hint", 2_000);
        var color = json.Whole("color", 1, Colors) ?? 0;
        var key = Key(json);
        var children = LabelSet.Empty;
        if (json.Any("children") is { } below)
        {
            findings.Enter("children");
            if (tree) children = Level(below, depth + 1);
            else findings.Report("not_a_taxonomy", $"only labels of a taxonomy have children; \"{question}\" is none");
            findings.Leave();
        }
        more?.Invoke(given ?? "?", json);
        json.NothingElse();
        return given is null ? null : new Label(given, title, hint, color, key, children);
    }

    private Label? Bare(JsonElement element)
    {
        var name = JsonText.String(element);
        if (name is { Length: > 0 and <= 200 } && name.Trim() == name && !name.Any(char.IsControl) && Tellable(name))
            return new Label(name, null, null, 0, null, LabelSet.Empty);
        findings.Report("name", $"{JsonText.Show(element)} is no name of a label: 1 to 200 printable characters, no space around them"
            + (tree ? $", no \"{LabelPath.Separator}\" in them" : ""));
        return null;
    }

    private string? Key(JsonProperties json)
    {
        // a space alone is a key people try; Text would call it "space around"
        if (json.Any("key") is not { } value) return null;
        if (JsonText.String(value) is not { Length: <= 20 } text)
        {
            findings.ReportAt("key", "type", $"{JsonText.Show(value)} stands where a key belongs");
            return null;
        }
        if (text.Length == 0) return null;
        var key = LabelKeys.Read(text, out var wrong);
        if (wrong is var (rule, message)) findings.ReportAt("key", rule, message);
        return key;
    }

    // joined paths must come apart again at the same places
    private bool Tellable(string name) =>
        !tree || !(name.Contains(LabelPath.Separator, StringComparison.Ordinal) || name == "/"
            || name.StartsWith("/ ", StringComparison.Ordinal) || name.EndsWith(" /", StringComparison.Ordinal));

    // Labels without a colour take the first one free among their siblings; with more labels than colours they start over.
    private static IEnumerable<Label> Colored(List<Label> labels)
    {
        var used = labels.Select(label => label.Color).ToHashSet();
        var next = 1;
        foreach (var label in labels)
        {
            if (label.Color != 0)
            {
                yield return label;
                continue;
            }
            while (next <= Colors && used.Contains(next)) next++;
            yield return label with { Color = (next++ - 1) % Colors + 1 };
        }
    }

    /// <summary>Writes labels with all below them; a child list only where there is one.</summary>
    public static void Write(Utf8JsonWriter writer, string property, LabelSet labels, Action<Label>? more = null)
    {
        writer.WriteStartArray(property);
        foreach (var label in labels)
        {
            writer.WriteStartObject();
            writer.WriteString("name", label.Name);
            if (label.Title is not null) writer.WriteString("title", label.Title);
            if (label.Hint is not null) writer.WriteString("hint", label.Hint);
            writer.WriteNumber("color", label.Color);
            if (label.Key is not null) writer.WriteString("key", label.Key);
            more?.Invoke(label);
            if (label.Children.Count > 0) Write(writer, "children", label.Children);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>The first of the labels, to be named in a message.</summary>
    public static string Some(LabelSet labels) => labels.Count switch
    {
        0 => "there are none",
        <= 12 => string.Join(", ", labels.Select(label => label.Name)),
        _ => string.Join(", ", labels.Take(10).Select(label => label.Name)) + $" and {labels.Count - 10} more",
    };

    /// <summary>Every path of the tree, parents before their children, in schema order.</summary>
    public static IEnumerable<LabelPath> Paths(LabelSet labels, IReadOnlyList<string>? above = null)
    {
        foreach (var label in labels)
        {
            string[] names = [.. above ?? [], label.Name];
            yield return new LabelPath(names);
            foreach (var below in Paths(label.Children, names)) yield return below;
        }
    }

    /// <summary>The keys asked for, with the place of each.</summary>
    public static IEnumerable<(string Path, string Key)> Keys(string place, LabelSet labels)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            var here = $"{place}[{i}]";
            if (labels[i].Key is { } key) yield return ($"{here}.key", key);
            foreach (var below in Keys($"{here}.children", labels[i].Children)) yield return below;
        }
    }
}
