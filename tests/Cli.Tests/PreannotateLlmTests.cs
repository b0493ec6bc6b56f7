using System.Text.Json;
using Assay.WeakModels.Llm.Tests;

namespace Assay.Cli.Tests;

public sealed class PreannotateLlmTests
{
    private static readonly string[] Items = ["""{"text":"a goal","label":"sport"}""", """{"text":"a vote","label":"world"}""", """{"text":"a bribe","label":"world"}"""];

    [Fact]
    public async Task A_language_model_drafts_says_before_what_it_will_cost_and_after_what_it_did()
    {
        using var shell = new Shell();
        await using var api = Api();
        var (items, summary) = (shell.Write("items.jsonl", Items), Path.Combine(shell.Folder, "summary.json"));

        var ran = await Ask(shell, api, items, "--prices", "3,15", "--max-tokens", "100", "--summary-json", summary, "--truth", "label");

        ran.Exit.ShouldBe(0, ran.Error);
        var lines = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        lines.Select(line => line.GetProperty("answers").GetString()).ShouldBe(["sport", "world", null]);
        lines[0].GetProperty("model").GetString().ShouldBe("llm:anthropic/m");
        lines[2].GetProperty("error").GetString().ShouldBe("the model declines to answer");
        ran.Error.ShouldContain("llm:anthropic/m: 3 requests, about ");
        ran.Error.ShouldContain(" tokens sent and at most 300 received, 0.0");
        ran.Error.ShouldContain("3 items: 2 drafted, 0 abstained, 1 refused, ");
        ran.Error.ShouldContain(" items/s, cost 0.0014, by llm:anthropic/m ");
        var told = JsonElement.Parse(await File.ReadAllTextAsync(summary));
        told.GetProperty("refused").GetInt32().ShouldBe(1);
        told.GetProperty("cost").GetDecimal().ShouldBe(3 * (100 * 3m + 10 * 15m) / 1_000_000);
        told.GetProperty("tokens").GetProperty("requests").GetInt32().ShouldBe(3);
        told.GetProperty("accuracy").GetProperty("value").GetDouble().ShouldBe(1);
    }

    [Fact]
    public async Task A_run_again_costs_nothing()
    {
        using var shell = new Shell();
        await using var api = Api();
        var items = shell.Write("items.jsonl", Items);

        await Ask(shell, api, items);
        var again = await Ask(shell, api, items);

        again.Exit.ShouldBe(0, again.Error);
        again.Error.ShouldContain("llm:anthropic/m: 0 requests (3 more are answered already)");
        again.Error.ShouldContain("cost unknown without --prices, by llm:anthropic/m");
        again.Error.ShouldContain("0 requests, 0 tokens");
        api.Asked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_budget_ends_the_asking_and_not_the_run()
    {
        using var shell = new Shell();
        await using var api = Api();

        var ran = await Ask(shell, api, shell.Write("items.jsonl", Items), "--budget-tokens", "50");

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.Contains("\"error\":\"not asked: budget (0 of 50 tokens spent)\""));
        api.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Guidelines_and_examples_are_shown_to_the_model()
    {
        using var shell = new Shell();
        await using var api = Api();
        var guidelines = shell.Write("guidelines.txt", "Votes are world.");
        var examples = shell.Write("examples.csv", "text,label", "an old goal,sport", "an old vote,world", "nothing,");

        (await Ask(shell, api, shell.Write("items.jsonl", Items), "--guidelines", guidelines, "--examples", examples, "--example-count", "2")).Exit.ShouldBe(0);

        var system = api.Asked.First().System;
        system.ShouldContain("Votes are world.");
        system.ShouldContain("an old goal");
        system.ShouldContain("an old vote");
    }

    [Theory]
    [InlineData("give an address as https://HOST/PATH", "--llm-url", "not an address")]
    [InlineData("names no prices; give those of a million tokens sent and received, as 3,15", "--prices", "cheap")]
    [InlineData("give requests, or requests and tokens, as 50 or 50,40000", "--per-minute", "0")]
    [InlineData("a limit in money wants the prices of the model", "--budget-money", "1")]
    [InlineData("give a number from 1 on", "--samples", "0")]
    [InlineData("21 samples an item; 1 to 20 are asked for", "--samples", "21")]
    public async Task Bad_options_say_what_would_be_right(string message, params string[] more)
    {
        using var shell = new Shell();
        await using var api = Api();

        var ran = await Shell.Plain(["preannotate", shell.Write("items.jsonl", Items), "--model", "llm:ollama/m", "--labels", "sport,world", "--answers", Path.Combine(shell.Folder, "answers"), .. more]);

        ran.Exit.ShouldNotBe(0);
        ran.Error.ShouldContain(message);
        api.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Rules_do_not_take_what_a_language_model_takes()
    {
        using var shell = new Shell();
        var rules = shell.Write("rules.yaml", "question: topic", "labels: [sport]", "rules:", "- {label: sport, keywords: [goal]}");

        (await Shell.Plain("preannotate", shell.Write("items.jsonl", Items), "--model", $"rules:{rules}", "--samples", "3")).Error.ShouldContain("--samples does not go with --model rules");
    }

    private static FakeApi Api() => new(request => request.LastTurn switch
    {
        var text when text.Contains("bribe") => ApiAnswer.Anthropic("", stop: "refusal"),
        var text => ApiAnswer.Anthropic(JsonSerializer.Serialize(new { label = new { answer = text.Contains("goal") ? "sport" : "world", confidence = 0.9 } })),
    });

    private static Task<Ran> Ask(Shell shell, FakeApi api, string items, params string[] more) => Shell.Plain(
        ["preannotate", items, "--model", "llm:anthropic/m", "--llm-url", api.Url.AbsoluteUri, "--labels", "sport,world", "--answers", Path.Combine(shell.Folder, "answers"), "--json", .. more]);
}
