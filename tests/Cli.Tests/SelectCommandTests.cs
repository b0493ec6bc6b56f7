using System.Text;
using System.Text.Json;

namespace Assay.Cli.Tests;

public sealed class SelectCommandTests
{
    private static readonly string[] News =
    [
        """{"text":"oil prices rise again"}""", """{"text":"Oil  prices RISE again"}""", """{"text":"the cup final ends in a draw"}""", """{"text":"a striker scores twice"}""", """{"text":"shares fall on oil fears"}""",
    ];

    [Fact]
    public async Task The_least_sure_rows_come_first_with_score_and_reason()
    {
        using var shell = new Shell();
        var chances = Numpy(shell, "chances.npy", 2, 0.9f, 0.1f, 0.5f, 0.5f, 0.6f, 0.4f, 1, 0, 0.8f, 0.2f);

        var ran = await Shell.Plain("select", shell.Write("news.jsonl", News), "--strategy", "margin", "--probabilities", chances, "--budget", "2", "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Json.GetProperty("strategy").GetString().ShouldBe("margin");
        ran.Json.GetProperty("items").GetInt32().ShouldBe(5);
        var selected = ran.Json.GetProperty("selected").EnumerateArray().ToList();
        selected.Select(each => (each.GetProperty("index").GetInt32(), each.GetProperty("rank").GetInt32())).ShouldBe([(1, 1), (2, 2)]);
        selected.Select(each => each.GetProperty("score").GetDouble()).ShouldBe([1, 0.8], 1e-6);
        selected[1].GetProperty("reason").GetString().ShouldBe("margin 0.8");
    }

    [Fact]
    public async Task Without_vectors_the_words_of_a_text_spread_the_choice_and_texts_that_say_the_same_are_not_chosen_together()
    {
        using var shell = new Shell();
        var file = shell.Write("news.jsonl", News);

        var ran = await Shell.Plain("select", file, "--strategy", "k-center", "--text", "text", "--budget", "9", "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        var chosen = Chosen(ran);
        chosen.Count.ShouldBe(4);
        chosen.Count(index => index < 2).ShouldBe(1);
        ran.Json.GetProperty("selected")[0].GetProperty("reason").GetString().ShouldBe("the first of all");
        (await Shell.Plain("select", file, "--strategy", "k_center", "--text", "text", "--budget", "9", "--json")).Output.ShouldBe(ran.Output, "the same seed gives the same choice");
    }

    [Fact]
    public async Task Of_texts_that_are_nearly_the_same_one_is_chosen_unless_a_column_says_otherwise()
    {
        using var shell = new Shell();
        const string Text = "the central bank raised its main rate by half a point on thursday, more than most had expected";
        var file = shell.Write(
            "news.csv", "text,story,topic", $"\"{Text}\",a,", $"\"UPDATE: {Text}!\",b,", $"\"{Text.Replace("half", "haf", StringComparison.Ordinal)}\",c,money",
            $"\"{Text.Replace("thursday", "friday", StringComparison.Ordinal)}\",d,", "a striker scores twice in the last minutes,e,");
        var chances = Numpy(shell, "chances.npy", 2, 0.5f, 0.5f, 0.51f, 0.49f, 0.5f, 0.5f, 0.52f, 0.48f, 0.9f, 0.1f);
        string[] line = ["select", file, "--strategy", "margin", "--probabilities", chances, "--budget", "9", "--json", "--label", "topic"];

        Chosen(await Shell.Plain([.. line, "--text", "text"])).ShouldBe([0, 4]);
        Chosen(await Shell.Plain([.. line, "--text", "text", "--group", "story"])).ShouldBe([0, 1, 3, 4]);
        Chosen(await Shell.Plain(line)).ShouldBe([0, 1, 3, 4], "nothing is known of the texts");
    }

    [Fact]
    public async Task Rows_with_a_label_are_not_chosen_and_are_kept_away_from()
    {
        using var shell = new Shell();
        var file = shell.Write("points.csv", "name,label", "a,x", "b,", "c,", "d,y");
        var vectors = Numpy(shell, "vectors.npy", 1, 0, 1, 50, 100);

        var ran = await Shell.Plain("select", file, "--strategy", "k_center", "--embeddings", vectors, "--label", "label", "--budget", "1", "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        (ran.Json.GetProperty("items").GetInt32(), ran.Json.GetProperty("labeled").GetInt32()).ShouldBe((2, 2));
        Chosen(ran).ShouldBe([2]);
        ran.Json.GetProperty("selected")[0].GetProperty("score").GetDouble().ShouldBe(50);
    }

    [Fact]
    public async Task A_budget_in_seconds_goes_by_a_column_and_groups_by_another()
    {
        using var shell = new Shell();
        var file = shell.Write("items.csv", "seconds,same,unsure", "10,a,\"[0.9]\"", "10,a,\"[0.8]\"", "50,,\"[0.7]\"", "10,,\"[0.6]\"", "10,,\"[0.5]\"");
        var rows = shell.Write("items.jsonl",
            """{"seconds":10,"same":"a","unsure":[0.9]}""", """{"seconds":10,"same":"a","unsure":[0.8]}""", """{"seconds":50,"unsure":[0.7]}""", """{"seconds":10,"unsure":[0.6]}""", """{"seconds":10,"unsure":[0.5]}""");

        var ran = await Shell.Plain("select", rows, "--strategy", "token_uncertainty", "--tokens", "unsure", "--seconds", "seconds", "--budget-seconds", "25", "--group", "same", "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        Chosen(ran).ShouldBe([0, 3]);
        (await Shell.Plain("select", file, "--strategy", "token_uncertainty", "--tokens", "unsure", "--budget", "1")).Error.ShouldContain("it should be a list of numbers");
    }

    [Fact]
    public async Task A_committee_is_several_files()
    {
        using var shell = new Shell();
        var file = shell.Write("news.jsonl", News[..3]);
        var (one, other) = (Numpy(shell, "one.npy", 2, 1, 0, 1, 0, 0.5f, 0.5f), Numpy(shell, "other.npy", 2, 1, 0, 0, 1, 0.5f, 0.5f));

        foreach (var name in (string[])["vote_entropy", "committee_kl"])
            Chosen(await Shell.Plain("select", file, "--strategy", name, "--committee", one, other, "--budget", "1", "--json")).ShouldBe([1]);
    }

    [Fact]
    public async Task The_choice_can_be_written_a_line_an_item_and_read_by_a_person()
    {
        using var shell = new Shell();
        var (file, into) = (shell.Write("news.jsonl", News), Path.Combine(shell.Folder, "next.jsonl"));

        (await Shell.Plain("select", file, "--strategy", "random", "--budget", "3", "--seed", "4", "--output", into)).Output.ShouldContain("3 of 5 items by random, written to");
        var lines = File.ReadAllLines(into).Select(line => JsonElement.Parse(line)).ToList();
        lines.Select(line => line.GetProperty("rank").GetInt32()).ShouldBe([1, 2, 3]);
        (await Shell.Plain("select", file, "--strategy", "random", "--budget", "3", "--seed", "4")).Output.ShouldContain("drawn by chance");
    }

    [Theory]
    [InlineData("--strategy best --budget 1", "there are random, least_confidence")]
    [InlineData("--strategy random", "--budget N items, --budget-seconds S")]
    [InlineData("--strategy entropy --budget 1", "entropy needs probabilities (items × labels); the pool has none of what strategies look at. Give --probabilities FILE.npy.")]
    [InlineData("--budget 1", "Give --probabilities FILE.npy, and --text COLUMN or --embeddings FILE.npy.")]
    [InlineData("--strategy random --budget -1", "-1 items cannot be")]
    [InlineData("--strategy random --budget-seconds 9", "needs the seconds")]
    [InlineData("--strategy random --budget 1 --text body", "news.jsonl:1: no column body; there are text")]
    [InlineData("--strategy random --budget 1 --label topic", "no row has a column topic")]
    [InlineData("--strategy random --budget 1 --seconds text", "it should be a number")]
    [InlineData("--strategy entropy --budget 1 --probabilities FEW", "2 rows for the 5 of the file")]
    [InlineData("--strategy entropy --budget 1 --probabilities NEWS", "no NumPy array")]
    [InlineData("--strategy entropy --budget 1 --probabilities ODD", "The chances of item 0 hold 3; a chance is a number from 0 to 1")]
    public async Task What_cannot_be_used_is_told_in_a_line(string options, string told)
    {
        using var shell = new Shell();
        var file = shell.Write("news.jsonl", News);
        var line = options.Replace("FEW", Numpy(shell, "few.npy", 2, 1, 0, 1, 0), StringComparison.Ordinal).Replace("NEWS", file, StringComparison.Ordinal)
            .Replace("ODD", Numpy(shell, "odd.npy", 1, 3, 3, 3, 3, 3), StringComparison.Ordinal);

        var ran = await Shell.Plain(["select", file, .. line.Split(' ')]);

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain(told);
        ran.Error.TrimEnd().Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_told_for_vectors_would_not_fit_the_rest()
    {
        using var shell = new Shell();
        var ran = await Shell.Plain("select", shell.Write("broken.jsonl", """{"text":"a"}""", """{"text": b"""), "--strategy", "random", "--budget", "1");

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("broken.jsonl:2: ");
    }

    private static List<int> Chosen(Ran ran) => [.. ran.Json.GetProperty("selected").EnumerateArray().Select(each => each.GetProperty("index").GetInt32())];

    private static string Numpy(Shell shell, string name, int columns, params float[] values)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({values.Length / columns}, {columns}), }}\n");
        var path = Path.Combine(shell.Folder, name);
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. values.SelectMany(BitConverter.GetBytes)]);
        return path;
    }
}
