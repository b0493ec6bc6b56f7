using System.CommandLine;
using Assay.Cli.Models;
using Assay.Learning.Acceptance;
using Assay.Model.Questions;
using Assay.WeakModels;

namespace Assay.Cli;

/// <summary>assay preannotate: what a weak model says of the items of a file. Needs no installation.</summary>
internal static class PreannotateCommand
{
    private static readonly Argument<string> File = new("file") { Description = "JSONL, JSON, CSV, TSV or text, a row an item; also gzipped", HelpName = "FILE" };

    private static readonly Option<string> Model = new("--model") { Description = $"The model: {Models.WeakModels.Forms}", HelpName = "KIND:WHAT", Required = true };

    private static readonly Option<string> Labels = new("--labels") { Description = "The labels of one question, separated by commas [default: those the model names]", HelpName = "LABELS" };

    private static readonly Option<bool> Multi = new("--multi-label") { Description = "Several labels may fit an item" };

    private static readonly Option<bool> Spans = new("--spans") { Description = "Labels are of stretches of the text" };

    private static readonly Option<FileInfo> Schema = new("--schema") { Description = "A file with the label schema, as JSON, instead of --labels; answers are then objects by question", HelpName = "FILE" };

    private static readonly Option<string> Truth = new("--truth") { Description = "The column of what is known to be right (a label, a list of labels, a list of spans): tells how right the model and each of its rules are", HelpName = "COLUMN" };

    private static readonly Option<double> Epsilon = new("--epsilon") { Description = "With --truth: the share of accepted drafts that may be wrong", HelpName = "SHARE", DefaultValueFactory = _ => 0.02 };

    private static readonly Option<double> Delta = new("--delta") { Description = "With --truth: how often that may be broken", HelpName = "SHARE", DefaultValueFactory = _ => 0.1 };

    private static readonly Option<FileInfo> Into = new("--output", "-o") { Description = "Write the drafts into this file, a JSON object a row of the input, in its order", HelpName = "FILE" };

    private static readonly Option<bool> Json = new("--json") { Description = "Print the drafts, a JSON object a line of the input; what came of it is told on standard error" };

    private static readonly Option<FileInfo> Summary = new("--summary-json") { Description = "Write what came of it into this file, as JSON", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Verb(
            "preannotate",
            "Let a weak model draft labels for the items of a file",
            "assay preannotate news.jsonl --model rules:rules.yaml --output drafts.jsonl",
            "assay preannotate news.jsonl --model rules:rules.yaml --truth label",
            "assay preannotate notes.csv --model rules:people.yaml --labels PER,ORG --spans --json",
            "assay preannotate news.jsonl --model trained:news.model --output drafts.jsonl",
            "assay preannotate mails.csv --model nli:deberta-v3-base-zeroshot --labels delivery,payment --template \"This mail is about {}.\"",
            "assay preannotate notes.csv --model gliner:gliner_multi-v2.1 --labels person,company --threshold 0.6 --json",
            "assay preannotate news.jsonl --model llm:anthropic/MODEL --labels sport,world --prices 3,15 --budget-money 5 --output drafts.jsonl");
        command.Arguments.Add(File);
        foreach (var option in (Option[])[Model, Labels, Multi, Spans, Schema, Truth, Epsilon, Delta, Into, Json, Summary, .. ModelOptions.All])
            command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = Options.Output(parsed);
        var model = Open(parsed);
        using var held = model.Model as IDisposable;
        if (parsed.GetValue(Schema) is not null && (parsed.GetValue(Labels) is not null || parsed.GetValue(Multi) || parsed.GetValue(Spans)))
            throw new BadInput("--schema says what is asked; --labels, --multi-label and --spans go without it");
        var asked = parsed.GetValue(Schema) is { } file
            ? AskedOf.OfSchema(SchemaFile.Read(await System.IO.File.ReadAllTextAsync(file.FullName, cancellation), output))
            : AskedOf.OfLabels(model, parsed.GetValue(Labels), parsed.GetValue(Multi) || model.TakesSeveral, parsed.GetValue(Spans) || model.MarksSpans);
        CheckSpans(parsed, asked);
        var run = new DraftingRun(model, asked, parsed.GetRequiredValue(File), parsed.GetValue(Truth), Target(parsed));
        try
        {
            await run.Prepare(output.Error, cancellation);
            var summary = parsed.GetValue(Into) is { } target
                ? await Write(run, target.FullName, cancellation)
                : await run.Run(parsed.GetValue(Json) ? parsed.InvocationConfiguration.Output : null, cancellation);
            if (parsed.GetValue(Summary) is { } told)
                await System.IO.File.WriteAllTextAsync(told.FullName, summary.ToJson(), cancellation);
            summary.Say(new Output(output.Error, output.Error, json: false));
            return ExitCodes.Fine;
        }
        catch (UnfitModel error)
        {
            throw new BadInput(error.Message);
        }
    }

    /// <summary>A choice of spans where none are asked for is a mistake; nli's threshold is about labels.</summary>
    private static void CheckSpans(ParseResult parsed, AskedOf asked)
    {
        if (!asked.Schema.Questions.Any(question => question is SpansQuestion) && !parsed.GetRequiredValue(Model).StartsWith("nli:", StringComparison.Ordinal)
            && ModelOptions.Of(parsed).GivenOfSpans.FirstOrDefault() is { } idle)
            throw new BadInput($"{idle} is about spans, and none are asked for: give --spans, or a --schema with a question of the kind spans; of labels only nli takes --threshold");
    }

    private static ErrorTarget Target(ParseResult parsed)
    {
        var (epsilon, delta) = (parsed.GetValue(Epsilon), parsed.GetValue(Delta));
        foreach (var (name, share) in (ReadOnlySpan<(string, double)>)[(Epsilon.Name, epsilon), (Delta.Name, delta)])
            if (!(share is > 0 and < 1))
                throw new BadInput(FormattableString.Invariant($"{name} is a share above 0 and below 1, not {share}"));
        return new ErrorTarget(epsilon, delta);
    }

    private static ModelAtHand Open(ParseResult parsed)
    {
        try
        {
            return Models.WeakModels.Open(parsed.GetRequiredValue(Model), ModelOptions.Of(parsed));
        }
        catch (UnfitModel error)
        {
            throw new BadInput(error.Message);
        }
    }

    /// <summary>What was there before stays until all drafts are written.</summary>
    private static async Task<DraftingSummary> Write(DraftingRun run, string path, CancellationToken cancellation)
    {
        var part = path + ".part";
        try
        {
            DraftingSummary summary;
            await using (var lines = new StreamWriter(part))
                summary = await run.Run(lines, cancellation);
            System.IO.File.Move(part, path, overwrite: true);
            return summary;
        }
        finally
        {
            System.IO.File.Delete(part);
        }
    }
}
