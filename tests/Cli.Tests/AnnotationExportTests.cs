using System.Globalization;
using System.Text.Json;
using Assay.Agreement;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.TestKit;

namespace Assay.Cli.Tests;

/// <summary>The verbs over votes on exports with annotations: this platform's, and Label Studio's.</summary>
public sealed class AnnotationExportTests
{
    [Fact]
    public async Task This_platform_s_export_gives_the_agreement_of_the_same_votes_in_a_table()
    {
        using var shell = await TwoPeopleOnThreeMails();
        var export = Path.Combine(shell.Folder, "mails.jsonl");
        (await shell.Run("export", "-p", "Mails", "--all", "--annotations", "-o", export)).Exit.ShouldBe(0);
        var table = shell.Write("votes.csv", "task,annotator,label", "1,Ada,spam", "1,Bob,spam", "2,Ada,ham", "2,Bob,spam", "3,Ada,ham");

        var ran = await Shell.Plain("agree", export, "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        (ran.Json.GetProperty("question").GetString(), ran.Json.GetProperty("tasks").GetInt32(), ran.Json.GetProperty("annotators").GetInt32()).ShouldBe(("label", 3, 2));
        var expected = (await Shell.Plain("agree", table, "--json")).Json;
        Canonical(ran.Json.GetProperty("coefficients")).ShouldBe(Canonical(expected.GetProperty("coefficients")));
        Canonical(ran.Json.GetProperty("pairs")).ShouldBe(Canonical(expected.GetProperty("pairs")));
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    public async Task This_platform_s_export_gives_one_answer_a_task_in_either_format(string format)
    {
        using var shell = await TwoPeopleOnThreeMails();
        var export = Path.Combine(shell.Folder, $"mails.{format}");
        (await shell.Run("export", "-p", "Mails", "--all", "--annotations", "--format", format, "-o", export)).Exit.ShouldBe(0);
        var answers = Path.Combine(shell.Folder, "answers.csv");

        var ran = await Shell.Plain("aggregate", export, "-m", "majority", "-o", answers, "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Json.GetProperty("answers").GetInt32().ShouldBe(5);
        File.ReadAllLines(answers).ShouldBe(["task,label,confidence", "1,spam,1", "2,spam,0.5", "3,ham,1"]);
    }

    [Fact]
    public async Task Answers_that_were_taken_back_or_skipped_are_no_votes()
    {
        using var shell = new Shell();
        var file = shell.Write(
            "export.jsonl",
            Own(1, ("a", 1, "counted", """{"kind":"x"}"""), ("b", 2, "late", """{"kind":"y"}"""), ("c", 3, "superseded", """{"kind":"z"}"""), ("c", 3, "undone", """{"kind":"z"}""")),
            """{"id":2,"annotations":[{"id":9,"person_id":1,"person":"a","state":"skipped","skipped":"unclear"}]}""",
            """{"id":3,"annotations":[]}""");

        var json = (await Shell.Plain("agree", file, "--json")).Json;

        (json.GetProperty("tasks").GetInt32(), json.GetProperty("annotators").GetInt32(), json.GetProperty("labels").GetInt32()).ShouldBe((1, 2, 2));
    }

    [Fact]
    public async Task Two_people_of_one_name_stay_two()
    {
        using var shell = new Shell();
        var file = shell.Write("export.jsonl", Own(1, ("Kim", 7, "counted", """{"kind":"x"}"""), ("Kim", 8, "counted", """{"kind":"x"}""")));

        var pair = (await Shell.Plain("agree", file, "--json")).Json.GetProperty("pairs")[0];

        (pair.GetProperty("a").GetString(), pair.GetProperty("b").GetString()).ShouldBe(("Kim", "Kim (8)"));
    }

    [Fact]
    public async Task Label_Studio_s_choices_are_votes_of_those_who_did_not_cancel()
    {
        using var shell = new Shell();
        var file = shell.Write("project.json", "[", string.Join(",\n",
            Studio(1, By("ann@x.org", Choice("mood", "good")), By("bob@x.org", Choice("mood", "good")), By("cy@x.org", "", cancelled: true)),
            Studio(2, By("ann@x.org", Choice("mood", "bad")), By("bob@x.org", Choice("mood", "good"))),
            Studio(3, By("ann@x.org", Choice("mood", "bad")), By("bob@x.org", Choice("mood", "bad")))), "]");

        var json = (await Shell.Plain("agree", file, "--json")).Json;

        (json.GetProperty("question").GetString(), json.GetProperty("type").GetString(), json.GetProperty("annotators").GetInt32()).ShouldBe(("mood", "choices", 2));
        json.GetProperty("coefficients").GetProperty("percent_agreement").GetProperty("value").GetDouble().ShouldBe(2 / 3.0, 1e-12);

        // marginals 1/3 and 2/3 for good: chance is 2/9 + 2/9, so kappa is (2/3 - 4/9) / (5/9)
        json.GetProperty("coefficients").GetProperty("cohen_kappa").GetProperty("value").GetDouble().ShouldBe(0.4, 1e-12);
    }

    [Fact]
    public async Task Completions_of_before_1_0_are_read_too()
    {
        using var shell = new Shell();
        var file = shell.Write("old.json", $$"""[{"id":1,"data":{},"completions":[{"completed_by":1,"result":[{{Choice("mood", "good")}}]},{"completed_by":2,"skipped":true,"result":[]}]}]""");

        (await Shell.Plain("aggregate", file, "-m", "majority", "--json")).Json.GetProperty("answers").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Several_questions_are_all_reported_each_by_what_fits_its_answers()
    {
        using var shell = new Shell();
        var file = shell.Write("project.json", "[", string.Join(",\n",
            Studio(1, By("1", Choice("mood", "good"), Rating(3), Span(0, 4, "PER"), Choice("topics", "a", "b")), By("2", Choice("mood", "good"), Rating(4), Span(0, 4, "PER"), Choice("topics", "a"))),
            Studio(2, By("1", Choice("mood", "bad"), Rating(1), Span(2, 9, "ORG"), Choice("topics", "c")), By("2", Choice("mood", "bad"), Rating(1), Choice("topics", "c")))), "]");

        var questions = (await Shell.Plain("agree", file, "--json")).Json.GetProperty("questions").EnumerateArray().ToDictionary(each => each.GetProperty("question").GetString()!);

        questions.Keys.ShouldBe(["mood", "stars", "entities", "topics"]);
        questions["mood"].GetProperty("level").GetString().ShouldBe("nominal");
        questions["stars"].GetProperty("level").GetString().ShouldBe("ordinal");

        // three spans marked, one pair of which is the same: 2 * 1 / 3
        questions["entities"].GetProperty("coefficients").GetProperty("f1_exact").GetProperty("value").GetDouble().ShouldBe(2 / 3.0, 1e-12);
        questions["entities"].GetProperty("per_label").GetProperty("PER").GetProperty("value").GetDouble().ShouldBe(1);

        // one pair is aligned, PER and PER; ORG has no partner
        questions["entities"].GetProperty("coefficients").GetProperty("gamma").GetProperty("value").GetDouble().ShouldBeInRange(0, 1);
        questions["entities"].GetProperty("coefficients").GetProperty("gamma_cat").GetProperty("value").GetDouble().ShouldBe(1);
        questions["entities"].GetProperty("gamma_k").GetProperty("PER").GetProperty("value").GetDouble().ShouldBe(1);
        var alone = questions["entities"].GetProperty("gamma_k").GetProperty("ORG");
        (alone.GetProperty("value").ValueKind, alone.GetProperty("undefined").GetString()).ShouldBe((JsonValueKind.Null, Gamma.CategoryNotAligned));
        var topics = questions["topics"].GetProperty("coefficients");
        topics.GetProperty("percent_agreement").GetProperty("value").GetDouble().ShouldBe(0.5);
        topics.GetProperty("krippendorff_alpha_masi").GetProperty("value").GetDouble().ShouldBeGreaterThan(topics.GetProperty("krippendorff_alpha").GetProperty("value").GetDouble());

        var said = (await Shell.Plain("agree", file)).Output;
        said.ShouldContain("== entities (labels)");
        said.ShouldContain("3 spans in 4 answers of 2 people to 2 tasks");
        said.ShouldContain("PER: F1 1.000 (the same bounds), γ-k 1.000");
        said.ShouldContain($"ORG: F1 0.000 (the same bounds), γ-k not defined: {Gamma.CategoryNotAligned}");
    }

    [Fact]
    public async Task One_question_of_several_is_chosen_by_name_and_has_a_level()
    {
        using var shell = new Shell();
        var file = shell.Write("project.json", "[", string.Join(",\n",
            Studio(1, By("1", Choice("mood", "good"), Rating(1)), By("2", Choice("mood", "good"), Rating(2))),
            Studio(2, By("1", Choice("mood", "bad"), Rating(5)), By("2", Choice("mood", "good"), Rating(5)))), "]");

        var json = (await Shell.Plain("agree", file, "--question", "stars", "--level", "interval", "--json")).Json;

        (json.GetProperty("question").GetString(), json.GetProperty("level").GetString()).ShouldBe(("stars", "interval"));
        json.GetProperty("coefficients").GetProperty("gwet_ac2_quadratic").GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Number);
        (await Shell.Plain("aggregate", file, "--question", "mood", "--json")).Json.GetProperty("question").GetString().ShouldBe("mood");
        await Refused($"{file}: this export asks several questions; say with --question which one: mood (choices), stars (rating)", "aggregate", file);
        await Refused("this export asks several questions", "agree", file, "--level", "interval");
        await Refused($"{file}: there is no question \"mod\"; say with --question which one: mood (choices), stars (rating)", "agree", file, "--question", "mod");
    }

    [Fact]
    public async Task Sets_of_labels_are_merged_label_by_label()
    {
        using var shell = new Shell();
        var file = shell.Write("project.json", "[", string.Join(",\n",
            Studio(1, By("1", Choice("topics", "b", "a")), By("2", Choice("topics", "a", "b")), By("3", Choice("topics", "a"))),
            Studio(2, By("1", Choice("topics", "c")), By("2", Choice("topics", "c")), By("3", Choice("topics", "c")))), "]");
        var answers = Path.Combine(shell.Folder, "answers.csv");
        var gold = shell.Write("gold.jsonl", """{"task":1,"truth":["b","a"]}""", """{"task":2,"truth":["a"]}""");

        var ran = await Shell.Plain("aggregate", file, "-m", "majority", "-o", answers, "--truth", gold, "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Json.GetProperty("accuracy").GetDouble().ShouldBe(0.5);
        var lines = File.ReadAllLines(answers);
        lines[1].ShouldStartWith("1,\"[\"\"a\"\",\"\"b\"\"]\",0.666");
        lines[2].ShouldBe("2,\"[\"\"c\"\"]\",1");
    }

    [Fact]
    public async Task Boxes_are_compared_by_how_much_they_overlap()
    {
        using var shell = new Shell();
        var file = shell.Write("boxes.json", "[", string.Join(",\n",
            Studio(1, By("1", Box(10, 10, 20, 20, "cat")), By("2", Box(12, 10, 20, 20, "cat"))),
            Studio(2, By("1", Box(0, 0, 10, 10, "dog")), By("2"))), "]");

        var json = (await Shell.Plain("agree", file, "--json")).Json;

        // 18 × 20 shared of 22 × 20 covered; three boxes, one pair matched
        json.GetProperty("matched_iou_50").GetDouble().ShouldBe(18 / 22.0, 1e-12);
        json.GetProperty("coefficients").GetProperty("f1_iou_50").GetProperty("value").GetDouble().ShouldBe(2 / 3.0, 1e-12);
        json.GetProperty("coefficients").GetProperty("f1_iou_90").GetProperty("value").GetDouble().ShouldBe(0);
        await Refused("\"box\" is answered by rectanglelabels; labels, ratings and texts can be merged here", "aggregate", file);
    }

    private const string Sized = ""","original_width":200,"original_height":100""";

    [Fact]
    public async Task Turned_boxes_and_polygons_are_compared_by_overlap_too()
    {
        using var shell = new Shell();

        // on 200 × 100 pixels a box of 50 × 50 pixels turned by 90 degrees about its upper left corner is the upright one left of it
        var turned = Result("box", "rectanglelabels", """{"x":50,"y":0,"width":25,"height":50,"rotation":90,"rectanglelabels":["cat"]}""", Sized);
        var upright = Result("box", "rectanglelabels", """{"x":25,"y":0,"width":25,"height":50,"rotation":0,"rectanglelabels":["cat"]}""", Sized);
        var (half, whole) = (Outline("[[0,0],[10,0],[0,10]]"), Outline("[[0,0],[10,0],[10,10],[0,10]]"));
        var file = shell.Write("regions.json", $"[{Studio(1, By("1", turned, half), By("2", upright, whole))}]");

        var questions = (await Shell.Plain("agree", file, "--json")).Json.GetProperty("questions");

        questions[0].GetProperty("matched_iou_50").GetDouble().ShouldBe(1, 1e-9);
        questions[1].GetProperty("matched_iou_50").GetDouble().ShouldBe(0.5, 1e-9);
        questions[1].GetProperty("type").GetString().ShouldBe("polygonlabels");
        var flat = shell.Write("flat.json", $"[{Studio(1, By("1", Outline("[[0,0],[10,0]]")))}]");
        await Refused($"{flat}:1: task 1, annotation 1: a polygon of 2 points; it must have at least 3", "agree", flat);
        var unsized = shell.Write("unsized.json", $"[{Studio(1, By("1", Result("box", "rectangle", """{"x":50,"y":0,"width":25,"height":50,"rotation":90}""")))}]");
        await Refused("\"original_width\" is missing; it must be a number", "agree", unsized);
    }

    [Fact]
    public async Task What_cannot_be_compared_is_named_with_its_type()
    {
        using var shell = new Shell();
        var brush = """{"id":"r1","type":"brushlabels","from_name":"mask","to_name":"image","value":{"format":"rle","rle":[0],"brushlabels":["cat"]}}""";
        var region = """{"id":"r1","type":"choices","from_name":"sure","to_name":"image","value":{"choices":["yes"]}}""";
        var file = shell.Write("project.json", $"[{Studio(1, By("1", brush, region, Choice("mood", "good")), By("2", Choice("mood", "good")))}]");

        await Refused("\"mask\" is answered by brushlabels, which are not compared here", "agree", file, "--question", "mask");
        await Refused("\"sure\" is answered by choices of a region, which are not compared here", "agree", file, "--question", "sure");
        var questions = (await Shell.Plain("agree", file, "--json")).Json.GetProperty("questions");
        questions[0].GetProperty("error").GetString()!.ShouldContain("brushlabels");
        questions[2].GetProperty("coefficients").GetProperty("percent_agreement").GetProperty("value").GetDouble().ShouldBe(1);
    }

    [Fact]
    public async Task Bad_input_is_one_line_with_file_line_task_and_annotation()
    {
        using var shell = new Shell();
        var nobody = shell.Write("nobody.json", """[{"id":1,"annotations":[{"result":[]}]}]""");
        await Refused($"{nobody}:1: task 1, annotation 1: \"completed_by\" is missing, so it is not known who voted", "agree", nobody);
        var hollow = shell.Write("hollow.json", "[", """{"id":4,"annotations":[{"completed_by":1,"result":[{"type":"choices","from_name":"mood","value":{"text":"x"}}]}]}]""");
        await Refused($"{hollow}:2: task 4, annotation 1: \"choices\" is missing; it must be a list", "agree", hollow);
        var odd = shell.Write("odd.json", """[{"id":4,"annotations":[{"completed_by":1,"result":[{"type":"rating","from_name":"stars","value":{"rating":"five"}}]}]}]""");
        await Refused($"{odd}:1: task 4, annotation 1: \"rating\" is \"five\"; it must be a number", "agree", odd);
        var unknown = shell.Write("unknown.json", """[{"id":4,"annotations":[{"label":"x"}]}]""");
        await Refused($"{unknown}:1: task 4, annotation 1: this is neither an annotation of Assay's export", "agree", unknown);
        var empty = shell.Write("empty.json", """[{"id":4,"annotations":[]}]""");
        await Refused($"{empty}: nobody has answered anything in this export", "agree", empty);
        var anonymous = shell.Write("anonymous.json", $"[{Studio(1, By("1", Choice("mood", "good"))).Replace("\"id\":1,\"data\"", "\"data\"", StringComparison.Ordinal)}]");
        await Refused($"{anonymous}:1: a task with annotations needs an \"id\"", "agree", anonymous);
        var words = shell.Write("words.json", $"[{Studio(7, By("1", Choice("mood", "good")))}]");
        await Refused($"{words}:1: task 7, annotation 1: the label \"good\" is not a number; --level interval needs numbers", "agree", words, "--level", "interval");
        var table = shell.Write("votes.csv", "task,annotator,label", "1,a,x");
        await Refused("--question goes with an export", "agree", table, "--question", "mood");

        var twice = shell.Write("twice.json", $"[{Studio(1, By("1", Choice("mood", "good")), By("1", Choice("mood", "bad")), By("2", Choice("mood", "bad")))}]");
        await Refused($"{twice}:1: task 1, annotation 2: a second one of \"1\" on this task; say with --duplicates whether the first or the last counts", "agree", twice);
        (await Agreement("first")).ShouldBe(0);
        (await Agreement("last")).ShouldBe(1);

        async Task<double> Agreement(string duplicates) =>
            (await Shell.Plain("agree", twice, "--duplicates", duplicates, "--json")).Json.GetProperty("pairs")[0].GetProperty("agreement").GetDouble();
    }

    [Theory]
    [InlineData("csv/csv_test.json")]
    [InlineData("csv_history/csv_test_history.json")]
    [InlineData("json_min/data.json")]
    [InlineData("yolo_boxes/data.json")]
    [InlineData("yolo_keypoints/data_keypoints.json")]
    public async Task Files_that_Label_Studio_wrote_are_read(string name)
    {
        var file = SharedData.Find($"formats/label_studio/{name}");
        Assert.SkipWhen(file is null, "the shared data is not here");

        var ran = await Shell.Plain("agree", file, "--json", "--duplicates", "last");

        // fine, or one line that names the kind of answers that cannot be compared
        if (ran.Exit != 0)
            ran.Error.Trim().ShouldMatch("^assay: [^\n]* is answered by keypointlabels[^\n]*$");
    }

    private static async Task Refused(string message, params string[] args)
    {
        var ran = await Shell.Plain(args);
        ran.Exit.ShouldBe(1, message);
        ran.Error.ShouldContain(message);
        ran.Error.Trim().ShouldNotContain("\n");
    }

    private static string Canonical(JsonElement json) => JsonSerializer.Serialize(json);

    [Fact]
    public async Task Regions_of_this_platform_are_paired_rankings_and_masks_are_named_as_what_has_no_measure_here()
    {
        using var shell = new Shell();
        var file = shell.Write(
            "export.jsonl",
            Own(
                1,
                ("a", 1, "counted", """{"who":[{"start":0,"end":5,"label":"PER"}],"box":[{"label":"dog","x":0,"y":0,"width":10,"height":10}],"order":["x","y"],"mask":[{"label":"dog","size":[1,1],"counts":"01"}]}"""),
                ("b", 2, "counted", """{"who":[{"start":0,"end":5,"label":"PER"}],"box":[{"label":"dog","x":0,"y":0,"width":10,"height":5,"rotation":0}],"order":["y","x"],"mask":[]}""")),
            Own(2, ("a", 1, "counted", """{"who":[],"box":[],"order":["x","y"],"mask":[]}"""), ("b", 2, "counted", """{"who":[{"start":1,"end":2,"label":"ORG"}],"box":[],"order":["x","y"],"mask":[]}""")));

        var spans = await Shell.Plain("agree", file, "--question", "who", "--json");
        spans.Exit.ShouldBe(0, spans.Error);
        spans.Json.GetProperty("coefficients").GetProperty("f1_exact").GetProperty("value").GetDouble().ShouldBe(2 / 3.0, 1e-9);
        var boxes = await Shell.Plain("agree", file, "--question", "box", "--json");
        boxes.Exit.ShouldBe(0, boxes.Error);
        boxes.Json.GetProperty("coefficients").GetProperty("f1_iou_50").GetProperty("value").GetDouble().ShouldBe(1);
        (await Shell.Plain("agree", file)).Exit.ShouldBe(0);
        foreach (var (verb, question) in new[] { ("agree", "order"), ("agree", "mask"), ("aggregate", "box"), ("aggregate", "order") })
        {
            var refused = await Shell.Plain(verb, file, "--question", question);
            refused.Exit.ShouldBe(1, refused.Error);
            refused.Error.ShouldContain(question);
        }
    }

    private static string Own(int task, params (string Person, int Id, string State, string Answers)[] annotations) =>
        $$"""{"id":{{task}},"data":{},"annotations":[{{string.Join(',', annotations.Select((each, at) =>
            $$"""{"id":{{at + 1}},"person_id":{{each.Id}},"person":"{{each.Person}}","state":"{{each.State}}","answers":{{each.Answers}}}"""))}}]}""";

    private static string Studio(int task, params string[] annotations) => $$"""{"id":{{task}},"data":{"text":"t"},"annotations":[{{string.Join(',', annotations)}}],"predictions":[17]}""";

    private static string By(string person, params string[] results) => By(person, string.Join(',', results), cancelled: false);

    private static string By(string person, string results, bool cancelled) =>
        $$"""{"completed_by":{{(person.Contains('@', StringComparison.Ordinal) ? $$"""{"id":5,"email":"{{person}}"}""" : person)}},"was_cancelled":{{(cancelled ? "true" : "false")}},"result":[{{results}}]}""";

    private static string Choice(string question, params string[] labels) => Result(question, "choices", $$"""{"choices":{{JsonSerializer.Serialize(labels)}}}""");

    private static string Rating(int stars) => Result("stars", "rating", $$"""{"rating":{{stars}}}""");

    private static string Span(int start, int end, string label) => Result("entities", "labels", $$"""{"start":{{start}},"end":{{end}},"labels":["{{label}}"]}""");

    private static string Box(double left, double top, double width, double height, string label) => Result("box", "rectanglelabels", string.Create(
        CultureInfo.InvariantCulture, $$"""{"x":{{left}},"y":{{top}},"width":{{width}},"height":{{height}},"rotation":0,"rectanglelabels":["{{label}}"]}"""));

    private static string Outline(string points) => Result("area", "polygonlabels", $$"""{"points":{{points}},"closed":true,"polygonlabels":["cat"]}""");

    private static string Result(string question, string type, string value, string more = "") =>
        $$"""{"type":"{{type}}","from_name":"{{question}}","to_name":"x","value":{{value}}{{more}}}""";

    /// <summary>Ada answers spam, ham, ham; Bob spam, spam, and skips the third.</summary>
    private static async Task<Shell> TwoPeopleOnThreeMails()
    {
        var shell = await new Shell().WithOwner();
        (await shell.Run("user", "add", "bob@example.org", "--name", "Bob", "--generate")).Exit.ShouldBe(0);
        var file = shell.Write("mails.jsonl", """{"text":"one"}""", """{"text":"two"}""", """{"text":"three"}""");
        (await shell.Run("import", file, "-p", "Mails", "--create", "--choice", "spam,ham", "--overlap", "3")).Exit.ShouldBe(0);
        using var db = Db.Open(shell.Data);
        var clock = TimeProvider.System;
        var queue = new TaskQueue(db, clock, new RecentCounts(db, clock));
        var submissions = new Submissions(db, clock);
        foreach (var (person, said) in new[] { (1L, new[] { "spam", "ham", "ham" }), (2L, ["spam", "spam", ""]) })
            foreach (var (at, label) in said.Index())
            {
                var task = (await queue.Claim(1, person)).Tasks[0].Id;
                var id = $"6f1f8f0e-0000-4000-8000-00000000000{person * 3 + at}";
                if (label.Length > 0)
                    await submissions.Submit(1, person, new NewSubmission(id, task, $$"""{"label":"{{label}}"}""", 1200, 0));
                else
                    await submissions.Skip(1, person, new NewSkip(id, task, "unclear", 900));
            }

        return shell;
    }
}
