using System.CommandLine;

namespace Assay.Cli.Votes;

/// <summary>What the verbs over a table of votes have in common.</summary>
internal static class VoteOptions
{
    public static readonly Argument<string> File = new("file") { Description = "CSV, TSV or JSONL, also gzipped: a row a vote", HelpName = "FILE" };

    private static readonly Option<string> Task = new("--task") { Description = "The column of the task [default: task, item or question]", HelpName = "COLUMN" };

    private static readonly Option<string> Annotator = new("--annotator") { Description = "The column of the person [default: annotator, worker or rater]", HelpName = "COLUMN" };

    private static readonly Option<string> Label = new("--label") { Description = "The column of the label [default: label, response, answer or value]", HelpName = "COLUMN" };

    private static readonly Option<string> Duplicates = new("--duplicates")
    {
        Description = "A second vote of one person on one task: error, or the first or the last counts",
        DefaultValueFactory = _ => "error",
    };

    public static void AddTo(Command command, params ReadOnlySpan<Option> more)
    {
        Duplicates.AcceptOnlyFromAmong("error", "first", "last");
        command.Arguments.Add(File);
        foreach (var option in more)
            command.Options.Add(option);
        foreach (var option in (Option[])[Task, Annotator, Label, Duplicates, Options.Json])
            command.Options.Add(option);
    }

    public static LongTable Read(ParseResult parsed, CancellationToken cancellation) => LongTable.Read(
        parsed.GetRequiredValue(File),
        new VoteColumns(parsed.GetValue(Task), parsed.GetValue(Annotator), parsed.GetValue(Label)),
        Enum.Parse<Repeats>(parsed.GetValue(Duplicates)!, ignoreCase: true),
        cancellation);
}
