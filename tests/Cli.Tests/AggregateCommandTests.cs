using Assay.Aggregation;
using Assay.TestKit;

namespace Assay.Cli.Tests;

public sealed class AggregateCommandTests
{
    [Fact]
    public async Task Most_votes_win_and_the_answers_are_written_with_their_confidence()
    {
        using var shell = new Shell();
        var votes = shell.Write("votes.csv", "task,annotator,label", "1,a,x", "1,b,x", "1,c,y", "2,a,y", "2,b,x");
        var answers = Path.Combine(shell.Folder, "answers.csv");

        var ran = await Shell.Plain("aggregate", votes, "--method", "majority", "--output", answers);

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Output.ShouldContain("1 ties");
        var lines = File.ReadAllLines(answers);
        lines[0].ShouldBe("task,label,confidence");
        lines[1].ShouldStartWith("1,x,0.666");
        lines[2].ShouldBe("2,x,0.5");
    }

    [Theory]
    [InlineData("9", "10", "9")]
    [InlineData("10", "x", "10")]
    [InlineData("b", "a", "a")]
    public async Task A_tie_goes_to_the_smaller_number_or_earlier_letter_whatever_the_order_of_the_rows(string one, string other, string winner)
    {
        using var shell = new Shell();
        var forth = shell.Write("forth.csv", "task,annotator,label", $"1,a,{one}", $"1,b,{other}");
        var back = shell.Write("back.csv", "task,annotator,label", $"1,b,{other}", $"1,a,{one}");

        foreach (var votes in new[] { forth, back })
        {
            var answers = Path.Combine(shell.Folder, "answers.csv");
            (await Shell.Plain("aggregate", votes, "--method", "majority", "--output", answers)).Exit.ShouldBe(0);
            File.ReadAllLines(answers)[1].ShouldStartWith($"1,{winner}");
        }
    }

    [Fact]
    public async Task Answers_are_held_against_known_ones()
    {
        using var shell = new Shell();
        var votes = shell.Write("votes.csv", "item,worker,answer", "1,a,x", "2,a,y", "3,a,y", "4,a,y");
        var gold = shell.Write("gold.csv", "item,gold", "1,x", "2,y", "3,x", "9,x");

        var json = (await Shell.Plain("aggregate", votes, "-m", "majority", "--truth", gold, "--json")).Json;

        json.GetProperty("method").GetString().ShouldBe("majority");
        (json.GetProperty("tasks").GetInt32(), json.GetProperty("annotators").GetInt32(), json.GetProperty("answers").GetInt32()).ShouldBe((4, 1, 4));
        json.GetProperty("known").GetInt32().ShouldBe(3);
        json.GetProperty("accuracy").GetDouble().ShouldBe(2 / 3.0, 1e-12);

        // x: one right of one answered and two known, F1 2/3; y: one right of two answered and one known, F1 2/3
        json.GetProperty("macro_f1").GetDouble().ShouldBe(2 / 3.0, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Every_method_reaches_on_a_real_crowd_what_the_documentation_prints(string method)
    {
        var crowd = SharedData.Find("crowd/bluebird");
        Assert.SkipWhen(crowd is null, "the shared data is not here");
        var page = File.ReadLines(Path.Combine(DocsTests.Root, "docs", "methods", "aggregation.md")).ToList();
        var printed = page.Single(line => line.StartsWith("| bluebird |", StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries);
        var place = page.Single(line => line.StartsWith("| crowd |", StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries).IndexOf(Aggregators.Find(method)!.Title);

        var json = (await Shell.Plain("aggregate", Path.Combine(crowd, "label.csv"), "-m", method, "--truth", Path.Combine(crowd, "truth.csv"), "--json")).Json;

        json.GetProperty("answers").GetInt32().ShouldBe(4212);
        var accuracy = json.GetProperty("accuracy").GetDouble().ToString(".0000", System.Globalization.CultureInfo.InvariantCulture);
        printed[place].ShouldStartWith($"**{accuracy}**");
    }

    public static TheoryData<string> Methods => [.. Aggregators.All.Select(aggregator => aggregator.Name)];

    [Fact]
    public async Task Bad_input_is_one_line_and_exit_code_1()
    {
        using var shell = new Shell();
        var votes = shell.Write("votes.csv", "task,annotator,label", "1,a,x");
        var other = shell.Write("other.csv", "task,truth", "7,x");
        await Refused($"{other}: none of its tasks is among those of the votes", votes, "--truth", other);
        var twice = shell.Write("twice.csv", "task,truth", "1,x", "1,y");
        await Refused($"{twice}:3: a second answer for \"1\"", votes, "--truth", twice);
        (await Shell.Plain("aggregate", votes, "--method", "best")).Exit.ShouldBe(2);
        await Refused("both want standard output", votes, "--output", "-", "--json");

        static async Task Refused(string message, params string[] args)
        {
            var ran = await Shell.Plain(["aggregate", .. args]);
            ran.Exit.ShouldBe(1, message);
            ran.Error.ShouldContain(message);
        }
    }
}
