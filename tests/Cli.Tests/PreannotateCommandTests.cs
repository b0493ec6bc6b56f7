using System.Text.Json;
using Assay.TestKit;

namespace Assay.Cli.Tests;

public sealed class PreannotateCommandTests
{
    private static readonly string[] Rules =
    [
        "question: topic", "labels: [sport, world]", "rules:", "- {name: goals, label: sport, keywords: [goal, match]}", "- {name: match, label: sport, regex: 'm.tch'}",
        "- {name: countries, label: world, gazetteer: countries.txt}",
    ];

    [Fact]
    public async Task Each_row_has_its_line_in_order_what_cannot_be_read_too()
    {
        using var shell = WithRules(out var rules);
        var items = shell.Write("items.jsonl", """{"text":"a match"}""", """{"text": broken""", """{"text":"nothing"}""", """{"text":"a goal in France"}""", """{"text":"a match in France"}""");

        var ran = await Shell.Plain("preannotate", items, "--model", $"rules:{rules}", "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        var lines = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        lines.Select(line => line.GetProperty("index").GetInt32()).ShouldBe([0, 1, 2, 3, 4]);
        lines.Select(line => line.GetProperty("answers").GetString()).ShouldBe(["sport", null, null, null, "sport"], "a tie says nothing");
        lines.Select(line => line.GetProperty("abstained").GetBoolean()).ShouldBe([false, true, true, true, false]);
        lines[1].GetProperty("error").GetString().ShouldStartWith("line 2: ");
        lines[4].GetProperty("confidence").GetDouble().ShouldBe(2 / 3.0, 1e-6);
        lines[4].GetProperty("scores").GetProperty("world").GetDouble().ShouldBe(1 / 3.0, 1e-6);
        lines.ShouldAllBe(line => line.GetProperty("model").GetString() == "rules" && line.GetProperty("version").GetString()!.Length == 12);
        ran.Error.ShouldMatch(@"^5 items: 2 drafted, 2 abstained, 1 refused \(1 could not be read\), [0-9,]+ items/s, cost 0, by rules [0-9a-f]{12}\n");
    }

    /// <summary>Whoever lays the drafts beside the file goes line by line.</summary>
    [Theory]
    [InlineData("items.jsonl", "\n{\"text\":\"a match\"}\n  \n\n{\"text\":\"a goal\"}\r\n\n", "null sport null null sport null")]
    [InlineData("items.jsonl", "{\"text\":\"a match\"}\n ", "sport")]
    [InlineData("items.jsonl", "{\"text\":\"a match\"}", "sport")]
    [InlineData("items.txt", "a match\n\n \na goal\n", "sport null null sport")]
    [InlineData("items.csv", "text,id\na match,1\n\n,2\na goal,3\n", "sport null sport")]
    [InlineData("items.json", "[{\"text\":\"a match\"},\n\n{\"text\":\"x\"}]\n", "sport null")]
    public async Task A_blank_line_of_a_file_of_lines_is_an_item_without_a_draft(string name, string content, string said)
    {
        using var shell = WithRules(out var rules);
        var items = Path.Combine(shell.Folder, name);
        await File.WriteAllTextAsync(items, content);

        var ran = await Shell.Plain("preannotate", items, "--model", $"rules:{rules}", "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        var lines = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        string.Join(' ', lines.Select(line => line.GetProperty("answers").GetString() ?? "null")).ShouldBe(said);
        lines.Select(line => line.GetProperty("index").GetInt32()).ShouldBe(Enumerable.Range(0, lines.Count));
        lines.Any(line => line.TryGetProperty("error", out var error)).ShouldBeFalse();
        ran.Error.ShouldStartWith($"{lines.Count} items: {said.Split(' ').Count(one => one == "sport")} drafted, {said.Split(' ').Count(one => one == "null")} abstained, 0 refused, ");
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--output")]
    [InlineData(null)]
    public async Task What_came_of_it_is_told_on_standard_error_whatever_is_printed(string? way)
    {
        using var shell = WithRules(out var rules);
        var drafts = Path.Combine(shell.Folder, "drafts.jsonl");
        string[] more = way switch { null => [], "--output" => [way, drafts], _ => [way] };

        var ran = await Shell.Plain(["preannotate", shell.Write("items.jsonl", """{"text":"a match"}"""), "--model", $"rules:{rules}", .. more]);

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Error.ShouldStartWith("1 items: 1 drafted, 0 abstained, 0 refused, ");
        ran.Error.ShouldContain(" items/s, cost 0, by rules ");
        ran.Error.ShouldContain("countries", Case.Sensitive, "what each rule did");
        ran.Output.Count(letter => letter == '\n').ShouldBe(way == "--json" ? 1 : 0);
        ran.Output.ShouldNotContain("items");
    }

    [Fact]
    public async Task Spans_of_any_model_are_flat_unless_they_may_be_nested_and_above_the_threshold()
    {
        using var shell = new Shell();
        var rules = shell.Write(
            "rules.yaml", "question: topic", "labels: [city, club, country]", "rules:", "- {label: city, keywords: [New York]}", "- {label: club, keywords: [New York City Club]}",
            "- {label: country, keywords: [France]}", "- {label: country, regex: 'France'}", "- {label: club, regex: 'Fr.nce'}");
        var items = shell.Write("items.csv", "text", "New York City Club in France");

        const string club = """{"start":0,"end":18,"label":"club","score":1}""", city = """{"start":0,"end":8,"label":"city","score":1}""", country = """{"start":22,"end":28,"label":"country","score":0.666667}""";
        var flat = await Draft();
        flat.GetProperty("answers").GetRawText().ShouldBe($"[{club},{country}]");
        flat.GetProperty("scores").GetRawText().ShouldBe("""{"city":1,"club":1,"country":0.666667}""", "of each label that of its surest span, as gliner tells it");
        flat.GetProperty("confidence").GetDouble().ShouldBe(0.666667);
        var nested = await Draft("--nested");
        nested.GetProperty("answers").GetRawText().ShouldBe($"[{city},{club},{country}]");
        nested.GetProperty("version").GetString().ShouldBe($"{flat.GetProperty("version").GetString()}-nested");
        var sure = await Draft("--threshold", "0.7");
        (sure.GetProperty("answers").GetRawText(), sure.GetProperty("confidence").GetDouble()).ShouldBe(($"[{club}]", 1));
        sure.GetProperty("version").GetString().ShouldBe($"{flat.GetProperty("version").GetString()}-0.7");
        var none = await Draft("--threshold", "1");
        (none.GetProperty("answers").ValueKind, none.GetProperty("abstained").GetBoolean()).ShouldBe((JsonValueKind.Null, true));

        async Task<JsonElement> Draft(params string[] more)
        {
            var ran = await Shell.Plain(["preannotate", items, "--model", $"rules:{rules}", "--spans", "--json", .. more]);
            ran.Exit.ShouldBe(0, ran.Error);
            return ran.Json;
        }
    }

    [Fact]
    public async Task Several_labels_and_spans_and_answers_by_question_have_their_own_forms()
    {
        using var shell = WithRules(out var rules);
        var items = shell.Write("items.csv", "text,id", "😀 a goal in New Zealand,1");
        var schema = shell.Write("schema.json", """{"fields":[{"name":"text"}],"questions":[{"name":"topic","kind":"choice","labels":["sport","world"]}]}""");

        (await Answers("--multi-label")).ShouldBe("""["sport","world"]""");
        (await Answers("--spans")).ShouldBe("""[{"start":4,"end":8,"label":"sport","score":1},{"start":12,"end":23,"label":"world","score":1}]""");
        (await Answers("--schema", schema)).ShouldBe("{}", "a tie");

        async Task<string> Answers(params string[] more) =>
            (await Shell.Plain(["preannotate", items, "--model", $"rules:{rules}", "--json", .. more])).Json.GetProperty("answers").GetRawText();
    }

    [Fact]
    public async Task Known_labels_tell_how_right_each_rule_is()
    {
        using var shell = WithRules(out var rules);
        var items = shell.Write("items.csv", "text,label", "a goal,sport", "a match,world", "France,world", "France,sport");
        var (drafts, summary) = (Path.Combine(shell.Folder, "drafts.jsonl"), Path.Combine(shell.Folder, "summary.json"));

        var ran = await Shell.Plain("preannotate", items, "--model", $"rules:{rules}", "--truth", "label", "--output", drafts, "--summary-json", summary);

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Error.ShouldContain("Of 4 drafts whose label is known 0.500 [");
        File.ReadAllLines(drafts).Length.ShouldBe(4);
        var told = JsonElement.Parse(File.ReadAllText(summary));
        told.GetProperty("accuracy").GetProperty("value").GetDouble().ShouldBe(0.5);
        var countries = told.GetProperty("rules")[2];
        (countries.GetProperty("votes").GetInt32(), countries.GetProperty("conflicts").GetInt32(), countries.GetProperty("accuracy").GetProperty("value").GetDouble()).ShouldBe((2, 0, 0.5));
    }

    /// <summary>A draft of several is right when all of it is and nothing is missing; a rule where it votes for one of them, or marks just such a stretch.</summary>
    [Fact]
    public async Task Known_labels_and_spans_tell_how_right_rules_are_of_several()
    {
        using var shell = WithRules(out var rules);
        var several = shell.Write(
            "several.jsonl", """{"text":"a goal in France","right":["sport","world"]}""", """{"text":"a goal in France","right":["sport"]}""", """{"text":"a goal","right":"sport"}""",
            """{"text":"France","right":[]}""", """{"text":"France"}""");
        await Told([several, "--multi-label"], (2, 4), "goals 3 0 3/3", "match 0 0 -", "countries 4 0 1/3");
        var spans = shell.Write(
            "spans.jsonl",
            """{"text":"😀 a goal, a match","right":[{"start":4,"end":8,"label":"sport"},{"start":12,"end":17,"label":"sport"}]}""",
            """{"text":"a goal, a match","right":[{"start":2,"end":6,"label":"world"},{"start":8,"end":15,"label":"sport"}]}""", """{"text":"goal, goal"}""");
        await Told([spans, "--spans"], (1, 2), "goals 3 0 2/4", "match 2 0 1/2", "countries 0 0 -");

        async Task Told(string[] args, (int Right, int Known) all, params string[] each)
        {
            var summary = Path.Combine(shell.Folder, "summary.json");
            var ran = await Shell.Plain(["preannotate", .. args, "--model", $"rules:{rules}", "--truth", "right", "--summary-json", summary]);
            ran.Exit.ShouldBe(0, ran.Error);
            var told = JsonElement.Parse(File.ReadAllText(summary));
            Share(told.GetProperty("accuracy")).ShouldBe($"{all.Right}/{all.Known}");
            told.GetProperty("rules").EnumerateArray().Select(rule => $"{rule.GetProperty("name")} {rule.GetProperty("votes")} {rule.GetProperty("conflicts")} {Share(rule.GetProperty("accuracy"))}").ShouldBe(each);
        }

        static string Share(JsonElement share) =>
            share.ValueKind == JsonValueKind.Null ? "-" : $"{Math.Round(share.GetProperty("value").GetDouble() * share.GetProperty("known").GetInt32())}/{share.GetProperty("known")}";
    }

    [Fact]
    public async Task Known_labels_tell_what_could_be_accepted_with_a_promise()
    {
        using var shell = WithRules(out var rules);
        var items = shell.Write("items.csv", ["text,label", .. Enumerable.Range(0, 900).Select(i => i % 3 == 2 ? "a goal or a match in France,world" : "a goal and a match,sport")]);
        var summary = Path.Combine(shell.Folder, "summary.json");

        var kept = await Told();
        (kept.GetProperty("threshold").GetDouble(), kept.GetProperty("epsilon").GetDouble()).ShouldBe((1, 0.02));
        kept.GetProperty("error_on_rest").GetProperty("value").GetDouble().ShouldBe(0);
        kept.GetProperty("coverage").GetDouble().ShouldBe(2 / 3.0, 0.05);
        var refused = await Told("--epsilon", "0.002");
        refused.GetProperty("threshold").ValueKind.ShouldBe(JsonValueKind.Null);
        refused.GetProperty("more_audits").GetInt32().ShouldBeGreaterThan(0);
        refused.GetProperty("error_on_rest").ValueKind.ShouldBe(JsonValueKind.Null);
        (await Shell.Plain("preannotate", items, "--model", $"rules:{rules}", "--delta", "2")).Error.ShouldContain("--delta is a share above 0 and below 1, not 2");

        async Task<JsonElement> Told(params string[] more)
        {
            var ran = await Shell.Plain(["preannotate", items, "--model", $"rules:{rules}", "--truth", "label", "--summary-json", summary, .. more]);
            ran.Exit.ShouldBe(0, ran.Error);
            ran.Error.ShouldContain(more.Length == 0 ? "are accepted, chosen on" : "nothing can be accepted after");
            return JsonElement.Parse(File.ReadAllText(summary)).GetProperty("auto_accept");
        }
    }

    [Theory]
    [InlineData("rules", "name a model as rules:FILE.yaml")]
    [InlineData("magic:x", "name a model as rules:FILE.yaml")]
    [InlineData("rules:nowhere.yaml", "nowhere.yaml")]
    public async Task A_model_that_is_none_is_told(string model, string said)
    {
        using var shell = new Shell();
        var ran = await Shell.Plain("preannotate", shell.Write("items.csv", "text", "x"), "--model", model);
        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain(said);
    }

    [Fact]
    public async Task What_does_not_fit_together_is_told()
    {
        using var shell = WithRules(out var rules);
        var items = shell.Write("items.csv", "body,label", "x,y");
        await Refused("no column text in the first rows; there are body, label", items);
        var good = shell.Write("good.csv", "text", "x");
        await Refused("there is no file", Path.Combine(shell.Folder, "none.csv"));
        await Refused("no column truth", good, "--truth", "truth");
        await Refused("\"world\", which is no label of \"topic\"", good, "--labels", "sport,chess");
        var labeled = shell.Write("labeled.csv", "text,label", "a goal,y");
        await Refused("label of item 1: right spans are a list of {\"start\", \"end\", \"label\"}", labeled, "--truth", "label", "--spans");
        await Refused("label of item 1: it is no JSON", shell.Write("broken.csv", "text,label", "a goal,[y"), "--truth", "label", "--multi-label");
        await Refused("label of item 1: a right span is {\"start\", \"end\", \"label\"}, not 7", shell.Write("seven.csv", "text,label", "a goal,[7]"), "--truth", "label", "--spans");
        await Refused("--template does not go with --model rules", good, "--template", "About {}.");
        await Refused("--threshold is about spans, and none are asked for: give --spans", good, "--threshold", "0.5");
        await Refused("--nested is about spans, and none are asked for: give --spans", good, "--nested");
        await Refused("--threshold 1.5: a probability is from 0 to 1", good, "--threshold", "1.5");
        await Refused("go without it", good, "--schema", shell.Write("s.json", "{}"), "--spans");

        async Task Refused(string said, params string[] args)
        {
            var ran = await Shell.Plain(["preannotate", .. args, "--model", $"rules:{rules}"]);
            ran.Exit.ShouldBe(1);
            ran.Error.ShouldContain(said);
        }
    }

    [Fact]
    public async Task A_run_that_fails_leaves_the_drafts_of_the_one_before()
    {
        using var shell = WithRules(out var rules);
        var drafts = shell.Write("drafts.jsonl", "before");
        var ran = await Shell.Plain("preannotate", shell.Write("items.csv", "text", "x"), "--model", $"rules:{rules}", "--labels", "sport,chess", "--output", drafts);
        ran.Exit.ShouldBe(1);
        File.ReadAllText(drafts).ShouldBe("before\n");
        Directory.GetFiles(shell.Folder, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sample_rules_draft_the_sample_mails()
    {
        var samples = Path.Combine(DocsTests.Root, "samples");
        var ran = await Shell.Plain("preannotate", Path.Combine(samples, "support-mails.jsonl"), "--model", $"rules:{Path.Combine(samples, "support-mails.rules.yaml")}");
        ran.Exit.ShouldBe(0, ran.Error);
        ran.Error.ShouldStartWith("31 items: ");
    }

    /// <summary>Real news of known topics: rules by a few words each are right far above chance, and the label model drafts what majority leaves tied.</summary>
    [Fact]
    public async Task Rules_on_real_news_are_right_far_above_chance()
    {
        var news = SharedData.Find("text/ag_news/train.jsonl");
        Assert.SkipWhen(news is null, "the shared data sets are not on this machine");
        using var shell = new Shell();
        string[] lines =
        [
            "question: topic", "labels: [World, Sports, Business, Sci/Tech]", "combine: label-model", "rules:",
            "- {label: World, keywords: [iraq, minister, president, troops, palestinian, nuclear]}", "- {label: World, keywords: [killed, israeli, bomb, police, baghdad, hostage]}",
            "- {label: Sports, keywords: [season, coach, cup, league, olympic, olympics]}", "- {label: Sports, keywords: [yankees, football, nba, red sox, victory]}",
            "- {label: Business, keywords: [stocks, oil prices, profit, shares, earnings]}", "- {label: Business, keywords: [sales, quarterly, investors, billion]}",
            "- {label: Sci/Tech, keywords: [microsoft, internet, software, nasa, google, linux]}", "- {label: Sci/Tech, keywords: [computer, web, scientists, virus, ibm]}",
        ];
        var summary = Path.Combine(shell.Folder, "summary.json");
        var byModel = await Told(lines);
        var byMajority = await Told([.. lines.Select(line => line.Replace("label-model", "majority", StringComparison.Ordinal))]);
        byModel.Drafted.ShouldBeGreaterThan(byMajority.Drafted);
        byModel.Accuracy.ShouldBeGreaterThan(0.85);

        async Task<(int Drafted, double Accuracy)> Told(string[] rules)
        {
            var ran = await Shell.Plain("preannotate", news!, "--model", $"rules:{shell.Write("rules.yaml", rules)}", "--truth", "label", "--summary-json", summary);
            ran.Exit.ShouldBe(0, ran.Error);
            var told = JsonElement.Parse(File.ReadAllText(summary));
            return (told.GetProperty("drafted").GetInt32(), told.GetProperty("accuracy").GetProperty("value").GetDouble());
        }
    }

    /// <summary>The tiny models of the library's own tests.</summary>
    [Fact]
    public async Task Published_models_draft_labels_and_spans_and_say_how_likely_they_are()
    {
        var models = Path.Combine(DocsTests.Root, "tests", "WeakModels.Onnx.Tests", "fixtures");
        using var shell = new Shell();
        var items = shell.Write("items.jsonl", """{"text":"The parcel has not arrived yet."}""", """{"other":1}""", """{"text":"😀 I was charged twice"}""");

        var one = await Lines("--model", $"nli:{models}/bert", "--labels", "delivery,payment,delivery", "--template", "This example is about {}.");
        one.Select(line => line.GetProperty("abstained").GetBoolean()).ShouldBe([false, true, false]);
        one[0].GetProperty("scores").EnumerateObject().Sum(score => score.Value.GetDouble()).ShouldBe(1, 1e-5);
        one[0].GetProperty("answers").GetString().ShouldBe(one[0].GetProperty("scores").EnumerateObject().MaxBy(score => score.Value.GetDouble()).Name);

        var several = await Lines("--model", $"nli:{models}/bert", "--labels", "delivery,payment", "--multi-label", "--threshold", "1");
        several[0].GetProperty("answers").GetArrayLength().ShouldBe(0);

        var spans = await Lines("--model", $"gliner:{models}/gliner-span", "--labels", "person,city", "--threshold", "0.1", "--nested");
        spans[2].GetProperty("answers").EnumerateArray().ShouldAllBe(span => span.GetProperty("score").GetDouble() > 0.1 && span.GetProperty("end").GetInt32() <= 22);
        spans[2].GetProperty("answers").GetArrayLength().ShouldBeGreaterThan(0);
        spans.ShouldAllBe(line => line.GetProperty("model").GetString() == "gliner");

        await Refused("gliner marks stretches of the text", "--model", $"gliner:{models}/gliner-span", "--labels", "a", "--multi-label");
        await Refused("--nested does not go with --model nli, which takes --template, --threshold, --entailment; it goes with rules, llm, http, gliner", "--model", $"nli:{models}/bert", "--labels", "a", "--nested");
        await Refused("there is no folder nowhere", "--model", "nli:nowhere", "--labels", "a");
        await Refused("nli drafts choices", "--model", $"nli:{models}/bert", "--labels", "a", "--spans");
        await Refused("name the labels with --labels", "--model", $"nli:{models}/bert");

        async Task<List<JsonElement>> Lines(params string[] args)
        {
            var ran = await Shell.Plain(["preannotate", items, "--json", .. args]);
            ran.Exit.ShouldBe(0, ran.Error);
            return [.. ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
        }

        async Task Refused(string said, params string[] args)
        {
            var ran = await Shell.Plain(["preannotate", items, .. args]);
            ran.Exit.ShouldBe(1);
            ran.Error.ShouldContain(said);
        }
    }

    [Theory]
    [InlineData(false, "sport")]
    [InlineData(true, """["sport"]""")]
    public async Task What_assay_train_wrote_drafts_texts_and_abstains_where_there_is_none(bool several, string said)
    {
        using var shell = new Shell();
        var model = Path.Combine(shell.Folder, "news.model");
        string[] texts = [.. Enumerable.Range(0, 60).Select(i => JsonSerializer.Serialize(new { text = i % 2 == 0 ? $"the team won game {i}" : $"the minister held talks {i}", label = i % 2 == 0 ? "sport" : "world" }))];
        string[] multi = several ? ["--multi-label"] : [];
        (await Shell.Plain(["train", shell.Write("train.jsonl", texts), "--output", model, .. multi])).Exit.ShouldBe(0);
        var items = shell.Write("items.jsonl", """{"text":"a game of the team"}""", """{"text":" "}""", """{"other":1}""");

        var ran = await Shell.Plain("preannotate", items, "--model", $"trained:{model}", "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        var lines = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        lines[0].GetProperty("answers").ToString().ShouldBe(said);
        lines.Select(line => line.GetProperty("abstained").GetBoolean()).ShouldBe([false, true, true]);
        lines[0].GetProperty("scores").GetProperty("sport").GetDouble().ShouldBeGreaterThan(lines[0].GetProperty("scores").GetProperty("world").GetDouble());
        await Refused("there is no file", "trained:nowhere.model");
        await Refused("it does not begin with ASSAYTXT", $"trained:{items}");
        await Refused("the model was trained on", $"trained:{model}", "--labels", "sport,chess");

        async Task Refused(string why, string named, params string[] more)
        {
            var refused = await Shell.Plain(["preannotate", items, "--model", named, .. more]);
            refused.Exit.ShouldBe(1);
            refused.Error.ShouldContain(why);
        }
    }

    private static Shell WithRules(out string rules)
    {
        var shell = new Shell();
        shell.Write("countries.txt", "France", "New Zealand");
        rules = shell.Write("rules.yaml", Rules);
        return shell;
    }
}
