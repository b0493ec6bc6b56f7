using System.CommandLine;
using System.Globalization;
using Assay.Aggregation;
using Assay.Cli.Votes;
using Assay.Formats;

namespace Assay.Cli;

/// <summary>assay aggregate: one answer a task, from a table of votes. Needs no installation.</summary>
internal static class AggregateCommand
{
    private static readonly Option<string> Method = new("--method", "-m")
    {
        Description = string.Join(", ", Aggregators.All.Select(aggregator => aggregator.Name)),
        DefaultValueFactory = _ => DawidSkene.Instance.Name,
        HelpName = "NAME",
    };

    private static readonly Option<string> Truth = new("--truth") { Description = "A table of known answers to compare with: columns task or item, and truth, gold or label", HelpName = "FILE" };

    private static readonly Option<string> To = new("--output", "-o") { Description = "Write task, label and confidence as CSV; - is standard output", HelpName = "FILE" };

    private static readonly Option<int> Seed = new("--seed") { Description = "Where random starts begin; the same seed gives the same answers", HelpName = "N" };

    public static Command Create()
    {
        var command = new Verb(
            "aggregate",
            "Find one answer for each task in a table of votes, and how sure it is",
            "assay aggregate votes.csv --output labels.csv",
            "assay aggregate votes.csv --method mace --truth gold.csv --json");
        Method.AcceptOnlyFromAmong([.. Aggregators.All.Select(aggregator => aggregator.Name)]);
        VoteOptions.AddTo(command, Method, Truth, To, Seed);
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = Options.Output(parsed);
        var file = parsed.GetValue(To);
        if (file == "-" && output.IsJson)
            throw new BadInput("--json and --output - both want standard output; name a file");
        var table = VoteOptions.Read(parsed, cancellation);
        var known = parsed.GetValue(Truth) is { } truth ? KnownAnswers.Read(truth, cancellation) : null;
        var aggregator = Aggregators.Find(parsed.GetValue(Method)!)!;
        var votes = Aggregation.Votes.Of(table.Task, table.Annotator, table.Label, table.Tasks.Count, table.Annotators.Count, table.Labels.Count);
        var found = Found(aggregator, votes, new AggregationOptions { Seed = parsed.GetValue(Seed) });
        if (file is not null)
            await Write(table, found, file, cancellation);
        if (file == "-")
            return ExitCodes.Fine;
        var score = known?.Score(table, found);
        output.Result(Told(aggregator, table, found, score), () => Say(output, aggregator, table, found, score, file));
        return ExitCodes.Fine;
    }

    private static Consensus Found(IAggregator aggregator, Aggregation.Votes votes, AggregationOptions options)
    {
        try
        {
            return aggregator.Aggregate(votes, options);
        }
        catch (ArgumentException error)
        {
            // confusion matrices of very many people and labels; the message says the way out
            throw new BadInput(error.Message);
        }
    }

    private static Dictionary<string, object?> Told(IAggregator aggregator, LongTable table, Consensus found, Score? score)
    {
        var told = new Dictionary<string, object?>
        {
            ["method"] = aggregator.Name,
            ["tasks"] = table.Tasks.Count,
            ["annotators"] = table.Annotators.Count,
            ["answers"] = table.Task.Length,
            ["iterations"] = found.Iterations,
            ["converged"] = found.Converged,
        };
        if (score is not null)
        {
            told["accuracy"] = score.Accuracy;
            told["macro_f1"] = score.MacroF1;
            told["known"] = score.Tasks;
        }

        told["ties"] = found.Ties;
        return told;
    }

    private static void Say(Output output, IAggregator aggregator, LongTable table, Consensus found, Score? score, string? file)
    {
        output.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{aggregator.Title}: {table.Task.Length:N0} votes of {table.Annotators.Count:N0} people on {table.Tasks.Count:N0} tasks, {table.Labels.Count:N0} labels"));
        if (found.Iterations > 0)
            output.Say($"{(found.Converged ? "Converged" : "Not converged")} after {found.Iterations} rounds");
        if (found.Ties > 0)
            output.Say(string.Create(CultureInfo.InvariantCulture, $"{found.Ties:N0} ties, which the label that came first in the file has won"));
        if (score is not null)
            output.Say(string.Create(CultureInfo.InvariantCulture, $"Of {score.Tasks:N0} tasks with a known answer {score.Accuracy:P1} are right; macro F1 {score.MacroF1:F3}"));
        output.Say(file is null ? "Write the answers to a file with --output" : $"The answers are in {Path.GetFullPath(file)}");
    }

    private static async Task Write(LongTable table, Consensus found, string file, CancellationToken cancellation)
    {
        await using var stream = file == "-" ? Console.OpenStandardOutput() : File.Create(file);
        var rows = new Csv().Create(stream, ["task", "label", "confidence"]);
        for (var task = 0; task < table.Tasks.Count; task++)
        {
            var answer = found.Answers[task];
            await rows.Write([Cell.Text(table.Tasks[task]), Cell.Text(table.Labels[answer]), Cell.Number(found.SoftLabels[task, answer])], cancellation);
        }

        await rows.Complete(cancellation);
    }
}
