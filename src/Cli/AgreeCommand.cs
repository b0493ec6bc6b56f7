using System.CommandLine;
using Assay.Agreement;
using Assay.Cli.Votes;
using Assay.Cli.Votes.Exports;

namespace Assay.Cli;

/// <summary>assay agree: how far people agree, from a table of their votes or an export with annotations. Needs no installation.</summary>
internal static class AgreeCommand
{
    private static readonly Option<string> Scaled = new("--level")
    {
        Description = "What labels are: nominal (names), ordinal (in an order), interval or ratio (numbers) [default: nominal; ordinal for ratings of an export, interval for its numbers]",
    };

    private static readonly Option<string> Order = new("--order") { Description = "With --level ordinal: the labels from lowest to highest, separated by commas [default: they are numbers]", HelpName = "LABELS" };

    public static Command Create()
    {
        var command = new Verb(
            "agree",
            "Measure how far people agree in a table of votes or an export: coefficients with 95 % intervals, and every pair of people",
            "assay agree votes.csv",
            "assay agree ratings.jsonl --level ordinal --task item --annotator rater --label stars --json",
            "assay agree label-studio.json --question sentiment");
        Scaled.AcceptOnlyFromAmong([.. Enum.GetNames<Level>().Select(name => name.ToLowerInvariant())]);
        VoteOptions.AddTo(command, Scaled, Order);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = Options.Output(parsed);
        var level = parsed.GetValue(Scaled) is { } named ? Enum.Parse<Level>(named, ignoreCase: true) : (Level?)null;
        var order = parsed.GetValue(Order);
        if (order is not null && level != Level.Ordinal)
            throw new BadInput("--order goes with --level ordinal");
        var (table, export) = VoteOptions.Read(parsed, cancellation);
        if (table is not null)
        {
            var report = LabelReport.Of(table.Votes, ScaleOf(table, level ?? Level.Nominal, order));
            output.Result(report.Told(), () => report.Say(output));
            return ExitCodes.Fine;
        }

        var asked = VoteOptions.AskedFor(parsed);
        if (asked is null && level is null && export!.Questions.Count > 1)
            return All(export, output);
        var question = export!.Question(asked);
        var found = QuestionReport.Of(export, question, to => ScaleOf(to, level ?? question.Level, order), level is not null);
        output.Result(found.Told(), () => found.Say(output));
        return ExitCodes.Fine;
    }

    private static int All(AnnotationExport export, Output output)
    {
        var reports = export.Questions.Select(question => question.CanBeCompared
            ? QuestionReport.Of(export, question, table => ScaleOf(table, question.Level, null), isScaled: false)
            : QuestionReport.None(question)).ToList();
        output.Result(new Dictionary<string, object?> { ["questions"] = reports.Select(report => report.Told()) }, () =>
        {
            foreach (var report in reports)
            {
                output.Say($"== {report.Title}");
                report.Say(output);
                output.Say("");
            }
        });
        return ExitCodes.Fine;
    }

    private static Scale ScaleOf(LongTable table, Level level, string? order) => level switch
    {
        Level.Nominal => Scale.Nominal,
        Level.Ordinal when order is not null => Scale.Of(level, table.Places(order.Split(',', StringSplitOptions.TrimEntries))),
        Level.Ordinal => Scale.Of(level, table.Numbers("give the order of the labels with --order")),
        _ => Scale.Of(level, table.Numbers($"--level {level.ToString().ToLowerInvariant()} needs numbers")),
    };
}
