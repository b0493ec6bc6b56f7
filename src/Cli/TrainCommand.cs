using System.CommandLine;
using System.Globalization;
using Assay.Cli.Training;
using Assay.Learning.Acceptance;
using Assay.Learning.Text;

namespace Assay.Cli;

/// <summary>assay train: a text classifier from labeled texts, and how right it is. Needs no installation.</summary>
internal static class TrainCommand
{
    private const int UsualFolds = 5;

    private static readonly Argument<string> File = new("file") { Description = "CSV, TSV or JSONL, a row a labeled text; also gzipped", HelpName = "FILE" };

    private static readonly Option<string> Text = new("--text") { Description = "The column of the text [default: text]", HelpName = "COLUMN" };

    private static readonly Option<string> Label = new("--label") { Description = "The column of the label [default: label]", HelpName = "COLUMN" };

    private static readonly Option<string> TestFile = new("--test") { Description = "A file of the same columns to hold the model against", HelpName = "FILE" };

    private static readonly Option<int?> Folds = new("--folds") { Description = $"Without --test: part the file into so many folds, and hold a model trained on the others against each [default: {UsualFolds}]", HelpName = "N" };

    private static readonly Option<string> Fold = new("--fold") { Description = "Without --test: the column that says which fold a row is in", HelpName = "COLUMN" };

    private static readonly Option<bool> Multi = new("--multi-label") { Description = "Several labels may fit a text: a JSON list a row, or one label" };

    private static readonly Option<string> Weights = new("--class-weights") { Description = "How much classes count: none (as many texts as they have), balanced (all the same)", DefaultValueFactory = _ => "none" };

    private static readonly Option<string> Calibration = new("--calibration") { Description = "How scores become chances: none, temperature, isotonic", DefaultValueFactory = _ => "temperature" };

    private static readonly Option<ulong> Seed = new("--seed") { Description = "Of the folds and the order of training; the same seed gives the same model", HelpName = "N" };

    private static readonly Option<string> Into = new("--output", "-o") { Description = "Write the model, trained on the whole file, into this file", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Verb(
            "train",
            "Train a text classifier on labeled texts, and tell how right and how sure it is",
            "assay train news.jsonl --text text --label label --test more-news.jsonl --json",
            "assay train mails.csv --text body --label topic --folds 10 --output mails.model",
            "assay train posts.jsonl --label tags --multi-label --class-weights balanced");
        Weights.AcceptOnlyFromAmong([.. Enum.GetNames<ClassWeights>().Select(name => name.ToLowerInvariant())]);
        Calibration.AcceptOnlyFromAmong([.. Enum.GetNames<ScoreCalibration>().Select(name => name.ToLowerInvariant())]);
        command.Arguments.Add(File);
        foreach (var option in (Option[])[Text, Label, TestFile, Folds, Fold, Multi, Weights, Calibration, Seed, Into, Options.Json])
            command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = Options.Output(parsed);
        if (((Option[])[TestFile, Folds, Fold]).Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name).ToList() is { Count: > 1 } several)
            throw new BadInput($"{string.Join(" and ", several)} do not go together: each says what the model is held against");
        var options = new TextClassifierOptions
        {
            MultiLabel = parsed.GetValue(Multi),
            Seed = parsed.GetValue(Seed),
            ClassWeights = Enum.Parse<ClassWeights>(parsed.GetValue(Weights)!, ignoreCase: true),
            Calibration = Enum.Parse<ScoreCalibration>(parsed.GetValue(Calibration)!, ignoreCase: true),
        };
        var columns = new TextColumns(parsed.GetValue(Text), parsed.GetValue(Label), parsed.GetValue(Fold));
        var file = parsed.GetRequiredValue(File);
        var texts = LabeledTexts.Read(file, columns, options.MultiLabel, cancellation);
        if (texts.Classes.Count == 0)
            throw new BadInput($"{file}: no text has a label");
        var trial = new Trial(options);
        var (parts, model) = (0, (TextClassifier?)null);
        if (parsed.GetValue(TestFile) is { } test)
        {
            var held = LabeledTexts.Read(test, columns, options.MultiLabel, cancellation);
            model = trial.Train(texts.Rows, texts.Classes, cancellation);
            trial.Test(model, held.Rows, cancellation);
        }
        else
        {
            parts = InFolds(trial, texts, FoldsOf(texts, file, columns.Fold, parsed.GetValue(Folds) ?? UsualFolds, options.Seed), cancellation);
        }

        var report = new TrainReport(texts, trial, parts);
        if (parsed.GetValue(Into) is { } target)
        {
            model ??= new Trial(options).Train(texts.Rows, texts.Classes, cancellation);
            await Save(model, target, cancellation);
            report = report with { Model = target, Version = model.Version };
        }

        output.Result(report.Told(), () => report.Say(output));
        return ExitCodes.Fine;
    }

    /// <summary>By row: which fold it is in.</summary>
    private static List<string> FoldsOf(LabeledTexts texts, string file, string? column, int folds, ulong seed)
    {
        if (column is null && (folds < 2 || folds > texts.Rows.Count))
            throw new BadInput($"{file}: {texts.Rows.Count} texts cannot be parted into {folds} folds; --folds is from 2 up to the number of texts, or give --test");
        List<string> named = column is null
            ? [.. Enumerable.Range(0, texts.Rows.Count).OrderBy(row => RandomDraw.Of((long)seed, row)).Select((row, place) => (row, place)).OrderBy(both => both.row).Select(both => (both.place % folds).ToString(CultureInfo.InvariantCulture))]
            : [.. texts.Rows.Select(row => row.Fold!)];
        return named.Distinct().Count() > 1 ? named : throw new BadInput($"{file}: all rows are in one fold; {column} should have two or more values");
    }

    private static int InFolds(Trial trial, LabeledTexts texts, List<string> folds, CancellationToken cancellation)
    {
        var names = folds.Distinct().ToList();
        foreach (var name in names)
        {
            var model = trial.Train([.. texts.Rows.Where((_, row) => folds[row] != name)], texts.Classes, cancellation);
            trial.Test(model, [.. texts.Rows.Where((_, row) => folds[row] == name)], cancellation);
        }

        return names.Count;
    }

    /// <summary>What was there before stays until the model is written.</summary>
    private static async Task Save(TextClassifier model, string path, CancellationToken cancellation)
    {
        var part = path + ".part";
        try
        {
            await using (var stream = System.IO.File.Create(part))
            {
                model.Save(stream);
                await stream.FlushAsync(cancellation);
            }

            System.IO.File.Move(part, path, overwrite: true);
        }
        finally
        {
            System.IO.File.Delete(part);
        }
    }
}
