using System.CommandLine;
using System.Globalization;
using Assay.Agreement;
using Assay.Cli.Votes;

namespace Assay.Cli;

/// <summary>assay agree: how far people agree, from a table of their votes. Needs no installation.</summary>
internal static class AgreeCommand
{
    /// <summary>More pairs than these fill the screen and say little; --json has them all.</summary>
    private const int MostPairs = 15;

    private static readonly Option<string> Scaled = new("--level")
    {
        Description = "What labels are: nominal (names), ordinal (in an order), interval or ratio (numbers)",
        DefaultValueFactory = _ => "nominal",
    };

    private static readonly Option<string> Order = new("--order") { Description = "With --level ordinal: the labels from lowest to highest, separated by commas [default: they are numbers]", HelpName = "LABELS" };

    public static Command Create()
    {
        var command = new Verb(
            "agree",
            "Measure how far people agree in a table of votes: coefficients with 95 % intervals, and every pair of people",
            "assay agree votes.csv",
            "assay agree ratings.jsonl --level ordinal --task item --annotator rater --label stars --json");
        Scaled.AcceptOnlyFromAmong([.. Enum.GetNames<Level>().Select(name => name.ToLowerInvariant())]);
        VoteOptions.AddTo(command, Scaled, Order);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = Options.Output(parsed);
        var level = Enum.Parse<Level>(parsed.GetValue(Scaled)!, ignoreCase: true);
        if (parsed.GetValue(Order) is not null && level != Level.Ordinal)
            throw new BadInput("--order goes with --level ordinal");
        var table = VoteOptions.Read(parsed, cancellation);
        var scale = ScaleOf(table, level, parsed.GetValue(Order));
        var votes = Agreement.Votes.Of(table.Task, table.Annotator, table.Label, table.Tasks.Count, table.Annotators.Count, table.Labels.Count);
        var measured = Coefficients.All.Select(coefficient => (Of: coefficient, Found: coefficient.Measure(votes, scale))).ToList();
        var pairs = AnnotatorPairs.Of(votes, scale);
        output.Result(
            new Dictionary<string, object?>
            {
                ["tasks"] = table.Tasks.Count,
                ["annotators"] = table.Annotators.Count,
                ["labels"] = table.Labels.Count,
                ["level"] = parsed.GetValue(Scaled),
                ["coefficients"] = measured.ToDictionary(each => each.Of.Name, each => Told(each.Found)),
                ["pairs"] = pairs.Select(pair => Told(table, pair)),
                ["undefined"] = measured.Where(each => each.Found.Undefined is not null).ToDictionary(each => each.Of.Name, each => each.Found.Undefined),
            },
            () => Say(output, table, level, measured, pairs));
        return ExitCodes.Fine;
    }

    private static Scale ScaleOf(LongTable table, Level level, string? order) => level switch
    {
        Level.Nominal => Scale.Nominal,
        Level.Ordinal when order is not null => Scale.Of(level, table.Places(order.Split(',', StringSplitOptions.TrimEntries))),
        Level.Ordinal => Scale.Of(level, table.Numbers("give the order of the labels with --order")),
        _ => Scale.Of(level, table.Numbers($"--level {level.ToString().ToLowerInvariant()} needs numbers")),
    };

    private static Dictionary<string, object?> Told(Coefficient found) => new()
    {
        ["value"] = found.Value,
        ["interval"] = found.Interval is { } interval ? new[] { interval.Low, interval.High } : null,
        ["standard_error"] = found.StandardError,
        ["tasks"] = found.Items,
    };

    private static Dictionary<string, object?> Told(LongTable table, PairAgreement pair) => new()
    {
        ["a"] = table.Annotators[pair.First],
        ["b"] = table.Annotators[pair.Second],
        ["tasks"] = pair.Items,
        ["agreement"] = pair.Percent.Value,
        ["cohen_kappa"] = pair.Kappa.Value,
    };

    private static void Say(
        Output output, LongTable table, Level level, IReadOnlyList<(ICoefficient Of, Coefficient Found)> measured, IReadOnlyList<PairAgreement> pairs)
    {
        output.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{table.Task.Length:N0} votes of {table.Annotators.Count:N0} people on {table.Tasks.Count:N0} tasks, {table.Labels.Count:N0} labels, {level.ToString().ToLowerInvariant()}"));
        output.Say("");
        output.Table(
            ["coefficient", "value", "95 % interval", "tasks"],
            measured.Where(each => each.Found.Value is not null).Select(each => (IReadOnlyList<string>)
                [each.Of.Title, Number(each.Found.Value), $"{Number(each.Found.Interval?.Low)} to {Number(each.Found.Interval?.High)}", Count(each.Found.Items)]));
        foreach (var why in measured.Where(each => each.Found.Undefined is not null).GroupBy(each => each.Found.Undefined))
            output.Say($"Not defined: {string.Join(", ", why.Select(each => each.Of.Title))}. {why.Key}");
        output.Say("");
        output.Say(Reading.Of(measured.Single(each => each.Of is KrippendorffAlpha).Found));
        if (pairs.Count == 0)
            return;
        output.Say("");
        output.Say(pairs.Count > MostPairs ? $"Of {Count(pairs.Count)} pairs of people the {MostPairs} with the lowest κ; --json has all:" : "Pairs of people:");
        output.Table(
            ["person", "and", "tasks", "agreement", "Cohen's κ"],
            pairs.OrderBy(pair => pair.Kappa.Value ?? 2).Take(MostPairs).Select(pair => (IReadOnlyList<string>)
                [table.Annotators[pair.First], table.Annotators[pair.Second], Count(pair.Items), Number(pair.Percent.Value), Number(pair.Kappa.Value)]));
    }

    private static string Number(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "–";

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
