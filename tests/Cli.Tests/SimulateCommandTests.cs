using System.Text.Json;

namespace Assay.Cli.Tests;

public sealed class SimulateCommandTests
{
    private static readonly string[] Words = ["goal", "match", "team", "vote", "war", "treaty"];

    [Fact]
    public async Task The_table_is_told_with_what_was_assumed_set_and_measured_and_drawn()
    {
        using var shell = new Shell();
        var (file, page) = (shell.Write("news.jsonl", Rows(120)), Path.Combine(shell.Folder, "news.html"));

        var ran = await Shell.Plain("simulate", file, "--text", "body", "--label", "topic", "--arms", "manual", "combined", "--runs", "2", "--budget", "400", "--annotators", "3", "--report", page, "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        var told = ran.Json;
        (told.GetProperty("dataset").GetString(), told.GetProperty("documents").GetInt32(), told.GetProperty("test_documents").GetInt32(), told.GetProperty("runs").GetInt32()).ShouldBe(("news.jsonl", 108, 12, 2));
        told.GetProperty("assumptions").GetProperty("annotators").GetInt32().ShouldBe(3);
        told.GetProperty("settings").GetProperty("budget").GetInt32().ShouldBe(400);
        told.GetProperty("measured").GetArrayLength().ShouldBeGreaterThan(3);
        var arms = told.GetProperty("arms").EnumerateArray().ToDictionary(arm => arm.GetProperty("arm").GetString()!);
        arms.Keys.Order().ShouldBe(["combined", "manual"]);
        (arms["manual"].GetProperty("tasks_per_1000").GetDouble(), arms["manual"].GetProperty("relative_accuracy").GetDouble(), arms["manual"].GetProperty("labeled").GetDouble()).ShouldBe((1_000, 1, 1));
        arms["combined"].GetProperty("tasks_per_1000").GetDouble().ShouldBeInRange(350, 450);
        foreach (var name in (string[])["alpha", "hours_per_1000", "label_accuracy", "model_accuracy", "relative_accuracy"])
            arms["combined"].GetProperty(name).ValueKind.ShouldBe(JsonValueKind.Number, name);
        arms["manual"].GetProperty("curve").EnumerateArray().Select(point => (point[0].GetInt32(), point[1].GetDouble() is >= 0 and <= 1)).ShouldBe([(50, true), (100, true), (108, true)]);

        var drawn = await File.ReadAllTextAsync(page);
        drawn.ShouldContain("Simulated with virtual people on known labels");
        drawn.ShouldContain("<svg");
        foreach (var outside in (string[])["http", "src=", "@import", "url("])
            drawn.ShouldNotContain(outside);
    }

    [Fact]
    public async Task In_words_it_says_that_it_is_simulated_and_what_was_assumed()
    {
        using var shell = new Shell();

        var ran = await Shell.Plain("simulate", shell.Write("news.jsonl", Rows(80)), "--text", "body", "--label", "topic", "--test", shell.Write("more.jsonl", Rows(20)), "--arms", "manual");

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Output.ShouldContain("80 documents of 2 labels, 20 to test on; one run");
        ran.Output.ShouldContain("Simulated. Assumed:");
        ran.Output.ShouldContain("takes it over without looking further 30 %");
        ran.Error.ShouldContain("manual: 80 tasks done");
    }

    [Fact]
    public async Task Of_a_model_that_gets_nothing_right_no_share_is_told()
    {
        using var shell = new Shell();

        var ran = await Shell.Plain("simulate", shell.Write("each.jsonl", [.. Enumerable.Range(0, 70).Select(i => JsonSerializer.Serialize(new { text = $"text {i}", label = $"label {i}" }))]), "--arms", "manual", "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        var arm = ran.Json.GetProperty("arms")[0];
        (arm.GetProperty("model_accuracy").GetDouble(), arm.GetProperty("relative_accuracy").ValueKind).ShouldBe((0, JsonValueKind.Null));
    }

    [Theory]
    [InlineData("there are 18 texts to label; a project is played on 50 or more", 20)]
    [InlineData("all texts have the label \"sport\"", 80, "--label", "always")]
    [InlineData("--arms by-hand: there are manual, pre-annotated, active, combined", 80, "--arms", "by-hand")]
    [InlineData("--strategy best: there are random", 80, "--strategy", "best")]
    [InlineData("--pull 2: it should be from 0 to 1", 80, "--pull", "2")]
    [InlineData("--runs 0: it should be from 1 to 100", 80, "--runs", "0")]
    [InlineData("no column mood for the label", 80, "--label", "mood")]
    [InlineData("there is no folder", 80, "--report", "/no/such/folder/news.html")]
    public async Task What_cannot_be_played_is_refused(string message, int rows, params string[] more)
    {
        using var shell = new Shell();

        var ran = await Shell.Plain(["simulate", shell.Write("news.jsonl", Rows(rows)), "--text", "body", .. more.Contains("--label") ? (string[])[] : ["--label", "topic"], .. more]);

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain(message);
    }

    private static string[] Rows(int count) =>
        [.. Enumerable.Range(0, count).Select(i => JsonSerializer.Serialize(new { body = $"the {Words[((i % 2) * 3) + (i % 3)]} of {i % 7} and {Words[((i % 2) * 3) + (i / 3 % 3)]}", topic = i % 2 == 0 ? "sport" : "world", always = "sport" }))];
}
