using System.Text.Json.Nodes;
using JsonList = System.Text.Json.Nodes.JsonArray;

namespace Assay.Formats.LabelStudio;

/// <summary>An attribute made of a control.</summary>
internal sealed record ConfigAttribute(ConfigQuestion Question, string Name, ConfigControl Control);

/// <summary>Controls that are asked of each region, made attributes of the questions whose regions they are about.</summary>
internal sealed class ConfigAttributes(ConfigAnswers answers, ConfigNotes notes)
{
    private const int Most = 20;

    private readonly List<ConfigAttribute> given = [];

    /// <summary>The attributes that were given.</summary>
    public IReadOnlyList<ConfigAttribute> All => given;

    public void Give(IReadOnlyList<ConfigControl> controls, IReadOnlyList<ConfigQuestion> questions)
    {
        foreach (var control in controls)
            if (!questions.Where(question => IsAbout(control.Element, question)).ToList().Exists(question => Gave(control, question)))
                notes.Add(control.Element, "left out: there are no regions here that it could be asked of");
    }

    private static bool IsAbout(ConfigElement element, ConfigQuestion question) => question.HasRegions
        && (element.Outwards().FirstOrDefault(one => one["whenTagName"] is not null && one["whenChoiceValue"] is null)?["whenTagName"] is { } name
            ? question.Control.Element["name"] == name
            : question.Control.Element.List("toName").Intersect(element.List("toName")).Any());

    private bool Gave(ConfigControl control, ConfigQuestion question)
    {
        var element = control.Element;
        var wanted = ConfigConditions.Attribute(element, "whenLabelValue")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[] on = [.. question.Labels.Where(label => wanted?.Contains(label) != false)];
        if (on.Length == 0) return false;
        var attributes = question.Json["attributes"] as JsonList ?? new JsonList();
        if (attributes.Count == Most)
        {
            notes.Add(element, $"left out: the regions of {question.Name} have {Most} attributes already");
            return true;
        }
        if (answers.Of(element) is not { } json)
        {
            if (!ConfigAnswers.Asks(element)) notes.Add(element, "left out: a region is asked choices, ratings and texts");
            return true;
        }
        var taken = attributes.Select(attribute => (string)attribute!["name"]!).ToHashSet(StringComparer.Ordinal);
        json["name"] = ConfigWords.Name(control.Called, "attribute", taken);
        ConfigQuestions.Head(json, control, (string)json["name"]!);
        if (on.Length < question.Labels.Count) json["on"] = new JsonList([.. on.Select(label => JsonValue.Create(label))]);
        if (ConfigConditions.Attribute(element, "whenChoiceValue") is not null) notes.Add(element, "an attribute is asked whatever else is answered");
        attributes.Add(json);
        given.Add(new ConfigAttribute(question, (string)json["name"]!, control));
        if (attributes.Parent is null) question.Json["attributes"] = attributes;
        return true;
    }
}
