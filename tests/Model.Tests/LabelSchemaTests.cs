namespace Assay.Model.Tests;

public sealed class LabelSchemaTests
{
    private const string Label = """{"name":"a"}""";

    [Fact]
    public void A_schema_comes_back_from_its_JSON_to_the_byte()
    {
        var again = LabelSchema.Parse(Sample.Schema.ToJson());
        again.ShouldBe(Sample.Schema);
        again.ToJson().ShouldBe(Sample.Schema.ToJson());
        again.Questions.ShouldBe(Sample.Schema.Questions);
        again.Fields.ShouldBe(Sample.Schema.Fields);
    }

    [Fact]
    public void The_canonical_JSON_leaves_defaults_out_and_gives_every_label_a_colour() =>
        Choice("""{"name":"a"},{"name":"b","color":1},"c",{"name":"d"}""").ToJson().ShouldBe(
            """{"fields":[{"name":"text","kind":"text"}],"questions":[{"name":"q","kind":"choice","title":"q","mode":"single","labels":"""
            + """[{"name":"a","color":2},{"name":"b","color":1},{"name":"c","color":3},{"name":"d","color":4}]}]}""");

    [Fact]
    public void More_labels_than_colours_start_over() =>
        ((Questions.ChoiceQuestion)Choice(string.Join(",", Enumerable.Range(0, 25).Select(i => $"\"l{i}\""))).Questions[0])
            .Labels.Select(label => label.Color).ShouldBe(Enumerable.Range(0, 25).Select(i => i % 20 + 1));

    [Fact]
    public void A_label_added_in_front_leaves_the_colours_of_the_others() =>
        ((Questions.ChoiceQuestion)Choice("""{"name":"new"},{"name":"a","color":1},{"name":"b","color":2}""").Questions[0])
            .Labels.Select(label => label.Color).ShouldBe([3, 1, 2]);

    [Theory]
    // the whole
    [InlineData("", "", "json")]
    [InlineData("[]", "", "type")]
    [InlineData("""{"fields":[{"name":"t","kind":"text"}]}""", "questions", "required")]
    [InlineData("""{"questions":[{"name":"q","kind":"text"}]}""", "fields", "required")]
    [InlineData("""{"fields":[],"questions":[{"name":"q","kind":"text"}]}""", "fields", "required")]
    [InlineData("""{"fields":{},"questions":[{"name":"q","kind":"text"}]}""", "fields", "type")]
    [InlineData("""{"fields":[{"name":"t","kind":"text"}],"questions":[{"name":"q","kind":"text"}],"version":2}""", "version", "unknown_property")]
    // fields
    [InlineData("""{"fields":[{"name":"t","kind":"video"}],"questions":[{"name":"q","kind":"text"}]}""", "fields[0].kind", "unknown_word")]
    [InlineData("""{"fields":[{"name":"t","beside":true},{"name":"u","beside":true}],"questions":[{"name":"q","kind":"text"}]}""", "fields[0].beside", "nothing_before")]
    [InlineData("""{"fields":[{"kind":"text"}],"questions":[{"name":"q","kind":"text"}]}""", "fields[0].name", "required")]
    [InlineData("""{"fields":[{"name":"t t","kind":"text"}],"questions":[{"name":"q","kind":"text"}]}""", "fields[0].name", "name")]
    [InlineData("""{"fields":[{"name":"t"},{"name":"t"}],"questions":[{"name":"q","kind":"text"}]}""", "fields[1].name", "repeated")]
    public void A_broken_schema_is_told_with_its_place(string json, string path, string rule) => Told(json, path, rule);

    [Theory]
    [InlineData("""{"kind":"text"}""", "questions[0].name", "required")]
    [InlineData("""{"name":"wörter","kind":"text"}""", "questions[0].name", "name")]
    [InlineData("""{"name":"q"}""", "questions[0].kind", "required")]
    [InlineData("""{"name":"q","kind":"spam"}""", "questions[0].kind", "unknown_word")]
    [InlineData("""{"name":"q","kind":"text","requird":false}""", "questions[0].requird", "unknown_property")]
    [InlineData("""{"name":"q","kind":"text","required":"no"}""", "questions[0].required", "type")]
    [InlineData("""{"name":"q","kind":"text"},{"name":"q","kind":"text"}""", "questions[1].name", "repeated")]
    // choice
    [InlineData("""{"name":"q","kind":"choice"}""", "questions[0].labels", "required")]
    [InlineData("""{"name":"q","kind":"choice","labels":[]}""", "questions[0].labels", "required")]
    [InlineData("""{"name":"q","kind":"choice","mode":"many","labels":["a"]}""", "questions[0].mode", "unknown_word")]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"title":"A"}]}""", "questions[0].labels[0].name", "required")]
    [InlineData("""{"name":"q","kind":"choice","labels":["a",{"name":"a"}]}""", "questions[0].labels[1].name", "repeated")]
    [InlineData("""{"name":"q","kind":"choice","labels":[" a"]}""", "questions[0].labels[0]", "name")]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a "}]}""", "questions[0].labels[0].name", "space_around")]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a\u0007"}]}""", "questions[0].labels[0].name", "not_printable")]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a","color":21}]}""", "questions[0].labels[0].color", "out_of_range")]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a","children":["b"]}]}""", "questions[0].labels[0].children", "not_a_taxonomy")]
    [InlineData("""{"name":"q","kind":"choice","mode":"taxonomy","labels":[{"name":"a","children":["b","b"]}]}""", "questions[0].labels[0].children[1].name", "repeated")]
    [InlineData("""{"name":"q","kind":"choice","mode":"taxonomy","labels":[{"name":"a / b"}]}""", "questions[0].labels[0].name", "separator")]
    [InlineData("""{"name":"q","kind":"choice","mode":"single","max":2,"labels":["a","b"]}""", "questions[0].max", "out_of_range")]
    [InlineData("""{"name":"q","kind":"choice","mode":"multiple","min":2,"max":1,"labels":["a","b"]}""", "questions[0].min", "out_of_range")]
    [InlineData("""{"name":"q","kind":"choice","mode":"multiple","min":3,"labels":["a","b"]}""", "questions[0].min", "out_of_range")]
    // keys
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a","key":"s"}]}""", "questions[0].labels[0].key", "reserved_key")]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a","key":"S"}]}""", "questions[0].labels[0].key", "reserved_key")]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a","key":" "}]}""", "questions[0].labels[0].key", "reserved_key")]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a","key":"arrowup"}]}""", "questions[0].labels[0].key", "reserved_key")]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a","key":"ab"}]}""", "questions[0].labels[0].key", "key")]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a","key":"x"},{"name":"b","key":"X"}]}""", "questions[0].labels[1].key", "key_taken")]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a","key":"1"},{"name":"b","key":"1"}]}""", "questions[0].labels[1].key", "key_taken")]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a","key":"x"}]},{"name":"r","kind":"choice","labels":[{"name":"a","key":"x"}]}""", "questions[1].labels[0].key", "key_taken")]
    // rating
    [InlineData("""{"name":"q","kind":"rating","max":5}""", "questions[0].min", "required")]
    [InlineData("""{"name":"q","kind":"rating","min":5,"max":5}""", "questions[0].max", "out_of_range")]
    [InlineData("""{"name":"q","kind":"rating","min":0,"max":101}""", "questions[0].max", "out_of_range")]
    [InlineData("""{"name":"q","kind":"rating","min":1,"max":5,"captions":{"6":"more"}}""", "questions[0].captions.6", "not_on_scale")]
    [InlineData("""{"name":"q","kind":"rating","min":1,"max":2.5}""", "questions[0].max", "type")]
    // text
    [InlineData("""{"name":"q","kind":"text","minLength":5,"maxLength":4}""", "questions[0].minLength", "out_of_range")]
    [InlineData("""{"name":"q","kind":"text","maxLength":100001}""", "questions[0].maxLength", "out_of_range")]
    [InlineData("""{"name":"q","kind":"text","pattern":"["}""", "questions[0].pattern", "pattern")]
    [InlineData("""{"name":"q","kind":"text","pattern":"a)|(b"}""", "questions[0].pattern", "pattern")]
    [InlineData("""{"name":"q","kind":"text","pattern":"(?=a)a"}""", "questions[0].pattern", "pattern")]
    [InlineData("""{"name":"q","kind":"text","pattern":"((a{999}){999}){999}"}""", "questions[0].pattern", "pattern")]
    public void A_broken_question_is_told_with_its_place(string questions, string path, string rule) => Told(Schema(questions), path, rule);

    [Fact]
    public void Everything_wrong_is_told_at_once() =>
        LabelSchema.Check(Schema("""{"name":"a b","kind":"rating","min":1},{"name":"q","kind":"choice","labels":[{"color":0}]}""")).Select(violation => violation.Path)
            .ShouldBe(["questions[0].name", "questions[0].max", "questions[1].labels[0].name", "questions[1].labels[0].color"]);

    private const string Boxes = """{"name":"box","kind":"boxes","labels":[{"name":"a"}]}""";

    [Theory]
    [InlineData("""{"name":"q","kind":"boxes","labels":[{"name":"a","key":"b"}]}""", "draws where \"q\" is answered (boxes)")]
    [InlineData("""{"name":"q","kind":"boxes","labels":[{"name":"a","key":"0"}]}""", "shows the whole image")]
    [InlineData("""{"name":"q","kind":"masks","labels":[{"name":"a","key":"E"}]}""", "erases")]
    [InlineData("""{"name":"q","kind":"polygons","labels":[{"name":"a","key":"o"}]}""", "cuts a hole")]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a","key":"v"}]},""" + Boxes, "selects where \"box\" is answered (boxes)")]
    [InlineData("""{"name":"q","kind":"spans","fields":["text"],"labels":[{"name":"a","key":"r"}]},{"name":"s","kind":"relations","over":"q","labels":["x"]}""", "begins a relation")]
    public void A_key_that_an_editor_of_the_schema_needs_is_refused_with_what_it_does(string questions, string does)
    {
        var found = LabelSchema.Check(WithImage(questions)).ShouldHaveSingleItem();
        (found.Path, found.Rule).ShouldBe(("questions[0].labels[0].key", "editor_key"));
        found.Message.ShouldContain(does);
    }

    [Theory]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a","key":"b"},{"name":"c","key":"v"},{"name":"d","key":"0"}]}""")]
    [InlineData("""{"name":"q","kind":"choice","labels":[{"name":"a","key":"0"}]},""" + Boxes)]
    [InlineData("""{"name":"q","kind":"boxes","labels":[{"name":"a","key":"e"},{"name":"b","key":"p"}]}""")]
    [InlineData("""{"name":"q","kind":"spans","fields":["text"],"labels":[{"name":"a","key":"r"}]}""")]
    public void A_key_that_only_editors_of_other_kinds_need_is_free(string questions) => LabelSchema.Check(WithImage(questions)).ShouldBeEmpty();

    private static string WithImage(string questions) =>
        $$"""{"fields":[{"name":"text","kind":"text"},{"name":"image","kind":"image"}],"questions":[{{questions}}]}""";

    [Fact]
    public void Two_questions_may_use_the_same_digits_since_they_belong_to_the_one_in_focus() => LabelSchema.Check(Schema(
        """{"name":"q","kind":"choice","labels":[{"name":"a","key":"1"}]},{"name":"r","kind":"choice","labels":[{"name":"a","key":"1"}]}""")).ShouldBeEmpty();

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void At_most_50_questions(int count, bool sound) =>
        (LabelSchema.Check(Schema(string.Join(",", Enumerable.Range(0, count).Select(i => $$"""{"name":"q{{i}}","kind":"text"}""")))).Count == 0).ShouldBe(sound);

    [Theory]
    [InlineData(2_000, true)]
    [InlineData(2_001, false)]
    public void At_most_2000_labels(int count, bool sound) =>
        (LabelSchema.Check(Schema($$"""{"name":"q","kind":"choice","labels":[{{string.Join(",", Enumerable.Range(0, count).Select(i => $"\"{i}\""))}}]}""")).Count == 0).ShouldBe(sound);

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void A_taxonomy_has_at_most_10_levels(int levels, bool sound)
    {
        var labels = Enumerable.Range(0, levels - 1).Aggregate(Label, (below, _) => $$"""{"name":"a","children":[{{below}}]}""");
        (LabelSchema.Check(Schema($$"""{"name":"q","kind":"choice","mode":"taxonomy","labels":[{{labels}}]}""")).Count == 0).ShouldBe(sound);
    }

    [Theory]
    [InlineData("""{"name":"q","kind":"choice","labels":["a","b"]}""", """{"name":"q","kind":"choice","labels":["b","a","c"]}""", null)]
    [InlineData("""{"name":"q","kind":"choice","labels":["a","b"]}""", """{"name":"q","kind":"choice","labels":["a"]}""", "In the question \"q\", the label \"b\" would be gone.")]
    [InlineData("""{"name":"q","kind":"choice","labels":["a","b"]}""", """{"name":"q","kind":"choice","mode":"multiple","labels":["a","b"]}""", "In the question \"q\", the mode would change from single to multiple.")]
    [InlineData("""{"name":"q","kind":"choice","mode":"multiple","labels":["a","b"]}""", """{"name":"q","kind":"choice","mode":"multiple","labels":["a","b"],"max":1}""", "In the question \"q\", at most 1 labels would be allowed.")]
    [InlineData("""{"name":"q","kind":"choice","labels":["a"]}""", """{"name":"q","kind":"text"}""", "The question \"q\" would change from choice to text.")]
    [InlineData("""{"name":"q","kind":"text"}""", """{"name":"r","kind":"text","required":false}""", "The question \"q\" would be gone.")]
    [InlineData("""{"name":"q","kind":"text"}""", """{"name":"q","kind":"text"},{"name":"r","kind":"text","required":false}""", null)]
    [InlineData("""{"name":"q","kind":"text"}""", """{"name":"q","kind":"text"},{"name":"r","kind":"text"}""", "The new question \"r\" would be required; answers given so far lack it.")]
    [InlineData("""{"name":"q","kind":"text","required":false}""", """{"name":"q","kind":"text"}""", "The question \"q\" would be required; answers given so far may lack it.")]
    [InlineData("""{"name":"q","kind":"rating","min":1,"max":5}""", """{"name":"q","kind":"rating","min":0,"max":7}""", null)]
    [InlineData("""{"name":"q","kind":"rating","min":1,"max":5}""", """{"name":"q","kind":"rating","min":1,"max":4}""", "In the question \"q\", the scale would shrink from 1 to 5 down to 1 to 4.")]
    [InlineData("""{"name":"q","kind":"text","maxLength":10}""", """{"name":"q","kind":"text","maxLength":9}""", "In the question \"q\", texts longer than 9 would be too long.")]
    [InlineData("""{"name":"q","kind":"text"}""", """{"name":"q","kind":"text","pattern":"a+"}""", "In the question \"q\", texts would have to match a+.")]
    public void What_a_changed_schema_would_orphan_is_told(string before, string after, string? lost) =>
        LabelSchema.Parse(Schema(before)).OrphanedBy(LabelSchema.Parse(Schema(after))).ShouldBe(lost is null ? [] : [lost]);

    [Theory]
    [InlineData("a+b?", "aab", true)]
    [InlineData("a|b", "ab", false)]
    [InlineData(@"\d{4}-\d{2}", "2024-07", true)]
    [InlineData(@"\d{4}-\d{2}", "on 2024-07", false)]
    public void A_pattern_must_match_the_whole_text(string pattern, string text, bool sound) =>
        (LabelSchema.Parse(Schema($$"""{"name":"q","kind":"text","pattern":{{System.Text.Json.JsonSerializer.Serialize(pattern)}}}"""))
            .ReadAnswers($$"""{"q":"{{text}}"}""").Violations.Count == 0).ShouldBe(sound);

    private static void Told(string json, string path, string rule)
    {
        var violation = LabelSchema.Check(json).ShouldHaveSingleItem();
        (violation.Path, violation.Rule).ShouldBe((path, rule));
        Should.Throw<InvalidSchema>(() => LabelSchema.Parse(json)).Violations.ShouldBe([violation]);
    }

    private static string Schema(string questions) => $$"""{"fields":[{"name":"text","kind":"text"}],"questions":[{{questions}}]}""";

    private static LabelSchema Choice(string labels) => LabelSchema.Parse(Schema($$"""{"name":"q","kind":"choice","labels":[{{labels}}]}"""));
}
