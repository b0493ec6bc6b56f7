using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Formats.LabelStudio;
using Assay.Model;
using JsonList = System.Text.Json.Nodes.JsonArray;

namespace Assay.Formats.Tests;

/// <summary>Label Studio's results as answers. The values are those of its tag reference and its SDK, unless a test says otherwise.</summary>
public sealed class ResultTests
{
    private const string Text = """<Text name="text" value="$text"/>""";
    private const string Image = """<Image name="image" value="$image"/>""";
    private const string Sized = "\"original_width\":1000,\"original_height\":500,\"image_rotation\":0,";

    [Theory]
    [InlineData("""<Choices name="q" toName="text"><Choice value="Positive"/><Choice value="Bad" alias="neg"/></Choices>""", "choices", """{"choices":["Positive"]}""", "\"Positive\"")]
    [InlineData("""<Choices name="q" toName="text"><Choice value="Positive"/><Choice value="Bad" alias="neg"/></Choices>""", "choices", """{"choices":["neg"]}""", "\"neg\"")]
    [InlineData("""<Choices name="q" toName="text"><Choice value="Positive"/><Choice value="Bad" alias="neg"/></Choices>""", "choices", """{"choices":["Bad"]}""", "\"neg\"")]
    [InlineData("""<Choices name="q" toName="text"><Choice value="cat" predicted_values="Felis, LABEL_0"/></Choices>""", "choices", """{"choices":["LABEL_0"]}""", "\"cat\"")]
    [InlineData("""<Choices name="q" toName="text" choice="multiple"><Choice value="a"/><Choice value="b"/></Choices>""", "choices", """{"choices":["b","a"]}""", "[\"a\",\"b\"]")]
    [InlineData("""<Choices name="q" toName="text"><Choice value="a"><Choice value="b"/></Choice></Choices>""", "choices", """{"choices":["a/b"]}""", "[[\"a\",\"b\"]]")]
    [InlineData("""<Taxonomy name="q" toName="text"><Choice value="a"><Choice value="b"/></Choice></Taxonomy>""", "taxonomy", """{"taxonomy":[["a","b"],["a"]]}""", "[[\"a\"],[\"a\",\"b\"]]")]
    [InlineData("""<Rating name="q" toName="text"/>""", "rating", """{"rating":4}""", "4")]
    [InlineData("""<Rating name="q" toName="text"/>""", "rating", """{"rating":4.0}""", "4")]
    [InlineData("""<TextArea name="q" toName="text"/>""", "textarea", """{"text":["a word"]}""", "\"a word\"")]
    [InlineData("""<TextArea name="q" toName="text" rows="3"/>""", "textarea", """{"text":["a","b"]}""", "\"a\\nb\"")]
    [InlineData("""<TextArea name="q" toName="text"/>""", "textarea", """{"text":"a word"}""", "\"a word\"")]
    [InlineData("""<Number name="q" toName="text"/>""", "number", """{"number":2.5}""", "\"2.5\"")]
    [InlineData("""<DateTime name="q" toName="text"/>""", "datetime", """{"datetime":"2024-02-29"}""", "\"2024-02-29\"")]
    public void An_answer_about_the_whole_item(string control, string type, string value, string answer)
    {
        var config = Bind(Text + control);
        Answer(config, One("q", "text", type, value), """{"text":"x"}""").ShouldBe($$"""{"q":{{answer}}}""");
    }

    [Theory]
    [InlineData("q")]
    [InlineData("a,b")]
    public void A_comparison_names_itself_or_both_as_what_it_is_about(string toName)
    {
        var config = Bind("""<Text name="a" value="$a"/><Text name="b" value="$b"/><Pairwise name="q" toName="a,b"/>""");
        Answer(config, One("q", toName, "pairwise", """{"selected":"right"}"""), "{}").ShouldBe("""{"q":"b"}""");
    }

    [Theory]
    [InlineData("""{"start":12,"end":22,"text":"annotation"}""", 12, 22)]
    [InlineData("""{"start":13,"end":23,"text":"annotation"}""", 12, 22)]
    [InlineData("""{"start":12,"end":22}""", 12, 22)]
    public void Offsets_count_what_the_text_beside_them_says(string value, int start, int end)
    {
        var labels = JsonNode.Parse(value)!.AsObject();
        labels["labels"] = new JsonList("PER");
        var config = Bind(Text + """<Labels name="ner" toName="text"><Label value="PER"/></Labels>""");
        Answer(config, One("ner", "text", "labels", labels.ToJsonString()), """{"text":"💩This is an annotation."}""")
            .ShouldBe($$"""{"ner":[{"start":{{start}},"end":{{end}},"label":"PER"}]}""");
    }

    [Fact]
    public void One_offset_that_fits_only_UTF_16_decides_for_all_of_its_text()
    {
        var config = Bind(Text + """<Labels name="ner" toName="text"><Label value="X"/></Labels>""");
        // at 2 to 3 both ways of counting find an "a"
        var result = """[{"from_name":"ner","to_name":"text","type":"labels","value":{"start":2,"end":3,"text":"a","labels":["X"]}},{"from_name":"ner","to_name":"text","type":"labels","value":{"start":5,"end":6,"text":"b","labels":["X"]}}]""";
        Answer(config, result, """{"text":"😀aaab"}""").ShouldBe("""{"ner":[{"start":1,"end":2,"label":"X"},{"start":4,"end":5,"label":"X"}]}""");
    }

    [Fact]
    public void Marks_of_HTML_count_what_is_seen()
    {
        var config = Bind("""<HyperText name="html" value="$html"/><HyperTextLabels name="ner" toName="html"><Label value="X"/></HyperTextLabels>""");
        var item = """{"html":"<p title='a>b'>Tom &amp; <b>Jerry</b></p>"}""";
        var result = One("ner", "html", "hypertextlabels", """{"start":"/p[1]/b[1]/text()[1]","end":"/p[1]/b[1]/text()[1]","startOffset":0,"endOffset":5,"globalOffsets":{"start":6,"end":11},"text":"Jerry","hypertextlabels":["X"]}""");
        var reading = Read(config, result, item);
        reading.Answers!.ToJson().ShouldBe("""{"ner":[{"start":28,"end":33,"label":"X"}]}""", "behind the tags and the entity");
        Written(config, reading, item)[0]!["value"]!["globalOffsets"]!.ToJsonString().ShouldBe("""{"start":6,"end":11}""");
        Read(config, One("ner", "html", "hypertextlabels", """{"start":"/p","end":"/p","hypertextlabels":["X"]}"""), item).Problems.ShouldHaveSingleItem().ShouldContain("globalOffsets");
    }

    [Fact]
    public void Boxes_are_percent_and_turn_about_their_upper_left_corner_in_pixels()
    {
        var config = Bind("""<Image name="image" value="$image"/><RectangleLabels name="q" toName="image"><Label value="car"/></RectangleLabels>""");
        var value = """{"x":40,"y":40,"width":20,"height":10,"rotation":30,"rectanglelabels":["car"]}""";
        var result = $$"""[{"id":"r","original_width":2000,"original_height":1000,"image_rotation":0,"from_name":"q","to_name":"image","type":"rectanglelabels","value":{{value}} }]""";
        var reading = Read(config, result, "{}");
        // the corners of the turned box span [750, 400, 396.41, 286.60], worked out by hand
        var box = JsonNode.Parse(reading.Answers!.ToJson())!["q"]![0]!;
        var (x, y) = ((double)box["x"]! + (double)box["width"]! / 2, (double)box["y"]! + (double)box["height"]! / 2);
        x.ShouldBe(750 + 396.41 / 2, 0.01);
        y.ShouldBe(400 + 286.60 / 2, 0.01);
        ((double)box["rotation"]!).ShouldBe(30);
        var back = Written(config, reading, "{}", width: 2000, height: 1000)[0]!;
        ((double)back["value"]!["x"]!).ShouldBe(40, 0.001);
        ((double)back["value"]!["y"]!).ShouldBe(40, 0.001);
    }

    [Theory]
    [InlineData("PolygonLabels", "polygonlabels", """{"points":[[10,10],[20,10],[20,40]],"polygonlabels":["car"]}""", """[{"label":"car","parts":[{"outer":[[100,50],[200,50],[200,200]]}]}]""")]
    [InlineData("RectangleLabels", "rectanglelabels", """{"x":99.9,"y":-0.2,"width":0.3,"height":10,"rotation":0,"rectanglelabels":["car"]}""", """[{"label":"car","x":999,"y":0,"width":1,"height":49}]""")]
    [InlineData("KeyPointLabels", "keypointlabels", """{"x":10,"y":20,"width":1,"keypointlabels":["car"]}""", """[{"label":"car","points":{"point":[100,100,2]}}]""")]
    [InlineData("KeyPointLabels", "keypointlabels", """{"x":10,"y":20,"hidden":true,"keypointlabels":["car"]}""", """[{"label":"car","points":{"point":[100,100,1]}}]""")]
    [InlineData("RectangleLabels", "rectanglelabels", """{"x":10,"y":10,"width":20,"height":20,"rectanglelabels":["car","bus"]}""", """[{"label":"car","x":100,"y":50,"width":200,"height":100},{"label":"bus","x":100,"y":50,"width":200,"height":100}]""")]
    public void Shapes_of_an_image_in_pixels(string tag, string type, string value, string answer)
    {
        var config = Bind(Image + $"""<{tag} name="q" toName="image"><Label value="car"/><Label value="bus"/></{tag}>""");
        Answer(config, One("q", "image", type, value, Sized), "{}").ShouldBe($$"""{"q":{{answer}}}""");
    }

    [Fact]
    public void A_brush_is_a_mask()
    {
        var config = Bind(Image + """<BrushLabels name="q" toName="image"><Label value="car"/></BrushLabels>""");
        var result = One("q", "image", "brushlabels", """{"format":"rle","rle":[0,0,0,64,57,27,254,19,0,159,254,112,9,255,240,152,0],"brushlabels":["car"]}""", "\"original_width\":4,\"original_height\":4,");
        Answer(config, result, "{}").ShouldBe("""{"q":[{"label":"car","size":[4,4],"counts":"52203"}]}""");
    }

    [Fact]
    public void Labels_and_the_tool_that_drew_them_are_one_region()
    {
        var config = Bind(Image + """<Labels name="label" toName="image"><Label value="car"/></Labels><Rectangle name="rect" toName="image"/><Polygon name="poly" toName="image"/>""");
        var box = "\"x\":10,\"y\":10,\"width\":20,\"height\":20,\"rotation\":0";
        var result = $$"""
            [{"id":"a",{{Sized}}"from_name":"rect","to_name":"image","type":"rectangle","value":{ {{box}} } },
             {"id":"a",{{Sized}}"from_name":"label","to_name":"image","type":"labels","value":{ {{box}},"labels":["car"]} }]
            """;
        Answer(config, result, "{}").ShouldBe("""{"label_boxes":[{"label":"car","x":100,"y":50,"width":200,"height":100}]}""");
    }

    [Fact]
    public void Points_of_one_thing_are_a_skeleton()
    {
        var config = Bind(Image + """<KeyPointLabels name="q" toName="image"><Label value="nose" model_index="0"/><Label value="tail" model_index="1"/></KeyPointLabels>""");
        var points = new[] { ("nose", "p"), ("nose", "r"), ("tail", "p") }.Select((one, at) =>
            $$"""{"id":"k{{at}}","parentID":"{{one.Item2}}",{{Sized}}"from_name":"q","to_name":"image","type":"keypointlabels","value":{"x":{{at}},"y":1,"keypointlabels":["{{one.Item1}}"]} }""");
        Answer(config, $"[{string.Join(',', points)}]", "{}")
            .ShouldBe("""{"q":[{"label":"skeleton","points":{"nose":[0,5,2],"tail":[20,5,2]}},{"label":"skeleton","points":{"nose":[10,5,2]}}]}""");
    }

    [Fact]
    public void What_is_asked_of_each_region_goes_with_the_region_of_its_id()
    {
        var config = Bind(Text + """
            <Labels name="ner" toName="text"><Label value="PER"/></Labels>
            <Choices name="sure" toName="text" perRegion="true" whenTagName="ner"><Choice value="yes"/><Choice value="no"/></Choices>
            <Relations><Relation value="knows"/></Relations>
            """);
        var result = """
            [{"id":"a","from_name":"ner","to_name":"text","type":"labels","value":{"start":0,"end":3,"labels":["PER"]},"score":0.9},
             {"id":"a","from_name":"sure","to_name":"text","type":"choices","value":{"start":0,"end":3,"choices":["no"]}},
             {"id":"b","from_name":"ner","to_name":"text","type":"labels","value":{"start":4,"end":7,"labels":["PER"]},"score":0.6},
             {"type":"relation","from_id":"a","to_id":"b","direction":"left","labels":["knows"]}]
            """;
        var reading = Read(config, result, """{"text":"Ann Bob"}""");
        reading.Answers!.ToJson().ShouldBe("""{"ner":[{"start":0,"end":3,"label":"PER","attributes":{"sure":"no"}},{"start":4,"end":7,"label":"PER"}],"relations":[{"label":"knows","from":{"start":4,"end":7,"label":"PER"},"to":{"start":0,"end":3,"label":"PER"}}]}""");
        reading.Scores["ner"].Parts.ShouldBe([0.9, 0.6]);
        reading.Scores["ner"].Whole.ShouldBe(0.6);
    }

    [Fact]
    public void Scores_follow_their_regions_into_the_order_of_the_answer()
    {
        var config = Bind(Text + """<Labels name="ner" toName="text"><Label value="PER"/></Labels>""");
        var result = """[{"from_name":"ner","type":"labels","value":{"start":4,"end":7,"labels":["PER"]},"score":0.2},{"from_name":"ner","type":"labels","value":{"start":0,"end":3,"labels":["PER"]},"score":0.8}]""";
        Read(config, result, """{"text":"Ann Bob"}""").Scores["ner"].Parts.ShouldBe([0.8, 0.2]);
    }

    [Theory]
    [InlineData("""{"from_name":"label","to_name":"text","type":"choices","value":{"choices":["a"]}}""", "result 1: from_name \"label\" is no control of the label config; there are q, ner, rate")]
    [InlineData("""{"from_name":"q","to_name":"image","type":"choices","value":{"choices":["a"]}}""", "result 1: to_name \"image\" is not what q is about: text")]
    [InlineData("""{"from_name":"q","to_name":"text","type":"choices","value":{"choices":["z"]}}""", "result 1: \"z\" is no choice of q; there are a, b")]
    [InlineData("""{"from_name":"q","to_name":"text","type":"choices","value":{"choices":["a","b"]}}""", "q takes one choice, and there are 2")]
    [InlineData("""{"from_name":"q","to_name":"text","type":"choices","value":{}}""", "its value has no choices")]
    [InlineData("""{"from_name":"q","to_name":"text","type":"choices"}""", "its value has no choices")]
    [InlineData("""{"from_name":"ner","to_name":"text","type":"labels","value":{"start":0,"end":99,"labels":["X"]}}""", "end 99 lies beyond the text of 5 characters")]
    [InlineData("""{"from_name":"ner","to_name":"text","type":"labels","value":{"start":"0","end":3,"labels":["X"]}}""", "start and end are \"0\" and 3")]
    [InlineData("""{"from_name":"ner","to_name":"text","type":"labels","value":{"start":0,"end":3,"labels":["Y"]}}""", "\"Y\" is no label of ner; there are X")]
    [InlineData("""{"from_name":"rate","to_name":"text","type":"rating","value":{"rating":9}}""", "9 is not between 1 and 5")]
    [InlineData("""{"from_name":"rate","to_name":"text","type":"rating","value":{"rating":3.5}}""", "3.5 is no whole number")]
    [InlineData("""{"type":"relation","from_id":"x","to_id":"y","labels":["knows"]}""", "result 1: it is a relation with a label, and the label config asks for none")]
    [InlineData("7", "result 1: 7 stands where an object belongs")]
    public void What_is_no_answer_is_refused_with_the_reason(string result, string why)
    {
        var config = Bind(Text + """
            <Choices name="q" toName="text"><Choice value="a"/><Choice value="b"/></Choices><Labels name="ner" toName="text"><Label value="X"/></Labels><Rating name="rate" toName="text"/>
            """);
        var reading = Read(config, $"[{result}]", """{"text":"hello"}""");
        reading.Answers.ShouldBeNull();
        reading.Problems.ShouldHaveSingleItem().ShouldContain(why);
    }

    [Theory]
    [InlineData("""{"x":10,"y":10,"width":20,"height":20,"rectanglelabels":["car"]}""", "", "original_width and original_height are missing")]
    [InlineData("""{"x":10,"y":10,"width":20,"height":20,"rectanglelabels":["car"]}""", "\"original_width\":9,\"original_height\":9,\"image_rotation\":90,", "image_rotation is 90")]
    [InlineData("""{"x":"10","y":10,"width":20,"height":20,"rectanglelabels":["car"]}""", Sized, "x is \"10\"; it must be a number")]
    [InlineData("""{"x":10,"y":10,"width":200,"height":20,"rectanglelabels":["car"]}""", Sized, "lies outside the image of width 1000")]
    [InlineData("""{"rectanglelabels":["car"]}""", Sized, "its value has no x, y, width and height")]
    [InlineData("""{"x":10,"y":10,"width":20,"height":20}""", Sized, "it has no label; there are car, bus")]
    public void A_box_without_a_place_is_refused(string value, string size, string why)
    {
        var config = Bind(Image + """<RectangleLabels name="q" toName="image"><Label value="car"/><Label value="bus"/></RectangleLabels>""");
        Read(config, One("q", "image", "rectanglelabels", value, size), "{}").Problems.ShouldHaveSingleItem().ShouldContain(why);
    }

    [Fact]
    public void Links_that_nothing_asks_for_are_set_aside_and_told()
    {
        var config = Bind(Text + """<Labels name="ner" toName="text"><Label value="X"/></Labels>""");
        var result = """[{"id":"a","from_name":"ner","type":"labels","value":{"start":0,"end":1,"labels":["X"]}},{"type":"relation","from_id":"a","to_id":"a","direction":"right"}]""";
        var reading = Read(config, result, """{"text":"x"}""");
        reading.Answers!.ToJson().ShouldBe("""{"ner":[{"start":0,"end":1,"label":"X"}]}""");
        reading.Unused.ShouldBe(["result 2: it links two regions, and the label config asks for no relations"]);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    public void An_empty_result_says_nothing(string result)
    {
        var reading = Read(Bind(Text + """<Rating name="rate" toName="text"/>"""), result, """{"text":"x"}""");
        reading.Problems.ShouldBeEmpty();
        reading.Answers!.ByQuestion.ShouldBeEmpty();
    }

    internal static BoundConfig Bind(string content) => LabelConfig.Bind($"<View>{content}</View>");

    private static string One(string from, string to, string type, string value, string more = "") =>
        $$"""[{"id":"r1",{{more}}"from_name":"{{from}}","to_name":"{{to}}","type":"{{type}}","value":{{value}} }]""";

    private static ResultReading Read(BoundConfig config, string result, string item) => ResultReader.Read(config, JsonElement.Parse(result), JsonElement.Parse(item));

    private static string Answer(BoundConfig config, string result, string item)
    {
        var reading = Read(config, result, item);
        reading.Problems.ShouldBeEmpty();
        return reading.Answers!.ToJson();
    }

    private static JsonList Written(BoundConfig config, ResultReading reading, string item, int? width = null, int? height = null)
    {
        var facts = new ItemFacts(config.Schema.Fields.ToDictionary(field => field.Name, _ => new FieldFacts(Width: width, Height: height)));
        var written = ResultWriter.Write(config, reading.Answers!.ByQuestion.ToDictionary(pair => pair.Key, pair => new ScoredAnswer(pair.Value, null, [])), JsonElement.Parse(item), facts);
        written.Losses.ShouldBeEmpty();
        return written.Result;
    }
}
