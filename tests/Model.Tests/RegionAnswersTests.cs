using System.Globalization;
using System.Text.Json;
using Assay.Model.Questions;
using Assay.Model.Regions;

namespace Assay.Model.Tests;

/// <summary>What is wrong with regions is told with the region, the rule and the numbers.</summary>
public sealed class RegionAnswersTests
{
    private static readonly LabelSchema Schema = LabelSchema.Parse("""
        {
          "fields": [{"name": "text"}, {"name": "scan", "kind": "image"}, {"name": "call", "kind": "audio"}],
          "questions": [
            {"name": "who", "kind": "spans", "labels": ["PER", "ORG"], "required": false,
             "attributes": [{"name": "role", "kind": "choice", "labels": ["boss", "staff"], "on": ["PER"], "required": false}]},
            {"name": "phrases", "kind": "spans", "overlap": "nested", "discontinuous": true, "labels": ["NP", "VP"], "required": false},
            {"name": "links", "kind": "relations", "over": "who", "required": false,
             "labels": [{"name": "works_at", "from": ["PER"], "to": ["ORG"]}, {"name": "same", "directed": false}]},
            {"name": "box", "kind": "boxes", "labels": ["dog", "cat"], "required": false, "attributes": [{"name": "sure", "kind": "rating", "min": 1, "max": 3}]},
            {"name": "turned", "kind": "boxes", "labels": ["dog"], "rotated": true, "required": false},
            {"name": "outline", "kind": "polygons", "labels": ["dog"], "required": false},
            {"name": "mask", "kind": "masks", "labels": ["dog"], "required": false},
            {"name": "pose", "kind": "keypoints", "labels": ["dog"], "points": ["nose", "tail"], "edges": [["nose", "tail"]], "required": false},
            {"name": "events", "kind": "segments", "labels": ["bark"], "overlap": "none", "required": false},
            {"name": "order", "kind": "ranking", "labels": ["a", "b", "c"], "required": false},
            {"name": "best", "kind": "pairwise", "a": "text", "b": "scan", "required": false}
          ]
        }
        """);

    private static readonly ItemFacts Item = new(new Dictionary<string, FieldFacts>
    {
        ["text"] = new(CodePoints: 20),
        ["scan"] = new(Width: 800, Height: 600),
        ["call"] = new(Duration: TimeSpan.FromSeconds(10)),
    });

    [Theory]
    // spans
    [InlineData("""{"who":[{"start":0,"end":21,"label":"PER"}]}""", "answers.who[0].end outside", "question \"who\", region 1: end 21 lies beyond the text of 20 characters")]
    [InlineData("""{"who":[{"start":5,"end":5,"label":"PER"}]}""", "answers.who[0] empty", "its end 5 is not after its start 5")]
    [InlineData("""{"who":[{"start":0,"end":1,"label":"X"}]}""", "answers.who[0].label unknown_label", "\"X\" is not one of its labels (PER, ORG)")]
    [InlineData("""{"who":[{"start":0,"end":1}]}""", "answers.who[0].label required", "it has no label")]
    [InlineData("""{"who":[{"start":0.5,"end":1,"label":"PER"}]}""", "answers.who[0].start type", "0.5 stands where a whole number belongs")]
    [InlineData("""{"who":[{"start":0,"end":6,"label":"PER"},{"start":5,"end":9,"label":"ORG"}]}""", "answers.who[1] overlap", "this one, 5–9, and region 1, 0–6, overlap")]
    [InlineData("""{"who":[{"start":0,"end":6,"label":"PER"},{"start":0,"end":6,"label":"PER"}]}""", "answers.who[1] repeated;answers.who[1] overlap", "region 1 are the same")]
    [InlineData("""{"who":[{"start":0,"end":3,"label":"PER","parts":[[0,1],[2,3]]}]}""", "answers.who[0].parts discontinuous", "it has gaps")]
    [InlineData("""{"who":[{"start":0,"end":3,"label":"ORG","attributes":{"role":"boss"}}]}""", "answers.who[0].attributes.role unknown_question", "\"role\" is no attribute of a \"ORG\"")]
    [InlineData("""{"who":[{"start":0,"end":3,"label":"PER","attributes":{"role":"king"}}]}""", "answers.who[0].attributes.role unknown_label", "question \"who\", region 1: question \"role\"")]
    [InlineData("""{"who":[{"start":0,"end":3,"label":"PER","size":1}]}""", "answers.who[0].size unknown_property", "\"size\" is not a property")]
    [InlineData("""{"phrases":[{"start":0,"end":6,"label":"NP"},{"start":4,"end":9,"label":"VP"}]}""", "answers.phrases[1] overlap", "cross each other")]
    [InlineData("""{"phrases":[{"start":0,"end":6,"label":"NP"},{"start":4,"end":6,"label":"VP"}]}""", "", "")]
    [InlineData("""{"phrases":[{"start":0,"end":9,"label":"NP","parts":[[0,2],[5,8]]}]}""", "answers.phrases[0].parts outside", "its parts go from 0 to 8")]
    // relations
    [InlineData("""{"who":[{"start":0,"end":3,"label":"PER"}],"links":[{"label":"works_at","from":{"start":0,"end":3,"label":"PER"},"to":{"start":5,"end":9,"label":"ORG"}}]}""", "answers.links no_such_span", "there is no ORG 5–9 for its \"to\" among the answers to \"who\"")]
    [InlineData("""{"who":[{"start":0,"end":3,"label":"PER"},{"start":5,"end":9,"label":"ORG"}],"links":[{"label":"works_at","from":{"start":5,"end":9,"label":"ORG"},"to":{"start":0,"end":3,"label":"PER"}}]}""", "answers.links[0] ends", "a \"works_at\" leads from PER to ORG, not from ORG to PER")]
    [InlineData("""{"who":[{"start":0,"end":3,"label":"PER"}],"links":[{"label":"same","from":{"start":0,"end":3,"label":"PER"},"to":{"start":0,"end":3,"label":"PER"}}]}""", "answers.links[0] same_ends", "from a span to itself")]
    // boxes
    [InlineData("""{"box":[{"label":"dog","x":0,"y":0,"width":1,"height":1,"attributes":{"sure":1}},{"label":"dog","x":1,"y":0,"width":1,"height":1,"attributes":{"sure":1}},{"label":"dog","x":712,"y":0,"width":100,"height":1,"attributes":{"sure":1}}]}""", "answers.box[2].width outside", "region 3: x + width 812 lies outside the image of width 800")]
    [InlineData("""{"box":[{"label":"dog","x":-1,"y":0,"width":10,"height":10,"attributes":{"sure":1}}]}""", "answers.box[0] outside", "-1, 0 lies outside the image of width 800")]
    [InlineData("""{"box":[{"label":"dog","x":0,"y":0,"width":0.001,"height":10,"attributes":{"sure":1}}]}""", "answers.box[0].width empty", "width 0 is not above 0")]
    [InlineData("""{"box":[{"label":"dog","x":1e300,"y":0,"width":1,"height":10,"attributes":{"sure":1}}]}""", "answers.box[0].x out_of_range", "1e300 is not between")]
    [InlineData("""{"box":[{"label":"dog","x":0,"y":0,"width":1,"height":10}]}""", "answers.box[0].attributes.sure required", "its \"sure\" is not answered")]
    [InlineData("""{"box":[{"label":"dog","x":0,"y":0,"width":1,"height":10,"rotation":9,"attributes":{"sure":1}}]}""", "answers.box[0].rotation rotated", "boxes of \"box\" are upright")]
    [InlineData("""{"turned":[{"label":"dog","x":790,"y":0,"width":100,"height":10,"rotation":9}]}""", "answers.turned[0] outside", "its centre 840, 5 lies outside")]
    // polygons
    [InlineData("""{"outline":[{"label":"dog","parts":[{"outer":[[0,0],[5,5]]}]}]}""", "answers.outline[0].parts[0].outer too_few", "part 1 has 2 elements; at least 3")]
    [InlineData("""{"outline":[{"label":"dog","parts":[{"outer":[[0,0],[5,5],[0,0]]}]}]}""", "answers.outline[0].parts[0].outer too_few", "part 1 has 2 different corners")]
    [InlineData("""{"outline":[{"label":"dog","parts":[{"outer":[[0,0],[5,5],[5,0],[0,5]]}]}]}""", "answers.outline[0].parts[0].outer crossing", "part 1 crosses itself: side 1 and side 3")]
    [InlineData("""{"outline":[{"label":"dog","parts":[{"outer":[[0,0],[5,5],[9,9]]}]}]}""", "answers.outline[0].parts[0].outer empty", "part 1 has no area")]
    [InlineData("""{"outline":[{"label":"dog","parts":[{"outer":[[0,0],[900,0],[9,9]]}]}]}""", "answers.outline[0].parts[0].outer outside", "900, 0 lies outside the image of width 800")]
    [InlineData("""{"outline":[{"label":"dog","parts":[{"outer":[[0,0],[9,0],[9,9],[0,9]],"holes":[[[20,20],[22,20],[22,22]]]}]}]}""", "answers.outline[0].parts[0].holes outside", "hole 1 of part 1 lies outside its outline")]
    [InlineData("""{"outline":[{"label":"dog","parts":[{"outer":[[0,0],[9,0],[9,9],[0,9]],"holes":[[[5,5],[12,5],[12,7]]]}]}]}""", "answers.outline[0].parts[0].holes crossing", "hole 1 of part 1 crosses its outline")]
    // masks
    [InlineData("""{"mask":[{"label":"dog","size":[600,800],"counts":"52203"}]}""", "answers.mask[0].counts not_a_mask", "The runs have 16 pixels, an image of 600 × 800 has 480,000.")]
    [InlineData("""{"mask":[{"label":"dog","size":[4,4],"counts":"52203"}]}""", "answers.mask[0].size outside", "does not fit the image of height 600 and width 800")]
    [InlineData("""{"mask":[{"label":"dog","size":[70000,1],"counts":"0"}]}""", "answers.mask[0].size out_of_range", "is no size")]
    // keypoints
    [InlineData("""{"pose":[{"label":"dog","points":{}}]}""", "answers.pose[0].points too_few", "no point is set")]
    [InlineData("""{"pose":[{"label":"dog","points":{"nose":[1,2,0]}}]}""", "answers.pose[0].points.nose type", "leave out a point that is not there")]
    [InlineData("""{"pose":[{"label":"dog","points":{"ear":[1,2,2]}}]}""", "answers.pose[0].points.ear unknown_property", "\"ear\"")]
    // segments
    [InlineData("""{"events":[{"label":"bark","start":1,"end":11}]}""", "answers.events[0].end outside", "end 11 lies beyond the recording of 10 seconds")]
    [InlineData("""{"events":[{"label":"bark","start":1,"end":1.0001}]}""", "answers.events[0] empty", "its end 1 is not after its start 1")]
    [InlineData("""{"events":[{"label":"bark","start":1,"end":3},{"label":"bark","start":2,"end":4}]}""", "answers.events[1] overlap", "this one and region 1 overlap")]
    // ranking and pairwise
    [InlineData("""{"order":["a","b"]}""", "answers.order too_few", "2 of 3 labels are ranked; at least 3: c")]
    [InlineData("""{"order":["a","b","b"]}""", "answers.order[2] repeated", "\"b\" is ranked twice")]
    [InlineData("""{"order":[["a","b"],"c"]}""", "answers.order[0] ties", "no two may share a rank")]
    [InlineData("""{"best":"both_bad"}""", "answers.best unknown_label", "\"both_bad\" is none of a, b, tie")]
    [InlineData("""{"who":5}""", "answers.who type", "5 is not a list of spans")]
    public void A_wrong_region_is_told_by_its_number_and_its_numbers(string json, string expected, string words)
    {
        var violations = Schema.ReadAnswers(json, Item).Violations;

        string.Join(";", violations.Select(violation => $"{violation.Path} {violation.Rule}")).ShouldBe(expected);
        if (words.Length > 0) violations[0].Message.ShouldContain(words);
    }

    [Theory]
    // hundredths are kept, the far side is not pushed over the edge, minus nothing is nothing
    [InlineData("turned", """[{"label":"dog","x":-0.001,"y":0.005,"width":799.9999,"height":10.005,"rotation":-90}]""", """[{"label":"dog","x":0,"y":0.01,"width":800,"height":10,"rotation":270}]""")]
    // by place, whatever order came
    [InlineData("who", """[{"label":"ORG","end":9,"start":5},{"start":0,"end":3,"label":"PER"}]""", """[{"start":0,"end":3,"label":"PER"},{"start":5,"end":9,"label":"ORG"}]""")]
    [InlineData("phrases", """[{"label":"NP","parts":[[5,8],[0,2],[1,3]]}]""", """[{"start":0,"end":8,"label":"NP","parts":[[0,3],[5,8]]}]""")]
    [InlineData("phrases", """[{"label":"NP","parts":[[0,2],[2,3]]}]""", """[{"start":0,"end":3,"label":"NP"}]""")]
    // clockwise from the uppermost corner, the hole the other way
    [InlineData("outline", """[{"label":"dog","parts":[{"outer":[[9,9],[9,0],[0,0],[0,9],[9,9]],"holes":[[[2,2],[4,2],[4,4]]]}]}]""", """[{"label":"dog","parts":[{"outer":[[0,0],[9,0],[9,9],[0,9]],"holes":[[[2,2],[4,4],[4,2]]]}]}]""")]
    [InlineData("pose", """[{"label":"dog","points":{"tail":[3,4,1],"nose":[1,2]}}]""", """[{"label":"dog","points":{"nose":[1,2,2],"tail":[3,4,1]}}]""")]
    // what programs differ in is not the person's fault
    [InlineData("events", """[{"label":"bark","start":1.23456,"end":10.05}]""", """[{"label":"bark","start":1.235,"end":10}]""")]
    [InlineData("box", "[]", "[]")]
    public void Answers_come_back_in_their_canonical_form(string question, string given, string canonical) =>
        Schema.ReadAnswers($$"""{"{{question}}":{{given}}}""", Item).OrThrow().ToJson().ShouldBe($$"""{"{{question}}":{{canonical}}}""");

    [Fact]
    public void An_undirected_relation_is_the_same_from_either_end()
    {
        const string one = """{"start":0,"end":3,"label":"PER"}""", other = """{"start":5,"end":9,"label":"ORG"}""";
        Read(one, other).ShouldBe(Read(other, one));

        static string Read(string from, string to) =>
            Schema.ReadAnswers($$"""{"who":[{{one}},{{other}}],"links":[{"label":"same","from":{{from}},"to":{{to}}}]}""", Item).OrThrow().ToJson();
    }

    [Fact]
    public void A_hundred_thousand_regions_are_refused_with_the_limit_and_quickly()
    {
        var many = string.Join(",", Enumerable.Repeat("""{"label":"dog","x":0,"y":0,"width":1,"height":1}""", 100_000));

        Schema.ReadAnswers($$"""{"box":[{{many}}]}""").Violations.ShouldHaveSingleItem().Message.ShouldContain("100,000 boxes; at most 5,000");
    }

    [Fact]
    public void Masks_are_those_of_the_reference()
    {
        if (Shared("random.json") is not { } random) return;
        foreach (var mask in random.GetProperty("masks").EnumerateArray())
        {
            var (height, width, counts) = (mask.GetProperty("h").GetInt32(), mask.GetProperty("w").GetInt32(), mask.GetProperty("counts").GetString()!);
            if (height == 0 || width == 0 || mask.GetProperty("area").GetInt32() == 0) continue;
            var read = Mask(counts, height, width);
            read.Mask.Area.ShouldBe(mask.GetProperty("area").GetInt64());
            read.Mask.ToText().ShouldBe(counts);
            var box = mask.GetProperty("bbox").EnumerateArray().Select(side => side.GetDouble()).ToArray();
            read.Mask.Extent().ShouldBe(new Extent(box[0], box[1], box[0] + box[2], box[1] + box[3]));
        }
        foreach (var mask in Shared("fakesegm_first200.json")!.Value.EnumerateArray())
            Mask(mask.GetProperty("counts").GetString()!, mask.GetProperty("h").GetInt32(), mask.GetProperty("w").GetInt32()).Mask.Area.ShouldBe(mask.GetProperty("area").GetInt64());
        foreach (var mask in Shared("coco_sample.json")!.Value.GetProperty("annotations").EnumerateArray())
        {
            var read = Mask(mask.GetProperty("counts").GetString()!, mask.GetProperty("h").GetInt32(), mask.GetProperty("w").GetInt32());
            (read.Mask.Area, read.Mask.ToText()).ShouldBe((mask.GetProperty("area").GetInt64(), mask.GetProperty("counts").GetString()));
        }
    }

    [Fact]
    public void Masks_of_two_people_overlap_as_the_reference_says()
    {
        if (Shared("random.json") is not { } random) return;
        var question = Schema.Question("mask")!;
        foreach (var each in random.GetProperty("rle_iou").EnumerateArray())
        {
            var (height, width) = (each.GetProperty("h").GetInt32(), each.GetProperty("w").GetInt32());
            for (var d = 0; d < each.GetProperty("dt").GetArrayLength(); d++)
            {
                for (var g = 0; g < each.GetProperty("gt").GetArrayLength(); g++)
                {
                    if (each.GetProperty("iscrowd")[g].GetInt32() == 1) continue;
                    MasksAnswer one = new([Mask(each.GetProperty("dt")[d].GetString()!, height, width)]), other = new([Mask(each.GetProperty("gt")[g].GetString()!, height, width)]);
                    question.Kind.Similarity(question, one, other).ShouldBe(each.GetProperty("iou")[d][g].GetDouble(), 1e-12);
                }
            }
        }
    }

    private static MaskRegion Mask(string counts, int height, int width)
    {
        var question = Schema.Question("mask")!;
        using var document = JsonDocument.Parse(string.Create(CultureInfo.InvariantCulture, $"[{{\"label\":\"dog\",\"size\":[{height},{width}],\"counts\":{JsonSerializer.Serialize(counts)}}}]"));
        var findings = new Findings();
        var answer = question.Kind.ReadAnswer(question, document.RootElement, ItemFacts.None, findings);
        findings.Violations.ShouldBeEmpty();
        return ((MasksAnswer)answer!).Regions.ShouldHaveSingleItem();
    }

    private static JsonElement? Shared(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assay.slnx"))) folder = folder.Parent!;
        var path = Path.Combine(Environment.GetEnvironmentVariable("ASSAY_SHARED") ?? Path.Combine(folder.FullName, "..", "shared"), "data", "images", "mask_reference", file);
        return File.Exists(path) ? JsonElement.Parse(File.ReadAllBytes(path)) : null;
    }
}
