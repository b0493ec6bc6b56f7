using Assay.Formats.LabelStudio;
using Assay.Model;

namespace Assay.Formats.Tests;

public sealed class LabelConfigTests
{
    private const string Text = """<Text name="text" value="$text"/>""";
    private const string Image = """<Image name="image" value="$image"/>""";

    [Fact]
    public void A_choice_of_one_label_with_a_heading() => Questions(Text + """
        <Header value="How does it sound?"/>
        <Choices name="sentiment" toName="text" choice="single" required="true">
          <Choice value="Positive" hotkey="p"/><Choice value="Negative" alias="neg" hint="complains"/>
        </Choices>
        """).ShouldBe("""[{"name":"sentiment","kind":"choice","title":"How does it sound?","mode":"single","labels":[{"name":"Positive","color":1,"key":"p"},{"name":"neg","title":"Negative","hint":"complains","color":2}]}]""");

    [Fact]
    public void What_need_not_be_answered_there_need_not_be_here() =>
        Questions(Text + """<Choices name="c" toName="text" choice="multiple"><Choice value="a"/></Choices>""")
            .ShouldBe("""[{"name":"c","kind":"choice","title":"c","required":false,"mode":"multiple","labels":[{"name":"a","color":1}]}]""");

    [Fact]
    public void Choices_within_choices_and_a_taxonomy_are_trees()
    {
        Questions(Text + """<Choices name="c" toName="text"><Choice value="a"><Choice value="x / y"/></Choice></Choices>""")
            .ShouldBe("""[{"name":"c","kind":"choice","title":"c","required":false,"mode":"taxonomy","labels":[{"name":"a","color":1,"children":[{"name":"x/y","title":"x / y","color":1}]}],"max":1}]""");
        Questions(Text + """<Taxonomy name="t" toName="text" maxUsages="3"><Choice value="a"><Choice value="b"/></Choice></Taxonomy>""")
            .ShouldContain("""mode":"taxonomy","labels":[{"name":"a","color":1,"children":[{"name":"b","color":1}]}],"max":3""");
    }

    [Theory]
    [InlineData("""<Rating name="q" toName="text" maxRating="10"/>""", """{"name":"q","kind":"rating","title":"q","required":false,"min":1,"max":10}""")]
    [InlineData("""<Rating name="q" toName="text"/>""", """{"name":"q","kind":"rating","title":"q","required":false,"min":1,"max":5}""")]
    [InlineData("""<TextArea name="q" toName="text" rows="4" placeholder="Say it"/>""", """{"name":"q","kind":"text","title":"q","hint":"Say it","required":false,"multiline":true}""")]
    public void Ratings_and_texts(string control, string question) => Questions(Text + control).ShouldBe($"[{question}]");

    [Theory]
    [InlineData("", ""","overlap":"any","snap":"characters"}""")]
    [InlineData("granularity=\"word\"", ""","overlap":"any"}""")]
    public void Labels_of_a_text_are_spans_that_may_overlap_and_snap_as_they_did(string more, string end) =>
        Questions(Text + $"""<Labels name="ner" toName="text" {more}><Label value="PER"/></Labels>""").ShouldEndWith(end + "]");

    [Fact]
    public void Relations_link_the_marks_of_a_text() => Questions(Text + """
        <Relations><Relation value="works for"/></Relations>
        <Labels name="ner" toName="text"><Label value="PER"/></Labels>
        """).ShouldEndWith("""{"name":"relations","kind":"relations","title":"relations","required":false,"over":"ner","labels":[{"name":"works for","color":1}]}]""");

    [Theory]
    [InlineData("RectangleLabels", "", "boxes", ",\"rotated\":true")]
    [InlineData("RectangleLabels", "canRotate=\"false\"", "boxes", "")]
    [InlineData("PolygonLabels", "", "polygons", "")]
    [InlineData("BrushLabels", "", "masks", "")]
    public void Labels_of_an_image_become_the_shape_they_draw(string tag, string more, string kind, string end) =>
        Questions(Image + $"""<{tag} name="q" toName="image" {more}><Label value="car"/></{tag}>""")
            .ShouldBe($$"""[{"name":"q","kind":"{{kind}}","title":"q","required":false,"field":"image","labels":[{"name":"car","color":1}]{{end}}}]""");

    [Fact]
    public void Labels_that_stand_apart_from_their_tools_are_one_question_a_tool()
    {
        var reading = Read(Image + """<Labels name="what" toName="image"><Label value="car"/></Labels><Rectangle name="r" toName="image"/><Polygon name="p" toName="image"/>""");
        reading.Schema.Questions.Select(question => (question.Name, question.Kind.Name)).ShouldBe([("what_boxes", "boxes"), ("what_polygons", "polygons")]);
    }

    [Fact]
    public void Keypoints_with_an_index_are_the_points_of_the_thing_that_is_boxed() => Questions(Image + """
        <KeyPointLabels name="pose" toName="image"><Label value="hand" model_index="1"/><Label value="head" model_index="0"/></KeyPointLabels>
        <RectangleLabels name="box" toName="image"><Label value="person"/></RectangleLabels>
        """).ShouldContain("""points":[{"name":"head"},{"name":"hand"}],"labels":[{"name":"person","color":1}]""");

    [Fact]
    public void Labels_of_a_recording_are_segments() =>
        Read("""<Audio name="a" value="$sound"/><Labels name="who" toName="a"><Label value="Ann"/></Labels>""").Schema.Questions.ShouldHaveSingleItem().Kind.Name.ShouldBe("segments");

    [Fact]
    public void What_is_asked_of_each_region_is_an_attribute_of_those_labels() => Questions(Image + """
        <RectangleLabels name="box" toName="image" canRotate="false"><Label value="car"/><Label value="dog"/><Label value="cat"/></RectangleLabels>
        <Choices name="pose" toName="image" perRegion="true" whenTagName="box" whenLabelValue="cat,dog" required="true"><Choice value="sits"/></Choices>
        """).ShouldContain("""attributes":[{"name":"pose","kind":"choice","title":"pose","on":["dog","cat"],"mode":"single","labels":[{"name":"sits","color":1}]}]""");

    [Fact]
    public void An_attribute_is_asked_whatever_is_chosen_elsewhere_and_that_is_told()
    {
        var reading = Read(Image + """
            <RectangleLabels name="box" toName="image"><Label value="car"/></RectangleLabels><Choices name="c" toName="image"><Choice value="x"/></Choices>
            <View visibleWhen="choice-selected" whenTagName="c" whenChoiceValue="x"><TextArea name="plate" toName="image" perRegion="true"/></View>
            """);
        reading.Schema.ToJson().ShouldContain("""attributes":[{"name":"plate","kind":"text""");
        reading.Notes.ShouldHaveSingleItem().Message.ShouldContain("asked whatever else is answered");
    }

    [Fact]
    public void What_is_shown_when_something_is_chosen_is_asked_when_it_is()
    {
        const string first = """<Choices name="first" toName="text"><Choice value="a"/><Choice value="b"/><Choice value="c"/></Choices>""";
        Questions(Text + first + """<View visibleWhen="choice-selected" whenTagName="first" whenChoiceValue="a,c"><TextArea name="why" toName="text"/></View>""")
            .ShouldContain("""when":{"question":"first","is":["a","c"]}""");
        Questions(Text + first + """<TextArea name="why" toName="text" visibleWhen="choice-unselected" whenTagName="first" whenChoiceValue="a"/>""")
            .ShouldContain("""when":{"question":"first","is":["b","c"]}""");
        var reading = Read(Text + """<TextArea name="why" toName="text" visibleWhen="choice-selected" whenTagName="later"/>""");
        reading.Schema.Questions[0].When.ShouldBeNull();
        reading.Notes.ShouldHaveSingleItem().Message.ShouldContain("no choice later stands before it");
    }

    [Fact]
    public void Two_texts_compared_stand_side_by_side()
    {
        var schema = Read("""
            <Header value="Answer A"/><Text name="a" value="$first"/><Header value="Answer B"/><Text name="b" value="$second"/>
            <Header value="Which is better?"/><Pairwise name="better" toName="a,b"/>
            """).Schema;
        schema.ToJson().ShouldBe("""{"fields":[{"name":"first","kind":"text","title":"Answer A"},{"name":"second","kind":"text","title":"Answer B","beside":true}],"questions":[{"name":"better","kind":"pairwise","title":"Which is better?","required":false,"a":"first","b":"second","tie":false}]}""");
    }

    [Theory]
    [InlineData("Text", "text")]
    [InlineData("HyperText", "text")]
    [InlineData("Paragraphs", "chat")]
    [InlineData("Chat", "chat")]
    [InlineData("Image", "image")]
    [InlineData("AudioPlus", "audio")]
    public void Each_object_is_a_field_of_its_kind(string tag, string kind) =>
        Read($"""<{tag} name="o" value="$it"/><Rating name="r" toName="o"/>""").Schema.ToJson().ShouldContain($$"""fields":[{"name":"it","kind":"{{kind}}"}]""");

    [Fact]
    public void A_colour_becomes_the_nearest_of_ours_and_no_two_labels_the_same()
    {
        var labels = Questions(Image + """
            <PolygonLabels name="q" toName="image"><Label value="a" background="red"/><Label value="b" background="#f00"/><Label value="c" background="rgba(0, 100, 181, 1)"/><Label value="d" background="nice"/></PolygonLabels>
            """);
        labels.ShouldContain("""{"name":"a","color":8}""");
        labels.ShouldContain("""{"name":"c","color":1}""");
        labels.ShouldNotContain("""{"name":"b","color":8}""");
        Read(Image + """<PolygonLabels name="q" toName="image"><Label value="d" background="nice"/></PolygonLabels>""").Notes.ShouldHaveSingleItem().Message.ShouldContain("nice");
    }

    [Fact]
    public void The_palette_is_that_of_the_web_app()
    {
        var tokens = File.ReadAllText(Path.Combine(Root(), "web", "src", "ui", "tokens.css"));
        var light = tokens[..tokens.IndexOf("[data-theme='dark']", StringComparison.Ordinal)];
        foreach (var (index, hex) in LabelColors.Palette.Index()) light.ShouldContain($"--l{index + 1}: {hex};");
    }

    [Fact]
    public void A_key_that_a_label_may_not_have_here_is_told_with_what_it_does()
    {
        var reading = Read(Image + """<RectangleLabels name="q" toName="image"><Label value="a" hotkey="b"/><Label value="c" hotkey="1"/><Label value="d" hotkey="ctrl+1"/></RectangleLabels>""");
        reading.Schema.ToJson().ShouldContain("""{"name":"a","color":1},{"name":"c","color":2,"key":"1"},{"name":"d","color":3}""");
        reading.Notes.Select(note => note.Message).ShouldBe([
            "the key \"b\" draws where \"q\" is answered (boxes): choose another, or none; the page gives the label one",
            "\"ctrl+1\" is no key: give one character, or one of Home, End, PageUp, PageDown, Insert, F2, F4, F6, F7, F8, F9, F10; the page gives the label one"]);
    }

    [Fact]
    public void What_cannot_be_carried_over_is_told_with_its_line_and_tag_and_the_rest_is_read()
    {
        var reading = LabelConfig.Read("""
            <View>
              <Image name="image" value="$image"/>
              <EllipseLabels name="e" toName="image"><Label value="x"/></EllipseLabels>
              <Style>.a { color: red }</Style>
              <Choices name="c" toName="image"><Choice value="a"/></Choices>
              <Bananas/>
              <Header value="The end"/>
            </View>
            """);
        reading.Notes.Select(note => (note.Line, note.Column, note.Tag)).ShouldBe([(3, 3, "EllipseLabels"), (6, 3, "Bananas"), (7, 3, "Header")]);
        reading.Notes[0].Message.ShouldContain("no ellipses");
        reading.Schema.Questions.ShouldHaveSingleItem().Name.ShouldBe("c");
    }

    [Fact]
    public void A_column_whose_name_is_no_name_here_is_told()
    {
        var reading = Read("""<Text name="t" value="$my.text"/><Rating name="how good?" toName="t"/>""");
        (reading.Schema.Fields[0].Name, reading.Schema.Questions[0].Name).ShouldBe(("my_text", "how_good"));
        reading.Notes.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("", "line 1, column 1", "xml")]
    [InlineData("{\"fields\":[]}", "line 1, column 1", "xml")]
    [InlineData("\n<View>\n  <Text", "line 3, column 8", "xml")]
    [InlineData("<View><Text name=\"a\"></View>", "line 1, column 24", "xml")]
    [InlineData("<!DOCTYPE View [<!ENTITY x \"y\">]><View>&x;</View>", "line 1, column 1", "xml")]
    [InlineData("<View>&x;</View>", "line 1, column 8", "xml")]
    [InlineData("<View/>", "line 1, column 1", "nothing_known")]
    [InlineData("<View><Text name=\"t\" value=\"$t\"/></View>", "line 1, column 1", "nothing_known")]
    [InlineData("<View><Choices name=\"c\" toName=\"t\"><Choice value=\"a\"/></Choices></View>", "line 1, column 1", "nothing_known")]
    public void What_is_no_config_is_refused_with_its_place(string xml, string path, string rule)
    {
        var wrong = Should.Throw<Invalid>(() => LabelConfig.Read(xml)).Violations[0];
        (wrong.Path, wrong.Rule).ShouldBe((path, rule));
    }

    [Theory]
    [InlineData("yolo_boxes/label_config.xml", "label:boxes", 0)]
    [InlineData("import_yolo/expected/out.label_config.xml", "label:boxes", 0)]
    [InlineData("json_min/label_config.xml", "label:polygons", 0)]
    [InlineData("yolo_keypoints/label_config_keypoints.xml", "keypoints:keypoints bbox:boxes", 1)]
    public void Real_configs_become_schemas(string file, string questions, int notes)
    {
        var reading = LabelConfig.Read(File.ReadAllText(SharedData.Need(["formats", "label_studio", .. file.Split('/')])));
        string.Join(' ', reading.Schema.Questions.Select(question => $"{question.Name}:{question.Kind.Name}")).ShouldBe(questions);
        reading.Notes.Count.ShouldBe(notes);
    }

    [Theory]
    [InlineData(" \uFEFF\n<View/>", true)]
    [InlineData("{\"fields\":[]}", false)]
    [InlineData("", false)]
    public void A_config_is_told_from_a_schema(string text, bool isConfig) => LabelConfig.IsConfig(text).ShouldBe(isConfig);

    private static LabelConfigReading Read(string inside) => LabelConfig.Read($"<View>{inside}</View>");

    private static string Questions(string inside)
    {
        var json = Read(inside).Schema.ToJson();
        return json[(json.IndexOf("\"questions\":", StringComparison.Ordinal) + "\"questions\":".Length)..^1];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assay.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
