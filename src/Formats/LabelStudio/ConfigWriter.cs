using System.Xml;
using System.Xml.Linq;
using Assay.Model;
using Assay.Model.Questions;

namespace Assay.Formats.LabelStudio;

/// <summary>Writes a label schema as a label config, and notes which tag asks which question.</summary>
internal sealed class ConfigWriter(LabelSchema schema)
{
    private const int MostStars = 100;

    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly List<BoundObject> objects = [];
    private readonly List<BoundControl> controls = [];
    private readonly List<string> losses = [];
    private readonly XElement view = new("View");

    public BoundConfig Write()
    {
        foreach (var field in schema.Fields) Show(field);
        foreach (var question in schema.Questions) Ask(question);
        return new BoundConfig(view.ToString(), schema, objects, controls, losses);
    }

    private void Show(Field field)
    {
        if (field.Title is { } title) Head(title);
        var name = ConfigWords.Name(field.Name, "field", names);
        objects.Add(new BoundObject(field.Name, name, field.Name));
        var tag = new XElement(field.Kind switch { FieldKind.Image => "Image", FieldKind.Audio => "Audio", FieldKind.Chat => "Paragraphs", _ => "Text" },
            new XAttribute("name", name), new XAttribute("value", $"${field.Name}"));
        if (field.Kind == FieldKind.Chat) tag.Add(new XAttribute("layout", "dialogue"), new XAttribute("nameKey", "role"), new XAttribute("textKey", "content"));
        view.Add(tag);
    }

    private void Ask(Question question)
    {
        var name = ConfigWords.Name(question.Name, "question", names);
        if (Tag(question, name) is not var (tag, control)) return;
        if (question.Title != question.Name) Head(question.Title);
        if (question.Hint is { } hint) Head(hint);
        if (question.Required) tag.Add(new XAttribute("required", "true"));
        Condition(question, tag);
        view.Add(tag);
        controls.Add(control);
        if (question is RegionQuestion regions)
            foreach (var attribute in regions.Attributes) Ask(attribute, regions, control);
    }

    private (XElement Tag, BoundControl Control)? Tag(Question question, string name) => question switch
    {
        RelationsQuestion relations => Relations(relations),
        RegionQuestion regions => Regions(regions, name),
        RankingQuestion ranking => Ranking(ranking, name),
        PairwiseQuestion pairwise => Pairwise(pairwise, name),
        _ => Simple(question, name, [ObjectOf(schema.Fields[0].Name)]),
    };

    /// <summary>What can be asked of an item and of a region of it.</summary>
    private (XElement, BoundControl) Simple(Question question, string name, IReadOnlyList<string> toNames)
    {
        var tag = question switch
        {
            ChoiceQuestion { Mode: ChoiceMode.Taxonomy } choice => new XElement("Taxonomy", choice.Max is { } max ? new XAttribute("maxUsages", max) : null, Labels("Choice", choice.Labels)),
            ChoiceQuestion choice => new XElement("Choices", new XAttribute("choice", choice.Mode == ChoiceMode.Single ? "single" : "multiple"), Labels("Choice", choice.Labels)),
            RatingQuestion { Min: 0 or 1, Max: <= MostStars } rating => new XElement("Rating", new XAttribute("maxRating", rating.Max)),
            RatingQuestion rating => new XElement("Number", new XAttribute("min", rating.Min), new XAttribute("max", rating.Max), new XAttribute("step", 1)),
            _ => new XElement("TextArea", new XAttribute("maxSubmissions", 1), question is TextQuestion { Multiline: true } ? new XAttribute("rows", 4) : null),
        };
        return Named(question.Name, tag, name, toNames, question is ChoiceQuestion { Labels: var labels } ? WireNames.Of(labels, Clean) : WireNames.None);
    }

    private void Ask(RegionAttribute attribute, RegionQuestion regions, BoundControl of)
    {
        var name = ConfigWords.Name(attribute.Question.Name, "attribute", names);
        var (tag, control) = Simple(attribute.Question, name, of.ToNames);
        tag.Add(new XAttribute("perRegion", "true"), new XAttribute("whenTagName", of.Name));
        if (attribute.Question.Required) tag.Add(new XAttribute("required", "true"));
        if (attribute.On.Count > 0 && Listed(attribute.On.Select(of.Names.Wire)) is { } on) tag.Add(new XAttribute("whenLabelValue", on));
        if (attribute.Question.Title != attribute.Question.Name) Head(attribute.Question.Title);
        view.Add(tag);
        controls.Add(control with { Question = regions.Name, Attribute = attribute.Question.Name });
    }

    private (XElement, BoundControl)? Regions(RegionQuestion question, string name) => question switch
    {
        SpansQuestion spans => Named(spans, "Labels", name, spans.Fields, spans.SnapToWords ? new XAttribute("granularity", "word") : null),
        SegmentsQuestion segments => Named(segments, "Labels", name, [segments.Field], null),
        BoxesQuestion boxes => Named(boxes, "RectangleLabels", name, [boxes.Field], new XAttribute("canRotate", boxes.Rotated ? "true" : "false")),
        PolygonsQuestion polygons => Named(polygons, "PolygonLabels", name, [polygons.Field], null),
        MasksQuestion masks => Named(masks, "BrushLabels", name, [masks.Field], null),
        KeypointsQuestion { Points.Count: 1 } points => Named(points, "KeyPointLabels", name, [points.Field], null),
        KeypointsQuestion { Labels.Count: 1 } skeleton => Skeleton(skeleton, name),
        _ => Lost(question, "skeletons of several points with several labels cannot be told apart in a label config"),
    };

    private (XElement, BoundControl) Named(RegionQuestion question, string tag, string name, IEnumerable<string> fields, XAttribute? more) =>
        Named(question.Name, new XElement(tag, more, Labels("Label", question.Labels)), name, [.. fields.Select(ObjectOf)], WireNames.Of(question.Labels, Clean));

    /// <summary>The points are labels of their own, in their order.</summary>
    private (XElement, BoundControl) Skeleton(KeypointsQuestion question, string name)
    {
        var tag = new XElement("KeyPointLabels", question.Points.Select((point, place) => new XElement("Label", new XAttribute("value", point.Name), new XAttribute("model_index", place))));
        var (made, control) = Named(question.Name, tag, name, [ObjectOf(question.Field)], WireNames.Of(question.Points.Select(point => (point.Name, point.Name))));
        return (made, control with { IsSkeleton = true });
    }

    private (XElement, BoundControl) Relations(RelationsQuestion question)
    {
        var tag = new XElement("Relations", question.Labels.Select(label => new XElement("Relation", new XAttribute("value", Clean(label.Name)))));
        return (tag, new BoundControl(question.Name, "", "relation", []) { Names = WireNames.Of(question.Labels, Clean) });
    }

    private (XElement, BoundControl) Ranking(RankingQuestion question, string name)
    {
        var list = ConfigWords.Name($"{name}_things", "things", names);
        view.Add(new XElement("List", new XAttribute("name", list), new XAttribute("value", $"${list}")));
        if (question.MayTie) losses.Add($"\"{question.Name}\": things cannot share a rank");
        var (tag, control) = Named(question.Name, new XElement("Ranker"), name, [list], WireNames.Of(question.Labels, Clean));
        return (tag, control with { ListVariable = list });
    }

    private (XElement, BoundControl) Pairwise(PairwiseQuestion question, string name)
    {
        if (question.MayTie || question.MayBothBeBad) losses.Add($"\"{question.Name}\": one of the two is preferred; there is no tie");
        return Named(question.Name, new XElement("Pairwise"), name, [ObjectOf(question.A), ObjectOf(question.B)], WireNames.None);
    }

    private (XElement, BoundControl)? Lost(Question question, string why)
    {
        losses.Add($"\"{question.Name}\" is left out: {why}");
        return null;
    }

    private static (XElement, BoundControl) Named(string question, XElement tag, string name, IReadOnlyList<string> toNames, WireNames labels)
    {
        tag.SetAttributeValue("name", name);
        tag.SetAttributeValue("toName", string.Join(',', toNames));
        return (tag, new BoundControl(question, name, tag.Name.LocalName.ToLowerInvariant(), toNames) { Names = labels });
    }

    private void Condition(Question question, XElement tag)
    {
        if (question.When is not { } when) return;
        var earlier = controls.Find(control => control.Question == when.Question && control.Attribute is null);
        if (earlier is { Type: "choices" or "taxonomy" } && Listed(when.Is.Select(Clean)) is { } values)
            tag.Add(new XAttribute("visibleWhen", "choice-selected"), new XAttribute("whenTagName", earlier.Name), new XAttribute("whenChoiceValue", values));
        else losses.Add($"\"{question.Name}\" is asked always, not only where \"{when.Question}\" is {string.Join(" or ", when.Is.Take(5))}");
    }

    private static IEnumerable<XElement> Labels(string tag, LabelSet labels) => labels.Select(label => new XElement(
        tag,
        new XAttribute("value", Clean(label.Shown)),
        label.Title is null ? null : new XAttribute("alias", Clean(label.Name)),
        label.Hint is { } hint ? new XAttribute("hint", Clean(hint)) : null,
        label.Key is { Length: 1 } key ? new XAttribute("hotkey", key) : null,
        new XAttribute("background", LabelColors.Palette[(label.Color - 1) % LabelColors.Palette.Count]),
        Labels(tag, label.Children)));

    private void Head(string text) => view.Add(new XElement("Header", new XAttribute("value", Clean(text))));

    private string ObjectOf(string field) => objects.Find(one => one.Field == field)!.Name;

    /// <summary>With commas between; null where a comma is within.</summary>
    private static string? Listed(IEnumerable<string> values)
    {
        string[] all = [.. values];
        return all.Any(value => value.Contains(',', StringComparison.Ordinal)) ? null : string.Join(',', all);
    }

    /// <summary>Without characters that XML cannot hold.</summary>
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString()));
}
