using System.CommandLine;
using System.Globalization;
using Assay.Aggregation;
using Assay.Cli.Votes;
using Assay.Cli.Votes.Exports;
using Assay.Formats;
using Assay.Model;

namespace Assay.Cli;

/// <summary>assay aggregate: one answer a task, from a table of votes or an export with annotations. Needs no installation.</summary>
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
            "Find one answer for each task from the votes in a table or an export, and how sure it is",
            "assay aggregate votes.csv --output labels.csv",
            "assay aggregate label-studio.json --question sentiment --output labels.csv",
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
        var (votes, export) = VoteOptions.Read(parsed, cancellation);
        var question = export?.Question(VoteOptions.AskedFor(parsed));
        if (question is { IsCategories: false })
            throw new BadInput($"{parsed.GetValue(VoteOptions.File)}: \"{question.Name}\" is answered by {question.Type}; labels, ratings and texts can be merged here");
        var table = (votes ?? export!.Table(question!)).Votes;
        var known = parsed.GetValue(Truth) is { } truth ? KnownAnswers.Read(truth, cancellation) : null;
        var aggregator = Aggregators.Find(parsed.GetValue(Method)!)!;
        var options = new AggregationOptions { Seed = parsed.GetValue(Seed) };
        var merged = question is { Form: AnswerForm.Set } ? MergedLabels.OfSets(table, aggregator, options)
            : MergedLabels.Of(table, export is null ? MergedLabels.InOrder(table.Categories) : table.Categories, aggregator, options);
        if (file is not null)
            await Write(merged, file, cancellation);
        if (file == "-")
            return ExitCodes.Fine;
        var score = known?.Score(merged.Answers.Select(answer => (answer.Task, answer.Label)));
        output.Result(Told(aggregator, question, table, merged, score), () => Say(output, aggregator, table, merged, score, file, export is null));
        return ExitCodes.Fine;
    }

    private static Dictionary<string, object?> Told(IAggregator aggregator, AskedQuestion? question, VoteTable<string, string> table, MergedLabels merged, Score? score)
    {
        var told = new Dictionary<string, object?> { ["method"] = aggregator.Name };
        if (question is not null)
            told["question"] = question.Name;
        told["tasks"] = table.Items.Count;
        told["annotators"] = table.Annotators.Count;
        told["answers"] = table.Count;
        told["labels"] = table.Categories.Count;
        told["iterations"] = merged.Iterations;
        told["converged"] = merged.Converged;
        if (score is not null)
        {
            told["accuracy"] = score.Accuracy;
            told["macro_f1"] = score.MacroF1;
            told["known"] = score.Tasks;
        }

        told["ties"] = merged.Ties;
        return told;
    }

    private static void Say(Output output, IAggregator aggregator, VoteTable<string, string> table, MergedLabels merged, Score? score, string? file, bool isTable)
    {
        output.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{aggregator.Title}: {table.Count:N0} votes of {table.Annotators.Count:N0} people on {table.Items.Count:N0} tasks, {table.Categories.Count:N0} labels"));
        if (merged.Iterations > 0)
            output.Say($"{(merged.Converged ? "Converged" : "Not converged")} after {merged.Iterations} rounds");
        if (merged.Ties > 0)
            output.Say(string.Create(CultureInfo.InvariantCulture, $"{merged.Ties:N0} ties, which the label that {(isTable ? "is the smaller number or earlier in the alphabet" : "came first in the file")} has won"));
        if (score is not null)
            output.Say(string.Create(CultureInfo.InvariantCulture, $"Of {score.Tasks:N0} tasks with a known answer {score.Accuracy:P1} are right; macro F1 {score.MacroF1:F3}"));
        output.Say(file is null ? "Write the answers to a file with --output" : $"The answers are in {Path.GetFullPath(file)}");
    }

    private static async Task Write(MergedLabels merged, string file, CancellationToken cancellation)
    {
        await using var stream = file == "-" ? Console.OpenStandardOutput() : File.Create(file);
        var rows = new Csv().Create(stream, ["task", "label", "confidence"]);
        foreach (var (task, label, confidence) in merged.Answers)
            await rows.Write([Cell.Text(task), Cell.Text(label), Cell.Number(confidence)], cancellation);
        await rows.Complete(cancellation);
    }
}
