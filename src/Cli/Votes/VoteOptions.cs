using System.CommandLine;
using Assay.Cli.Votes.Exports;

namespace Assay.Cli.Votes;

/// <summary>What the verbs over a table of votes have in common.</summary>
internal static class VoteOptions
{
    public static readonly Argument<string> File = new("file") { Description = "CSV, TSV or JSONL, a row a vote; or an export with annotations of Assay or Label Studio (JSON). Also gzipped", HelpName = "FILE" };

    private static readonly Option<string> Task = new("--task") { Description = "The column of the task [default: task, item or question]", HelpName = "COLUMN" };

    private static readonly Option<string> Annotator = new("--annotator") { Description = "The column of the person [default: annotator, worker or rater]", HelpName = "COLUMN" };

    private static readonly Option<string> Label = new("--label") { Description = "The column of the label [default: label, response, answer or value]", HelpName = "COLUMN" };

    private static readonly Option<string> Question = new("--question") { Description = "Which question of an export", HelpName = "NAME" };

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
        foreach (var option in (Option[])[Task, Annotator, Label, Question, Duplicates, Options.Json])
            command.Options.Add(option);
    }

    /// <summary>What the file holds, told by its first row: one question's votes row by row, or an export.</summary>
    /// <exception cref="BadInput">The file cannot be read, or an option does not fit it.</exception>
    public static (LongTable? Table, AnnotationExport? Export) Read(ParseResult parsed, CancellationToken cancellation)
    {
        var columns = new VoteColumns(parsed.GetValue(Task), parsed.GetValue(Annotator), parsed.GetValue(Label));
        var repeats = Enum.Parse<Repeats>(parsed.GetValue(Duplicates)!, ignoreCase: true);
        using var rows = new TableRows(parsed.GetRequiredValue(File));
        if (columns is (null, null, null) && AnnotationExport.Fits(rows))
            return (null, AnnotationExport.Read(rows, repeats, cancellation));
        return parsed.GetValue(Question) is null
            ? (LongTable.Read(rows, columns, repeats, cancellation), null)
            : throw new BadInput($"{rows.File}: --question goes with an export with annotations; this is a table of one question's votes");
    }

    /// <summary>The question that was named.</summary>
    public static string? AskedFor(ParseResult parsed) => parsed.GetValue(Question);
}
