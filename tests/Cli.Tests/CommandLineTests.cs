using System.CommandLine;

namespace Assay.Cli.Tests;

public sealed class CommandLineTests
{
    public static TheoryData<string> Verbs => [.. Shown.SelectMany(verb => Paths("", verb))];

    private static IEnumerable<Command> Shown => CommandLine.Verbs().Where(verb => !verb.Hidden);

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_explains_itself_with_an_example(string verb)
    {
        var ran = await Shell.Plain([.. verb.Split(' '), "--help"]);

        ran.Exit.ShouldBe(0);
        ran.Output.ShouldContain("Usage:");
        ran.Output.ShouldContain($"  assay {verb}");
        ran.Output.ShouldContain("Example");
        ran.Output.ShouldNotContain("Assay.Cli");
    }

    [Fact]
    public async Task Nothing_at_all_is_a_call_for_help()
    {
        var ran = await Shell.Plain();

        ran.Exit.ShouldBe(0);
        foreach (var verb in Shown)
            ran.Output.ShouldContain($"  {verb.Name} ");
        ran.Output.ShouldNotContain("learning-worker");
    }

    [Theory]
    [InlineData("bogus", "there is no \"bogus\" here", "See: assay --help")]
    [InlineData("user bogus", "there is no \"bogus\" here", "See: assay user --help")]
    [InlineData("user add", "Required argument missing", "See: assay user add --help")]
    [InlineData("export", "--project", "See: assay export --help")]
    [InlineData("export -p x --format xml", "'xml' not recognized", "See: assay export --help")]
    [InlineData("serve --port x", "--port", "See: assay serve --help")]
    public async Task Bad_usage_is_two_lines_and_exit_code_2(string line, string what, string see)
    {
        var ran = await Shell.Plain(line.Split(' '));

        ran.Exit.ShouldBe(2);
        ran.Output.ShouldBeEmpty();
        ran.Error.ShouldContain(what);
        ran.Error.ReplaceLineEndings("\n").TrimEnd().Split('\n').Length.ShouldBe(2);
        ran.Error.ShouldContain(see);
    }

    [Fact]
    public async Task A_database_out_of_reach_is_one_line_and_exit_code_1()
    {
        var ran = await Shell.Plain("user", "list", "--db", "Host=127.0.0.1;Port=1;Timeout=2");

        ran.Exit.ShouldBe(1);
        ran.Error.ReplaceLineEndings("\n").TrimEnd().Split('\n').ShouldHaveSingleItem().ShouldStartWith("assay: the database: ");
    }

    private static IEnumerable<string> Paths(string above, Command command) => command.Subcommands.Count == 0
        ? [$"{above}{command.Name}"]
        : command.Subcommands.SelectMany(below => Paths($"{above}{command.Name} ", below));
}
