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
        ran.Error.ShouldContain("5 items: 2 drafted, 2 abstained, 1 rows could not be read");
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
        ran.Output.ShouldContain("Of 4 drafts whose label is known 0.500 [");
        File.ReadAllLines(drafts).Length.ShouldBe(4);
        var told = JsonElement.Parse(File.ReadAllText(summary));
        told.GetProperty("accuracy").GetProperty("value").GetDouble().ShouldBe(0.5);
        var countries = told.GetProperty("rules")[2];
        (countries.GetProperty("votes").GetInt32(), countries.GetProperty("conflicts").GetInt32(), countries.GetProperty("accuracy").GetProperty("value").GetDouble()).ShouldBe((2, 0, 0.5));
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
            ran.Output.ShouldContain(more.Length == 0 ? "are accepted, chosen on" : "nothing can be accepted after");
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
        await Refused("a question of one label", items, "--truth", "label", "--spans");
        await Refused("a question of one label", items, "--truth", "label", "--multi-label");
        await Refused("--template does not go with --model rules", good, "--template", "About {}.");
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
        ran.Output.ShouldContain("31 items: ");
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

    private static Shell WithRules(out string rules)
    {
        var shell = new Shell();
        shell.Write("countries.txt", "France", "New Zealand");
        rules = shell.Write("rules.yaml", Rules);
        return shell;
    }
}
