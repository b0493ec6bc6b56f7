using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Formats.LabelStudio;
using Assay.Model;

namespace Assay.Formats.Tests;

/// <summary>What is written as a label config and as results comes back the same; what cannot be written is said.</summary>
public sealed class ResultRoundTripTests
{
    private const string Fields = """{"name":"text"},{"name":"other","kind":"markdown"},{"name":"image","kind":"image"},{"name":"sound","kind":"audio"},{"name":"talk","kind":"chat"}""";

    private const string Item = """{"text":"😀 Ann knows Bob 👩‍👩‍👧","other":"é\r\nx","image":"a.png","sound":"a.wav","talk":[{"role":"user","content":"Hi"}]}""";

    public static TheoryData<string, string> Cases => new()
    {
        { """{"name":"q","kind":"choice","labels":["a",{"name":"b / c","title":"B"},"d,e"]}""", "\"b / c\"" },
        { """{"name":"q","kind":"choice","mode":"multiple","labels":["a",{"name":"b","title":"a, b & <c>"}]}""", """["a","b"]""" },
        { """{"name":"q","kind":"choice","mode":"taxonomy","labels":[{"name":"a","children":["x",{"name":"y","title":"Y","children":["z"]}]},{"name":"b","children":["x"]}]}""", """[["a","x"],["a","y","z"],["b"]]""" },
        { """{"name":"q","kind":"rating","min":1,"max":5}""", "4" },
        { """{"name":"q","kind":"rating","min":0,"max":10}""", "0" },
        { """{"name":"q","kind":"rating","min":-2,"max":2}""", "-1" },
        { """{"name":"q","kind":"text","multiline":true}""", "\"one\\n two \\\"😀\\\"\"" },
        { """{"name":"q","kind":"pairwise","a":"text","b":"other","tie":false}""", "\"b\"" },
        { """{"name":"q","kind":"ranking","labels":[{"name":"one","field":"text"},"two","three"]}""", """["two","three","one"]""" },
        { """{"name":"q","kind":"spans","labels":["PER"],"fields":["text"],"overlap":"any"}""", """[{"start":2,"end":5,"label":"PER"},{"start":12,"end":15,"label":"PER"},{"start":16,"end":21,"label":"PER"}]""" },
        { """{"name":"q","kind":"segments","field":"sound","labels":["speech"]}""", """[{"label":"speech","start":1.25,"end":2.5}]""" },
        { """{"name":"q","kind":"boxes","field":"image","labels":["car","bus"],"rotated":true}""", """[{"label":"bus","x":10,"y":20,"width":300.5,"height":40},{"label":"car","x":100,"y":100,"width":50,"height":20,"rotation":30}]""" },
        { """{"name":"q","kind":"polygons","field":"image","labels":["car"]}""", """[{"label":"car","parts":[{"outer":[[10,10],[200.25,10],[100,99.5]]}]}]""" },
        { """{"name":"q","kind":"masks","field":"image","labels":["car"]}""", """[{"label":"car","size":[4,4],"counts":"52203"}]""" },
        { """{"name":"q","kind":"keypoints","field":"image","points":["eye"],"labels":["cat","dog"]}""", """[{"label":"dog","points":{"eye":[10,20,1]}}]""" },
        { """{"name":"q","kind":"keypoints","field":"image","points":["eye","tail"],"labels":["cat"]}""", """[{"label":"cat","points":{"eye":[10,20,2],"tail":[30,40,1]}},{"label":"cat","points":{"eye":[50,20,2]}}]""" },
        { """{"name":"q","kind":"boxes","field":"image","labels":["car","bus"],"attributes":[{"name":"pose","kind":"choice","labels":["left","right"],"on":["car"],"required":false},{"name":"note","kind":"text","required":false}]}""", """[{"label":"bus","x":10,"y":20,"width":30,"height":40,"attributes":{"note":"old"}},{"label":"car","x":100,"y":100,"width":50,"height":20,"attributes":{"pose":"left","note":"new"}}]""" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Answers_are_the_same_after_a_config_and_results(string question, string answer)
    {
        var config = LabelConfig.Write(LabelSchema.Parse($$"""{"fields":[{{Fields}}],"questions":[{{question}}]}"""));
        config.Losses.ShouldBeEmpty();
        RoundTrip(config, $$"""{"q":{{answer}}}""");
    }

    [Fact]
    public void Relations_find_the_marks_they_link()
    {
        var schema = LabelSchema.Parse($$"""{"fields":[{{Fields}}],"questions":[{"name":"ner","kind":"spans","labels":["PER","DOG"],"fields":["text","other"],"overlap":"any","required":false},{"name":"rel","kind":"relations","over":"ner","labels":["knows",{"name":"likes","directed":false}]}]}""".Replace("\"kind\":\"markdown\"", "\"kind\":\"text\"", StringComparison.Ordinal));
        RoundTrip(LabelConfig.Write(schema), """
            {"ner":[{"field":"text","start":2,"end":5,"label":"PER"},{"field":"text","start":2,"end":5,"label":"DOG"},{"field":"text","start":12,"end":15,"label":"PER"},{"field":"other","start":0,"end":1,"label":"DOG"}],
             "rel":[{"label":"knows","from":{"field":"text","start":12,"end":15,"label":"PER"},"to":{"field":"text","start":2,"end":5,"label":"DOG"}},{"label":"likes","from":{"field":"text","start":2,"end":5,"label":"PER"},"to":{"field":"other","start":0,"end":1,"label":"DOG"}}]}
            """);
    }

    [Fact]
    public void A_schema_that_a_config_can_say_comes_back_from_its_config()
    {
        var schema = LabelSchema.Parse($$"""
            {"fields":[{{Fields.Replace("\"kind\":\"markdown\"", "\"kind\":\"text\"", StringComparison.Ordinal)}}],"questions":[
              {"name":"kind","kind":"choice","title":"Which kind?","hint":"Look twice","labels":[{"name":"a","color":3,"key":"a"},{"name":"b","title":"Bee","hint":"buzzes","color":7}]},
              {"name":"more","kind":"choice","mode":"taxonomy","max":2,"required":false,"labels":[{"name":"x","color":1,"children":[{"name":"y","color":1}]}],"when":{"question":"kind","is":["a"]} },
              {"name":"stars","kind":"rating","min":1,"max":7,"required":false},
              {"name":"why","kind":"text","multiline":true,"required":false},
              {"name":"ner","kind":"spans","fields":["text","other"],"labels":[{"name":"PER","color":2}],"overlap":"any","snap":"characters"},
              {"name":"cars","kind":"boxes","field":"image","rotated":true,"labels":[{"name":"car","color":4},{"name":"bus","color":5}],"attributes":[{"name":"pose","kind":"choice","labels":[{"name":"l","color":1}],"required":false,"on":["bus"]}]},
              {"name":"speech","kind":"segments","field":"sound","labels":[{"name":"s","color":1}]},
              {"name":"better","kind":"pairwise","a":"text","b":"other","tie":false}]}
            """);
        var config = LabelConfig.Write(schema);
        config.Losses.ShouldBeEmpty();
        var back = LabelConfig.Read(config.Xml).Schema;
        back.Questions.Select(question => JsonText(back, question.Name)).ShouldBe(schema.Questions.Select(question => JsonText(schema, question.Name)));
        back.Fields.Select(field => (field.Name, field.Kind)).ShouldBe(schema.Fields.Select(field => (field.Name, field.Kind)));
    }

    [Theory]
    [InlineData("""{"name":"q","kind":"pairwise","a":"text","b":"other"}""", "\"tie\"", "cannot be said in a pairwise")]
    [InlineData("""{"name":"q","kind":"ranking","labels":["a","b"],"ties":true}""", """[["a","b"]]""", "cannot be said in a ranker")]
    [InlineData("""{"name":"q","kind":"spans","fields":["text"],"labels":["a"],"discontinuous":true}""", """[{"start":0,"end":9,"label":"a","parts":[[0,2],[7,9]]}]""", "a span with gaps")]
    [InlineData("""{"name":"q","kind":"polygons","field":"image","labels":["a"]}""", """[{"label":"a","parts":[{"outer":[[0,0],[9,0],[9,9]],"holes":[[[4,2],[7,2],[7,5]]]}]}]""", "a polygon with holes")]
    public void What_a_result_cannot_hold_is_said(string question, string answer, string loss)
    {
        var config = LabelConfig.Write(LabelSchema.Parse($$"""{"fields":[{{Fields}}],"questions":[{{question}}]}"""));
        var written = Write(config, config.Schema.ReadAnswers($$"""{"q":{{answer}}}""").OrThrow(), Facts(config));
        written.Losses.ShouldHaveSingleItem().ShouldContain(loss, Case.Insensitive);
        written.Result.ShouldBeEmpty();
    }

    [Fact]
    public void A_region_of_an_image_of_unknown_size_is_not_written()
    {
        var config = LabelConfig.Write(LabelSchema.Parse($$"""{"fields":[{{Fields}}],"questions":[{"name":"q","kind":"boxes","field":"image","labels":["car"]}]}"""));
        var written = Write(config, config.Schema.ReadAnswers("""{"q":[{"label":"car","x":1,"y":1,"width":1,"height":1}]}""").OrThrow(), ItemFacts.None);
        written.Losses.ShouldHaveSingleItem().ShouldContain("the size of the image in image is not known");
    }

    [Fact]
    public void Skeletons_of_several_points_and_labels_are_left_out_of_a_config()
    {
        var config = LabelConfig.Write(LabelSchema.Parse($$"""{"fields":[{{Fields}}],"questions":[{"name":"q","kind":"keypoints","field":"image","points":["a","b"],"labels":["x","y"]}]}"""));
        config.Controls.ShouldBeEmpty();
        config.Losses.ShouldHaveSingleItem().ShouldStartWith("\"q\" is left out");
    }

    /// <summary>Exports of Label Studio's own converter tests: every result is read, and written again within half a hundredth of a pixel.</summary>
    [Theory]
    [InlineData("json_min/label_config.xml", "json_min/data.json")]
    [InlineData("yolo_boxes/label_config.xml", "yolo_boxes/data.json")]
    [InlineData("yolo_keypoints/label_config_keypoints.xml", "yolo_keypoints/data_keypoints.json")]
    public void Exported_results_come_back(string xml, string data)
    {
        var folder = SharedData.Need("formats", "label_studio");
        var config = LabelConfig.Bind(File.ReadAllText(Path.Combine(folder, xml)));
        var results = 0;
        foreach (var task in JsonElement.Parse(File.ReadAllText(Path.Combine(folder, data))).EnumerateArray())
        {
            foreach (var annotation in task.GetProperty("annotations").EnumerateArray())
            {
                var (result, item) = (annotation.GetProperty("result"), config.ItemOf(task.GetProperty("data")));
                var reading = ResultReader.Read(config, result, item);
                reading.Problems.ShouldBeEmpty();
                var (width, height) = (result[0].GetProperty("original_width").GetInt32(), result[0].GetProperty("original_height").GetInt32());
                var facts = new ItemFacts(config.Schema.Fields.ToDictionary(field => field.Name, _ => new FieldFacts(Width: width, Height: height)));
                var written = Write(config, reading.Answers!, facts);
                written.Losses.ShouldBeEmpty();
                var marks = result.EnumerateArray().Where(one => one.TryGetProperty("from_name", out _)).ToList();
                reading.Unused.Count.ShouldBe(result.GetArrayLength() - marks.Count, "plain links, which nothing asks for");
                written.Result.Count.ShouldBe(marks.Count);
                foreach (var one in marks) written.Result.ShouldContain(again => IsSame(one, again!, width, height), one.GetRawText());
                results += written.Result.Count;
            }
        }
        results.ShouldBeGreaterThan(0);
    }

    private static bool IsSame(JsonElement one, JsonNode again, int width, int height)
    {
        var other = JsonElement.Parse(again.ToJsonString());
        string[] same = ["from_name", "to_name", "type", "original_width", "original_height"];
        if (same.Any(name => one.GetProperty(name).GetRawText() != other.GetProperty(name).GetRawText())) return false;
        var (a, b) = (one.GetProperty("value"), other.GetProperty("value"));
        return a.GetProperty(one.GetProperty("type").GetString()!)[0].GetString() == b.GetProperty(one.GetProperty("type").GetString()!)[0].GetString() && IsNear("x", width) && IsNear("y", height)
            && (!a.TryGetProperty("height", out _) || IsNear("width", width) && IsNear("height", height));

        bool IsNear(string name, int side) => !a.TryGetProperty(name, out var value) || Math.Abs(value.GetDouble() - b.GetProperty(name).GetDouble()) * side / 100 < 0.011;
    }

    private static void RoundTrip(BoundConfig config, string json)
    {
        var answers = config.Schema.ReadAnswers(json).OrThrow();
        var written = Write(config, answers, Facts(config));
        written.Losses.ShouldBeEmpty();
        var reading = ResultReader.Read(config, JsonElement.Parse(written.Result.ToJsonString()), JsonElement.Parse(Item), OffsetUnit.Utf16);
        reading.Problems.ShouldBeEmpty();
        reading.Answers!.ToJson().ShouldBe(answers.ToJson());
        if (config.Controls.All(control => control.Type != "ranker"))
            LabelConfig.Bind(config.Xml).Controls.Select(control => (control.Name, control.Type)).ShouldBe(config.Controls.Select(control => (control.Name, control.Type)), ignoreOrder: true);
    }

    private static ItemFacts Facts(BoundConfig config) => new(config.Schema.Fields.ToDictionary(field => field.Name, _ => new FieldFacts(Width: 1000, Height: 500)));

    private static ResultWriting Write(BoundConfig config, Answers answers, ItemFacts facts) =>
        ResultWriter.Write(config, answers.ByQuestion.ToDictionary(pair => pair.Key, pair => new ScoredAnswer(pair.Value, null, [])), JsonElement.Parse(Item), facts);

    private static string JsonText(LabelSchema schema, string question) =>
        JsonNode.Parse(schema.ToJson())!["questions"]!.AsArray().First(one => (string)one!["name"]! == question)!.ToJsonString();
}
