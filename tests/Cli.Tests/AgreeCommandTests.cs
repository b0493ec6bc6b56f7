using System.Text.Json;

namespace Assay.Cli.Tests;

public sealed class AgreeCommandTests
{
    /// <summary>Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section C: four observers, twelve units, gaps.</summary>
    private static readonly string[] Observers = ["1233 21412...", "1233 22412 5.3", ".333 23422 51.", "1233 24412 51."];

    [Theory]
    [InlineData("nominal", 0.743)]
    [InlineData("ordinal", 0.815)]
    [InlineData("interval", 0.849)]
    [InlineData("ratio", 0.797)]
    public async Task Krippendorff_s_example_has_its_published_alpha_at_every_level(string level, double alpha)
    {
        using var shell = new Shell();
        var ran = await Shell.Plain("agree", shell.Write("votes.csv", [.. Table("task,annotator,label")]), "--level", level, "--json");

        ran.Exit.ShouldBe(0, ran.Error);
        (ran.Json.GetProperty("tasks").GetInt32(), ran.Json.GetProperty("annotators").GetInt32(), ran.Json.GetProperty("labels").GetInt32()).ShouldBe((12, 4, 5));
        ran.Json.GetProperty("level").GetString().ShouldBe(level);
        var found = ran.Json.GetProperty("coefficients").GetProperty("krippendorff_alpha");
        found.GetProperty("value").GetDouble().ShouldBe(alpha, 0.0005);
        found.GetProperty("interval")[0].GetDouble().ShouldBeLessThan(alpha);
        ran.Json.GetProperty("pairs").GetArrayLength().ShouldBe(6);
    }

    [Fact]
    public async Task A_value_is_null_exactly_where_a_reason_is_given()
    {
        using var shell = new Shell();
        var json = (await Shell.Plain("agree", shell.Write("votes.csv", [.. Table("item,rater,value")]), "--json")).Json;

        var undefined = json.GetProperty("undefined").EnumerateObject().Select(each => each.Name).ToList();
        undefined.ShouldContain("cohen_kappa", "there are four people");
        foreach (var coefficient in json.GetProperty("coefficients").EnumerateObject())
            (coefficient.Value.GetProperty("value").ValueKind == JsonValueKind.Null).ShouldBe(undefined.Contains(coefficient.Name), coefficient.Name);
    }

    [Fact]
    public async Task A_person_reads_a_table_and_what_it_means()
    {
        using var shell = new Shell();
        var ran = await Shell.Plain("agree", shell.Write("votes.tsv", "question\tworker\tanswer", "q1\tann\tyes", "q1\tbob\tyes", "q2\tann\tno", "q2\tbob\tno", "q3\tann\tno", "q3\tbob\tyes"));

        ran.Exit.ShouldBe(0, ran.Error);
        ran.Output.ShouldContain("6 votes of 2 people on 3 tasks, 2 labels, nominal");
        ran.Output.ShouldContain("Cohen's κ");
        ran.Output.ShouldContain("too wide for a verdict");
        ran.Output.ShouldContain("ann");
    }

    [Fact]
    public async Task Labels_in_words_have_an_order_when_it_is_given()
    {
        using var shell = new Shell();
        var file = shell.Write(
            "votes.jsonl", """{"task":1,"annotator":"a","label":"poor"}""", """{"task":1,"annotator":"b","label":"fair"}""",
            """{"task":2,"annotator":"a","label":"good"}""", """{"task":2,"annotator":"b","label":"good"}""");

        (await Shell.Plain("agree", file, "--level", "ordinal")).Error.ShouldContain($"{file}:1: the label \"poor\" is not a number; give the order of the labels with --order");
        (await Shell.Plain("agree", file, "--level", "ordinal", "--order", "poor, good")).Error.ShouldContain($"{file}:2: the label \"fair\" is not in the order given");
        var ran = await Shell.Plain("agree", file, "--level", "ordinal", "--order", "poor, fair, good", "--json");
        ran.Exit.ShouldBe(0, ran.Error);
        ran.Json.GetProperty("coefficients").GetProperty("krippendorff_alpha").GetProperty("value").GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Bad_input_is_one_line_with_file_and_line_and_exit_code_1()
    {
        using var shell = new Shell();
        await Refused("there is no file missing.csv", "missing.csv");
        await Refused("there is no row in it", shell.Write("empty.csv", "task,annotator,label"));
        var wrong = shell.Write("wrong.csv", "doc,annotator,label", "1,a,x");
        await Refused($"{wrong}:2: no column task or item or question for the task; there are doc, annotator, label. Name it with --task", wrong);
        (await Shell.Plain("agree", wrong, "--task", "doc")).Exit.ShouldBe(0);
        var one = shell.Write("one.csv", "task", "1");
        await Refused("for the annotator", one);
        var hole = shell.Write("hole.csv", "task,annotator,label", "1,a,x", "1,b,");
        await Refused($"{hole}:3: label is empty", hole);
        var broken = shell.Write("broken.jsonl", """{"task":1,"annotator":"a","label":"x"}""", """{"task":1,""");
        await Refused($"{broken}:2: ", broken);
        var words = shell.Write("words.csv", "task,annotator,label", "1,a,3", "1,b,three");
        await Refused($"{words}:3: the label \"three\" is not a number; --level interval needs numbers", words, "--level", "interval");
        var twice = shell.Write("twice.csv", "task,annotator,label", "1,a,x", "1,b,x", "1,a,y");
        await Refused($"{twice}:4: a second vote of \"a\" on \"1\", after line 2; say with --duplicates whether the first or the last counts", twice);

        (await Agreement("first")).ShouldBe(1);
        (await Agreement("last")).ShouldBe(0);

        async Task<double> Agreement(string duplicates) =>
            (await Shell.Plain("agree", twice, "--duplicates", duplicates, "--json")).Json.GetProperty("pairs")[0].GetProperty("agreement").GetDouble();

        static async Task Refused(string message, params string[] args)
        {
            var ran = await Shell.Plain(["agree", .. args]);
            ran.Exit.ShouldBe(1, message);
            ran.Error.ShouldContain(message);
            ran.Error.Trim().ShouldNotContain("\n");
        }
    }

    private static IEnumerable<string> Table(string head) => Observers
        .SelectMany((row, observer) => row.Replace(" ", "", StringComparison.Ordinal).Select((value, unit) => (observer, unit, value)))
        .Where(vote => vote.value != '.')
        .Select(vote => $"u{vote.unit + 1},{"ABCD"[vote.observer]},{vote.value}")
        .Prepend(head);
}
