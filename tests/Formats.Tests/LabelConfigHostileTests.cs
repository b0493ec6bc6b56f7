using Assay.Formats.LabelStudio;
using Assay.Model;
using CsCheck;

namespace Assay.Formats.Tests;

/// <summary>Whatever is pasted, a config is read or refused in words.</summary>
public sealed class LabelConfigHostileTests
{
    private static readonly string[] Tags =
    [
        "View", "Header", "Text", "HyperText", "Paragraphs", "Image", "Audio", "Chat", "Video", "List", "Choices", "Choice", "Taxonomy", "Rating", "TextArea", "Number",
        "DateTime", "Pairwise", "Ranker", "Labels", "Label", "RectangleLabels", "PolygonLabels", "BrushLabels", "KeyPointLabels", "EllipseLabels", "Rectangle",
        "Polygon", "Brush", "KeyPoint", "Relations", "Relation", "Style", "Filter", "Repeater", "labels", "x",
    ];

    private static readonly string[] Attributes =
    [
        "name", "toName", "value", "valueList", "valueType", "alias", "hotkey", "background", "choice", "required", "perRegion", "whenTagName", "whenLabelValue",
        "whenChoiceValue", "visibleWhen", "granularity", "maxRating", "maxUsages", "maxSubmissions", "rows", "canRotate", "model_index", "hint", "selected", "leafsOnly", "toname",
    ];

    private static readonly string[] Values =
    [
        "", " ", "a", "b", "c", "a,b", "a,b,c", "$a", "$b", "$a.b", "$", "$$", "multiple", "true", "false", "choice-selected", "choice-unselected", "region-selected",
        "-1", "0", "1", "5", "99999999999", "red", "#12345", "#123", "rgba(1,2,300)", "rgb(", "ctrl+a", "/", " / ", "a / b", "😀", "é\u0301", "&#9;x", "word", new('w', 300),
    ];

    [Fact]
    public void Tags_in_any_order_give_a_sound_schema_or_a_refusal_with_words()
    {
        var attribute = Gen.Select(OneOf(Attributes), OneOf(Values), (name, value) => (name, value));
        var tag = Gen.Select(OneOf(Tags), attribute.Array[0, 6], Gen.Int[0, 2]);
        var (config, random) = (tag.Array[0, 40], new PCG(1, 20260101));
        for (var i = 0; i < 3_000; i++) Survives(Written(config.Generate(random, null, out _)));
    }

    [Fact]
    public void A_config_cut_or_with_a_wrong_character_anywhere_is_read_or_refused()
    {
        const string config = """
            <View><Header value="H"/><Text name="t" value="$t"/><Labels name="n" toName="t"><Label value="a" background="red" hotkey="1"/></Labels>
            <Choices name="c" toName="t" perRegion="true" whenTagName="n"><Choice value="x"/></Choices><Relations><Relation value="r"/></Relations></View>
            """;
        for (var at = 0; at <= config.Length; at++)
        {
            Survives(config[..at]);
            foreach (var letter in "<>&\"'$/ \0\uD800\uFFFE😀") Survives(config.Insert(at, letter.ToString()));
        }
    }

    [Fact]
    public void Millions_of_characters_and_thousands_of_tags_within_tags_are_refused()
    {
        Refused(new string('<', 1_000_001), "too_large");
        Refused(string.Concat(Enumerable.Repeat("<View>", 100_000)), "too_deep");
        Refused("<View>" + string.Concat(Enumerable.Repeat("<View>", 49)) + "<View/>", "too_deep");
    }

    [Fact]
    public void More_labels_or_questions_than_a_schema_takes_are_refused_by_their_number()
    {
        var labels = string.Concat(Enumerable.Range(0, 2_001).Select(i => $"""<Choice value="l{i}" hotkey="s"/>"""));
        Should.Throw<Invalid>(() => LabelConfig.Read($"""<View><Text name="t" value="$t"/><Choices name="c" toName="t">{labels}</Choices></View>""")).Message.ShouldContain("2,000 labels");
        var many = string.Concat(Enumerable.Range(0, 51).Select(i => $"""<Rating name="r{i}" toName="t"/>"""));
        Should.Throw<Invalid>(() => LabelConfig.Read($"""<View><Text name="t" value="$t"/>{many}</View>""")).Message.ShouldContain("51");
    }

    private static Gen<string> OneOf(string[] words) => Gen.Int[0, words.Length - 1].Select(at => words[at]);

    private static void Refused(string xml, string rule) => Should.Throw<Invalid>(() => LabelConfig.Read(xml)).Violations[0].Rule.ShouldBe(rule);

    private static void Survives(string xml)
    {
        try
        {
            var reading = LabelConfig.Read(xml);
            LabelSchema.Check(reading.Schema.ToJson()).ShouldBeEmpty();
            reading.Notes.ShouldAllBe(note => note.Line > 0 && note.Column > 0 && note.Message.Length > 10);
        }
        catch (Invalid invalid)
        {
            invalid.Violations.ShouldNotBeEmpty();
            invalid.Message.ShouldNotContain("System.");
        }
    }

    /// <summary>Opens the tags, and closes some of them after each.</summary>
    private static string Written((string Tag, (string Name, string Value)[] Attributes, int Closed)[] tags)
    {
        var (xml, open) = (new System.Text.StringBuilder("<View>"), new Stack<string>());
        foreach (var (tag, attributes, closed) in tags)
        {
            xml.Append('<').Append(tag);
            foreach (var (name, value) in attributes.DistinctBy(one => one.Name)) xml.Append($" {name}=\"{value}\"");
            xml.Append('>');
            open.Push(tag);
            for (var i = 0; i < closed && open.Count > 0; i++) xml.Append($"</{open.Pop()}>");
        }
        while (open.Count > 0) xml.Append($"</{open.Pop()}>");
        return xml.Append("</View>").ToString();
    }
}
