using System.Text.Json;
using Assay.Learning.Text;
using Assay.TestKit;

namespace Assay.Cli.Tests;

public sealed class TrainCommandTests
{
    [Fact]
    public async Task A_model_is_held_against_a_test_file_and_written()
    {
        using var shell = new Shell();
        var (train, test, file) = (shell.Write("train.jsonl", Rows(60)), shell.Write("test.jsonl", Rows(20, from: 100)), Path.Combine(shell.Folder, "news.model"));

        var ran = await Shell.Plain("train", train, "--text", "body", "--label", "topic", "--test", test, "--output", file, "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        var told = ran.Json;
        (told.GetProperty("documents").GetInt32(), told.GetProperty("test_documents").GetInt32(), told.GetProperty("classes").GetInt32()).ShouldBe((60, 20, 2));
        told.GetProperty("folds").ValueKind.ShouldBe(JsonValueKind.Null);
        (told.GetProperty("accuracy").GetDouble(), told.GetProperty("macro_f1").GetDouble()).ShouldBe((1, 1));
        told.GetProperty("calibration_error").GetDouble().ShouldBeInRange(0, 0.3);
        told.GetProperty("seconds").GetDouble().ShouldBeGreaterThan(0);
        told.GetProperty("docs_per_s").GetDouble().ShouldBeGreaterThan(0);
        using var stream = File.OpenRead(file);
        var model = TextClassifier.Load(stream);
        (model.Version, model.Classes).ShouldBe((told.GetProperty("version").GetString(), model.Classes));
        model.Classes.ShouldBe(["sport", "world"]);
        File.Exists(file + ".part").ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_test_file_each_fold_is_held_against_a_model_of_the_others()
    {
        using var shell = new Shell();
        var file = shell.Write("train.csv", ["text,label,part", .. Enumerable.Range(0, 40).Select(i => $"{Said(i)},{(i % 2 == 0 ? "sport" : "world")},{i / 10}")]);

        (await Told()).GetProperty("folds").GetInt32().ShouldBe(5);
        var three = await Told("--folds", "3", "--seed", "7");
        (three.GetProperty("folds").GetInt32(), three.GetProperty("test_documents").GetInt32(), three.GetProperty("accuracy").GetDouble()).ShouldBe((3, 40, 1));
        (await Told("--fold", "part")).GetProperty("folds").GetInt32().ShouldBe(4);

        var words = await Shell.Plain("train", file);
        words.Output.ShouldContain("Trained on 40 texts of 2 classes, 5 times on all folds but one");
        words.Output.ShouldContain("Of 40 texts that were not trained on 100.0 % are right (95 % interval");
        words.Output.ShouldContain("Keep the model with --output");

        async Task<JsonElement> Told(params string[] more)
        {
            var ran = await Shell.Plain(["train", file, "--json", .. more]);
            ran.Exit.ShouldBe(0, ran.Error);
            return ran.Json;
        }
    }

    [Fact]
    public async Task Several_labels_are_lists_and_all_must_be_right()
    {
        using var shell = new Shell();
        var file = shell.Write("train.jsonl", [.. Enumerable.Range(0, 90).Select(i => (i % 3) switch
        {
            0 => $$"""{"text":"a goal {{i}}","label":["sport"]}""",
            1 => $$"""{"text":"a goal and an election {{i}}","label":["sport","world"]}""",
            _ => $$"""{"text":"nothing {{i}}","label":[]}""",
        })]);

        var ran = await Shell.Plain("train", file, "--multi-label", "--class-weights", "balanced", "--calibration", "isotonic", "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Json.GetProperty("classes").GetInt32().ShouldBe(2);
        ran.Json.GetProperty("accuracy").GetDouble().ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public async Task A_label_of_the_test_file_that_was_never_trained_is_wrong_whatever_is_said()
    {
        using var shell = new Shell();
        var (train, test) = (shell.Write("train.jsonl", Rows(60)), shell.Write("test.csv", "body,topic", "goal match,sport", "goal match,chess"));
        var told = (await Shell.Plain("train", train, "--text", "body", "--label", "topic", "--test", test, "--json")).Json;
        told.GetProperty("accuracy").GetDouble().ShouldBe(0.5);

        // sport: one right of two said and one known, 2/3; chess: none of one known
        told.GetProperty("macro_f1").GetDouble().ShouldBe(1 / 3.0, 1e-9);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_model()
    {
        using var shell = new Shell();
        var train = shell.Write("train.jsonl", Rows(60));
        async Task<string> Version(string seed)
        {
            var ran = await Shell.Plain("train", train, "--text", "body", "--label", "topic", "--folds", "2", "--seed", seed, "--output", Path.Combine(shell.Folder, "m"), "--json");
            return ran.Json.GetProperty("version").GetString()!;
        }

        (await Version("3")).ShouldBe(await Version("3"));
        (await Version("3")).ShouldNotBe(await Version("4"));
    }

    [Fact]
    public async Task What_cannot_be_trained_on_is_told_with_file_and_line()
    {
        using var shell = new Shell();
        var good = shell.Write("good.csv", "text,label", "a,x", "b,y", "c,x");
        await Refused("there is no file", Path.Combine(shell.Folder, "none.csv"));
        await Refused("bad.csv:3: label is empty; each text needs one label, or give --multi-label", shell.Write("bad.csv", "text,label", "a,x", "b,"));
        await Refused("no column body for the text; there are text, label. Name it with --text", good, "--text", "body");
        await Refused("no column part for the fold; there are text, label", good, "--fold", "part");
        await Refused("3 texts cannot be parted into 5 folds", good);
        await Refused("3 texts cannot be parted into 1 folds", good, "--folds", "1");
        await Refused("all rows are in one fold", shell.Write("one.csv", "text,label,part", "a,x,1", "b,y,1"), "--fold", "part");
        await Refused("--test and --folds do not go together", good, "--test", good, "--folds", "2");
        await Refused("list.jsonl:1: label is no list of names", shell.Write("list.jsonl", """{"text":"a","label":[1, {}]}"""), "--multi-label");
        await Refused("no text has a label", shell.Write("none.jsonl", """{"text":"a","label":[]}"""), "--multi-label");
        await Refused("broken.jsonl:2:", shell.Write("broken.jsonl", """{"text":"a","label":"x"}""", "{broken"));
        (await Shell.Plain("train", good, "--calibration", "perhaps")).Exit.ShouldBe(2);

        static async Task Refused(string said, params string[] args)
        {
            var ran = await Shell.Plain(["train", .. args]);
            ran.Exit.ShouldBe(1, ran.Output);
            ran.Error.ShouldContain(said);
        }
    }

    [Fact]
    public async Task The_news_are_sorted_as_well_as_by_the_best_linear_model()
    {
        Assert.SkipUnless(SharedData.Find("text/ag_news/train.jsonl") is not null, "the shared data is not here");
        var told = (await Shell.Plain("train", SharedData.Find("text/ag_news/train.jsonl")!, "--test", SharedData.Find("text/ag_news/test.jsonl")!, "--json")).Json;
        told.GetProperty("accuracy").GetDouble().ShouldBeGreaterThan(0.887 - 0.005);
        told.GetProperty("macro_f1").GetDouble().ShouldBeGreaterThan(0.88);
        told.GetProperty("calibration_error").GetDouble().ShouldBeLessThan(0.04);
    }

    private static string[] Rows(int count, int from = 0) =>
        [.. Enumerable.Range(from, count).Select(i => $$"""{"body":"{{Said(i)}}","topic":"{{(i % 2 == 0 ? "sport" : "world")}}"}""")];

    private static string Said(int i) => i % 2 == 0 ? $"a goal and a match {i}" : $"an election and a treaty {i}";
}
