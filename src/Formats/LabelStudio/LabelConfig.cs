using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Assay.Model;
using JsonList = System.Text.Json.Nodes.JsonArray;

namespace Assay.Formats.LabelStudio;

/// <summary>A label schema made of a Label Studio label config.</summary>
/// <param name="Schema">Sound.</param>
/// <param name="Notes">What is not, or not quite, the same in it, in the order of the config; empty when nothing is lost.</param>
public sealed record LabelConfigReading(LabelSchema Schema, IReadOnlyList<ConfigNote> Notes);

/// <summary>
/// Reads the label config of a Label Studio project, the XML of its labeling interface, as a label schema. docs/how-to/from-label-studio.md says what
/// each tag becomes.
/// </summary>
public static partial class LabelConfig
{
    /// <summary>Whether the text is XML, as a config is, and not JSON, as a schema is.</summary>
    public static bool IsConfig(string text) => text.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith("<");

    /// <summary>Whether nothing is shown and nothing asked yet, as in a project that has just been made.</summary>
    /// <exception cref="Invalid">It is no XML.</exception>
    public static bool IsEmpty(string xml) => ConfigXml.Parse(xml).Children.Count == 0;

    /// <summary>Turns a config into a schema. It never fetches anything and takes no document type and no entities.</summary>
    /// <param name="xml">At most 1,000,000 characters, tags at most 50 deep.</param>
    /// <exception cref="Invalid">It is no XML, with line and column in the path; or nothing in it can be shown, or asked, here.</exception>
    public static LabelConfigReading Read(string xml)
    {
        var (reading, _) = Make(xml);
        return reading;
    }

    /// <summary>As <see cref="Read"/>, with what stands for what: to read results of this config as answers, and to write answers as its results.</summary>
    /// <exception cref="Invalid">As with <see cref="Read"/>.</exception>
    public static BoundConfig Bind(string xml)
    {
        var (reading, binder) = Make(xml);
        return new BoundConfig(
            xml, reading.Schema, binder.Objects, binder.Controls(), [.. reading.Notes.Select(note => $"line {note.Line}, <{note.Tag}>: {note.Message}")]);
    }

    /// <summary>A config that asks what a schema asks. What cannot be said in one is among its losses.</summary>
    public static BoundConfig Write(LabelSchema schema) => new ConfigWriter(schema).Write();

    private static (LabelConfigReading Reading, ConfigBinder Binder) Make(string xml)
    {
        var root = ConfigXml.Parse(xml);
        var notes = new ConfigNotes();
        var marked = root.All().Where(ConfigTags.IsMarking).SelectMany(control => control.List("toName")).ToHashSet(StringComparer.Ordinal);
        var (fields, labels) = (new ConfigFields(marked, notes), new ConfigLabels(notes));
        var walk = new ConfigWalk(fields, notes);
        walk.Go(root);
        var questions = new ConfigQuestions(fields, labels, notes);
        questions.Take(walk.Controls);
        foreach (var relations in walk.Relations) questions.Take(relations);
        new ConfigConditions(notes).Give(questions.All);
        if (fields.All.Count == 0) throw Nothing("shows a part of an item, such as <Text name=\"text\" value=\"$text\"/>", root, notes);
        if (questions.All.Count == 0) throw Nothing("asks something that can be asked here, such as <Choices>", root, notes);
        var json = new JsonObject
        {
            ["fields"] = new JsonList([.. fields.All.Select(field => field.ToJson())]),
            ["questions"] = new JsonList([.. questions.All.Select(question => question.Json)]),
        };
        FreeKeys(json, labels, notes);
        return (new LabelConfigReading(LabelSchema.Parse(json.ToJsonString()), notes.All), new ConfigBinder(fields.Objects, walk.Controls, questions));
    }

    /// <summary>Takes keys away from labels that may not have them.</summary>
    private static void FreeKeys(JsonObject schema, ConfigLabels labels, ConfigNotes notes)
    {
        // a key may turn out to be taken only once others are sound
        for (var again = true; again;)
        {
            again = false;
            foreach (var violation in LabelSchema.Check(schema.ToJsonString()))
            {
                if (!violation.Path.EndsWith(".key", StringComparison.Ordinal) || LabelAt(schema, violation.Path[..^".key".Length]) is not { } label) continue;
                again |= label.Remove("key");
                if (labels.ElementOf(label) is { } element) notes.Add(element, $"{violation.Message}; the page gives the label one");
            }
        }
    }

    private static JsonObject? LabelAt(JsonNode schema, string path)
    {
        JsonNode? node = schema;
        foreach (Match step in Steps().Matches(path))
            node = step.Groups[1].Success ? node?[step.Groups[1].Value] : node?[int.Parse(step.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)];
        return node as JsonObject;
    }

    private static Invalid Nothing(string what, ConfigElement root, ConfigNotes notes) => new(
    [
        new Violation($"line {root.Line}, column {root.Column}", "nothing_known", $"no tag of this config {what}"),
        .. notes.All.Select(note => new Violation($"line {note.Line}, column {note.Column}", "left_out", $"<{note.Tag}>: {note.Message}")),
    ]);

    [GeneratedRegex(@"([A-Za-z]+)|\[(\d+)\]")]
    private static partial Regex Steps();
}
