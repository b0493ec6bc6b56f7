using System.Text.Json.Nodes;
using JsonList = System.Text.Json.Nodes.JsonArray;

namespace Assay.Formats.LabelStudio;

/// <summary>A question made of a control.</summary>
internal sealed record ConfigQuestion(JsonObject Json, ConfigControl Control)
{
    public string Name => (string)Json["name"]!;
    public string Kind => (string)Json["kind"]!;
    public bool HasRegions => Kind is "spans" or "segments" or "boxes" or "polygons" or "masks" or "keypoints";
    public IReadOnlyList<string> Labels => Json["labels"] is JsonList labels ? [.. labels.Select(label => (string)label!["name"]!)] : [];
}

/// <summary>The controls, made questions.</summary>
internal sealed class ConfigQuestions(ConfigFields fields, ConfigLabels labels, ConfigNotes notes)
{
    private const int LongestTitle = 500, LongestHint = 2_000;

    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly List<ConfigQuestion> questions = [];

    public IReadOnlyList<ConfigQuestion> All => questions;

    public IReadOnlyList<ConfigAttribute> Attributes { get; private set; } = [];

    public void Take(IReadOnlyList<ConfigControl> controls)
    {
        var regions = new ConfigRegions(fields, labels, notes, controls);
        var answers = new ConfigAnswers(labels, notes);
        var aside = new List<ConfigControl>();
        foreach (var control in controls)
        {
            if (control.Element.Flag("perRegion") == true) aside.Add(control);
            else if (control.Element.Is("Pairwise")) Add(control, Pairwise(control.Element));
            else if (ConfigAnswers.Asks(control.Element)) Add(control, answers.Of(control.Element));
            else
                foreach (var (suffix, json) in regions.Of(control)) Add(control, json, suffix);
        }
        var attributes = new ConfigAttributes(answers, notes);
        attributes.Give(aside, questions);
        Attributes = attributes.All;
    }

    /// <summary>Relations stand outside of all others and link what is marked in text.</summary>
    public void Take(ConfigElement relations)
    {
        if (questions.Find(question => question.Kind == "spans") is not { } over)
        {
            notes.Add(relations, "left out: relations link marks in text, and nothing is marked in text");
            return;
        }
        var kinds = new JsonList();
        foreach (var relation in relations.Children.Where(child => child.Is("Relation")))
            if (ConfigWords.Label(relation["value"], isInTree: false) is { } name && kinds.All(kind => (string)kind!["name"]! != name)) kinds.Add(new JsonObject { ["name"] = name });
        if (kinds.Count == 0) notes.Add(relations, "relations without a label are called related here");
        if (kinds.Count == 0) kinds.Add(new JsonObject { ["name"] = "related" });
        if (questions.Count(question => question.Kind == "spans") > 1) notes.Add(relations, $"relations link the marks of one question, {over.Name}");
        var json = new JsonObject { ["kind"] = "relations", ["required"] = false, ["over"] = over.Name, ["labels"] = kinds };
        Add(new ConfigControl(relations, []), json);
    }

    private void Add(ConfigControl control, JsonObject? json, string suffix = "")
    {
        if (json is null) return;
        var wanted = control.Called + suffix;
        json["name"] = ConfigWords.Name(wanted, "question", names);
        if ((string)json["name"]! != wanted) notes.Add(control.Element, $"the question {wanted} is called {json["name"]} here");
        Head(json, control, (string)json["name"]!);
        questions.Add(new ConfigQuestion(json, control));
    }

    internal static void Head(JsonObject json, ConfigControl control, string otherwise)
    {
        var titles = control.Headings.Count > 0 && control.Headings[0].Length <= LongestTitle ? control.Headings.Take(1) : [];
        json["title"] = titles.FirstOrDefault() ?? otherwise;
        var rest = string.Join("\n", control.Headings.Except(titles).Append(ConfigWords.Line(control.Element["placeholder"], LongestHint) ?? "").Where(line => line.Length > 0));
        if (rest.Length > 0) json["hint"] = rest.Length <= LongestHint ? rest : ConfigWords.Line(rest, LongestHint);
    }

    private JsonObject? Pairwise(ConfigElement element)
    {
        if (fields.Of(element) is not [var a, var b, ..])
        {
            notes.Add(element, "left out: a comparison needs two fields, toName=\"a,b\"");
            return null;
        }
        b.Beside = fields.All[0] != b;
        // there is no "as good" in Label Studio
        return new JsonObject { ["kind"] = "pairwise", ["required"] = element.Flag("required") ?? false, ["a"] = a.Name, ["b"] = b.Name, ["tie"] = false };
    }
}
