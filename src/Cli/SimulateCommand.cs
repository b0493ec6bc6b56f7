using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Assay.Cli.Simulating;
using Assay.Pipeline.ActiveLearning;
using Assay.Simulation.Plays;
using Spectre.Console;

namespace Assay.Cli;

/// <summary>assay simulate: what labeling a file would take, in several ways, played with virtual people on labels that are known. Needs no installation.</summary>
internal static class SimulateCommand
{
    private static readonly Assumptions Usual = new();

    private static readonly Argument<string> File = new("file") { Description = "CSV, TSV or JSONL, a row a labeled text; also gzipped", HelpName = "FILE" };

    private static readonly Option<string> Text = new("--text") { Description = "The column of the text [default: text]", HelpName = "COLUMN" };

    private static readonly Option<string> Label = new("--label") { Description = "The column of the label [default: label]", HelpName = "COLUMN" };

    private static readonly Option<string> TestFile = new("--test") { Description = "A file of the same columns to hold models against [default: a tenth of the file, drawn by --seed]", HelpName = "FILE" };

    private static readonly Option<string[]> Arms = new("--arms") { Description = string.Join(", ", Arm.All.Select(arm => arm.Name)) + " [default: all]", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<int> Annotators = Number("--annotators", "People who label", Usual.Annotators);

    private static readonly Option<int> Budget = Number("--budget", "Human tasks per 1,000 documents at which the arms stop in which the model chooses", Usual.Budget);

    private static readonly Option<int> Seed = Number("--seed", "Of the people and of the order of the documents", 1);

    private static readonly Option<int> Runs = Number("--runs", "Play so many times, each with the next seed", 1);

    private static readonly Option<string> Strategy = new("--strategy") { Description = "How the model chooses: " + string.Join(", ", LearningSettings.StrategiesOfChoices), HelpName = "NAME", DefaultValueFactory = _ => Usual.Strategy };

    private static readonly Option<double> Pull = Real("--pull", "How often somebody takes a draft over without looking further, 0 to 1", Usual.Pull);

    private static readonly Option<double> Mistakes = Real("--mistakes", "People err so many times as often as the real ones they are drawn from", Usual.Mistakes);

    private static readonly Option<double> PassMark = Real("--pass-mark", "Accuracy below which real people are not drawn, 0 to 1", Usual.PassMark);

    private static readonly Option<double> Epsilon = Real("--accept-error", "Of the labels accepted unseen at most this share may be wrong", Usual.Epsilon);

    private static readonly Option<string> Report = new("--report") { Description = "Draw the results into this file, one HTML page", HelpName = "FILE.html" };

    public static Command Create()
    {
        var command = new Verb(
            "simulate",
            "Play whole labeling projects on labeled texts: what each way costs, and what its labels are worth",
            "assay simulate news.jsonl --text text --label label --test more-news.jsonl",
            "assay simulate mails.csv --text body --label topic --budget 100 --runs 3 --report mails.html",
            "assay simulate posts.jsonl --arms manual combined --pull 0.5 --mistakes 2 --json");
        command.Arguments.Add(File);
        foreach (var option in (Option[])[Text, Label, TestFile, Arms, Budget, Annotators, Seed, Runs, Strategy, Pull, Mistakes, PassMark, Epsilon, Report, Options.Json])
            command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = Options.Output(parsed);
        var assumptions = AssumptionsOf(parsed);
        var arms = ArmsOf(parsed);
        var (seed, runs) = (parsed.GetValue(Seed), InRange(parsed, Runs, 1, 100));
        var file = parsed.GetRequiredValue(File);
        var data = SimulationFiles.Read(file, parsed.GetValue(TestFile), parsed.GetValue(Text), parsed.GetValue(Label), seed, cancellation);
        if (parsed.GetValue(Report) is { } page && Path.GetDirectoryName(Path.GetFullPath(page)) is { } folder && !Directory.Exists(folder))
            throw new BadInput($"--report {page}: there is no folder {folder}");
        var begun = Stopwatch.GetTimestamp();
        var results = new List<ArmResult>();
        for (var run = 0; run < runs; run++)
            foreach (var arm in arms)
                results.Add(await Play(output, new Play(data, arm, assumptions, seed + run), runs, run, cancellation));
        var simulated = new SimulationReport(Path.GetFileName(file), data, assumptions, results, Stopwatch.GetElapsedTime(begun));
        output.Result(simulated.Told(), () => simulated.Say(output));
        if (parsed.GetValue(Report) is { } target)
        {
            await System.IO.File.WriteAllTextAsync(target, SimulationPage.Of(simulated), cancellation);
            output.Say($"The report is in {Path.GetFullPath(target)}");
        }

        return ExitCodes.Fine;
    }

    private static async Task<ArmResult> Play(Output output, Play play, int runs, int run, CancellationToken cancellation)
    {
        var name = runs == 1 ? play.Arm.Name : $"{play.Arm.Name}, run {run + 1} of {runs}";
        if (!output.CanDraw)
        {
            var result = await play.Run(null, cancellation);
            if (!output.IsJson)
                await output.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {result.HumanTasks:N0} tasks done"));
            return result;
        }

        return await output.Drawing().Status().StartAsync(name, drawn => play.Run(
            tasks => drawn.Status(string.Create(CultureInfo.InvariantCulture, $"{name}: {tasks:N0} tasks of {play.Data.Documents.Count:N0} documents")), cancellation));
    }

    private static List<Arm> ArmsOf(ParseResult parsed)
    {
        if (parsed.GetValue(Arms) is not { Length: > 0 } names)
            return [.. Arm.All];
        var wanted = names.SelectMany(name => name.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(name =>
            Arm.Find(name) ?? throw new BadInput($"--arms {name}: there are {string.Join(", ", Arm.All.Select(arm => arm.Name))}")).ToHashSet();
        return [.. Arm.All.Where(wanted.Contains)];
    }

    private static Assumptions AssumptionsOf(ParseResult parsed)
    {
        var strategy = parsed.GetValue(Strategy)!;
        if (!LearningSettings.StrategiesOfChoices.Contains(strategy))
            throw new BadInput($"--strategy {strategy}: there are {string.Join(", ", LearningSettings.StrategiesOfChoices)}");
        var budget = InRange(parsed, Budget, 1, 1_000);
        return Usual with
        {
            Annotators = InRange(parsed, Annotators, 2, 1_000),
            Budget = budget,
            AcceptAfter = Math.Min(Usual.AcceptAfter, budget / 2),
            Strategy = strategy,
            Pull = InRange(parsed, Pull, 0, 1),
            Mistakes = InRange(parsed, Mistakes, 0, 10),
            PassMark = InRange(parsed, PassMark, 0, 0.98),
            Epsilon = InRange(parsed, Epsilon, 0.001, 0.5),
        };
    }

    private static T InRange<T>(ParseResult parsed, Option<T> option, T low, T high)
        where T : IComparable<T>
    {
        var value = parsed.GetValue(option)!;
        return value.CompareTo(low) >= 0 && value.CompareTo(high) <= 0
            ? value
            : throw new BadInput(string.Create(CultureInfo.InvariantCulture, $"{option.Name} {value}: it should be from {low} to {high}"));
    }

    private static Option<int> Number(string name, string description, int usual) => new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };

    private static Option<double> Real(string name, string description, double usual) => new(name) { Description = description, HelpName = "X", DefaultValueFactory = _ => usual };
}
