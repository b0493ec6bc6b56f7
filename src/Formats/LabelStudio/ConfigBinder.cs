namespace Assay.Formats.LabelStudio;

/// <summary>Says which tag of a config each question and attribute made of it stands for.</summary>
internal sealed class ConfigBinder(IReadOnlyList<BoundObject> objects, IReadOnlyList<ConfigControl> controls, ConfigQuestions questions)
{
    public IReadOnlyList<BoundObject> Objects => objects;

    public IReadOnlyList<BoundControl> Controls() => [.. questions.All.Select(Bound), .. questions.Attributes.Select(Bound)];

    private BoundControl Bound(ConfigQuestion question)
    {
        var element = question.Control.Element;
        if (element.Is("Relations")) return new BoundControl(question.Name, "", "relation", []) { Names = Relations(element) };
        var tool = element.Is("Labels") && ConfigRegions.KindByTag.Values.Contains(question.Kind) ? ToolOf(question) : null;
        var isSkeleton = question.Kind == "keypoints" && element.All().Any(label => label["model_index"] is not null);
        return new BoundControl(question.Name, question.Control.Called, element.Tag.ToLowerInvariant(), element.List("toName"))
        {
            Tool = tool?["name"],
            ToolType = tool?.Tag.ToLowerInvariant(),
            IsSkeleton = isSkeleton,
            Names = WireNames.Of(element, IsTree(question.Json)),
        };
    }

    private static BoundControl Bound(ConfigAttribute attribute)
    {
        var element = attribute.Control.Element;
        var json = (System.Text.Json.Nodes.JsonArray)attribute.Question.Json["attributes"]!;
        var asked = json.First(one => (string)one!["name"]! == attribute.Name)!.AsObject();
        return new BoundControl(attribute.Question.Name, attribute.Control.Called, element.Tag.ToLowerInvariant(), element.List("toName"))
        {
            Attribute = attribute.Name,
            Names = WireNames.Of(element, IsTree(asked)),
        };
    }

    private static bool IsTree(System.Text.Json.Nodes.JsonObject question) => (string?)question["mode"] == "taxonomy";

    private ConfigElement? ToolOf(ConfigQuestion question) => controls.Select(control => control.Element).FirstOrDefault(tool =>
        ConfigRegions.IsTool(tool) && ConfigRegions.KindByTag[tool.Tag] == question.Kind && tool.List("toName").Intersect(question.Control.Element.List("toName")).Any());

    private static WireNames Relations(ConfigElement relations) => WireNames.Of(relations.Children.Where(child => child.Is("Relation"))
        .Select(relation => (Ours: ConfigWords.Label(relation["value"], isInTree: false), Wire: relation["value"]))
        .Where(pair => pair.Ours is not null).Select(pair => (pair.Ours!, pair.Wire!)));
}
