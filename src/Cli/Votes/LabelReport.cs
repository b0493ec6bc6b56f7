using System.Globalization;
using Assay.Agreement;
using Assay.Model;

namespace Assay.Cli.Votes;

/// <summary>How far people agree on labels, for programs and for people.</summary>
internal sealed class LabelReport
{
    /// <summary>More pairs than these fill the screen and say little; --json has them all.</summary>
    public const int MostPairs = 15;

    private readonly VoteTable<string, string> table;
    private readonly Level level;
    private readonly List<(string Name, string Title, Coefficient Found)> measured;
    private readonly IReadOnlyList<PairAgreement> pairs;

    private LabelReport(VoteTable<string, string> table, Scale scale)
    {
        (this.table, level) = (table, scale.Level);
        var votes = table.ToVotes();
        measured = [.. Coefficients.All.Select(coefficient => (coefficient.Name, coefficient.Title, coefficient.Measure(votes, scale)))];
        pairs = AnnotatorPairs.Of(votes, scale);
    }

    public static LabelReport Of(VoteTable<string, string> table, Scale scale) => new(table, scale);

    /// <summary>Of labels that are sets, which may agree in part: coefficients of the sets as wholes, and α by two distances between sets.</summary>
    public static LabelReport OfSets(VoteTable<string, string> table)
    {
        var report = new LabelReport(table, Scale.Nominal);
        var sets = table.Categories.Select(label => SetText.Read(label)!.ToHashSet()).ToList();
        var answers = new List<HashSet<string>>[table.Items.Count];
        for (var vote = 0; vote < table.Count; vote++)
            (answers[table.Item[vote]] ??= []).Add(sets[table.Category[vote]]);
        var same = HashSet<string>.CreateSetComparer();
        report.measured.Add(("krippendorff_alpha_jaccard", "Krippendorff's α, Jaccard distance", DistanceAlpha.Of(answers, SetDistance.Jaccard, same)));
        report.measured.Add(("krippendorff_alpha_masi", "Krippendorff's α, MASI distance", DistanceAlpha.Of(answers, SetDistance.Masi, same)));
        return report;
    }

    public Dictionary<string, object?> Told() => new()
    {
        ["tasks"] = table.Items.Count,
        ["annotators"] = table.Annotators.Count,
        ["labels"] = table.Categories.Count,
        ["level"] = level.ToString().ToLowerInvariant(),
        ["coefficients"] = measured.ToDictionary(each => each.Name, each => Told(each.Found)),
        ["pairs"] = pairs.Select(pair => new Dictionary<string, object?>
        {
            ["a"] = table.Annotators[pair.First],
            ["b"] = table.Annotators[pair.Second],
            ["tasks"] = pair.Items,
            ["agreement"] = pair.Percent.Value,
            ["cohen_kappa"] = pair.Kappa.Value,
        }),
        ["undefined"] = measured.Where(each => each.Found.Undefined is not null).ToDictionary(each => each.Name, each => each.Found.Undefined),
    };

    public static Dictionary<string, object?> Told(Coefficient found) => new()
    {
        ["value"] = found.Value,
        ["interval"] = found.Interval is { } interval ? new[] { interval.Low, interval.High } : null,
        ["standard_error"] = found.StandardError,
        ["tasks"] = found.Items,
    };

    public void Say(Output output)
    {
        output.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{table.Count:N0} votes of {table.Annotators.Count:N0} people on {table.Items.Count:N0} tasks, {table.Categories.Count:N0} labels, {level.ToString().ToLowerInvariant()}"));
        output.Say("");
        Say(output, [.. measured.Select(each => (each.Title, each.Found))]);
        output.Say("");
        output.Say(Reading.Of(measured.Single(each => each.Name == KrippendorffAlpha.Instance.Name).Found));
        if (pairs.Count == 0)
            return;
        output.Say("");
        output.Say(pairs.Count > MostPairs ? $"Of {Count(pairs.Count)} pairs of people the {MostPairs} with the lowest κ; --json has all:" : "Pairs of people:");
        output.Table(
            ["person", "and", "tasks", "agreement", "Cohen's κ"],
            pairs.OrderBy(pair => pair.Kappa.Value ?? 2).Take(MostPairs).Select(pair => (IReadOnlyList<string>)
                [table.Annotators[pair.First], table.Annotators[pair.Second], Count(pair.Items), Number(pair.Percent.Value), Number(pair.Kappa.Value)]));
    }

    /// <summary>A table of what is defined, then why the rest is not.</summary>
    public static void Say(Output output, IReadOnlyList<(string Title, Coefficient Found)> measured)
    {
        output.Table(
            ["coefficient", "value", "95 % interval", "tasks"],
            measured.Where(each => each.Found.Value is not null).Select(each => (IReadOnlyList<string>)
                [each.Title, Number(each.Found.Value), each.Found.Interval is { } interval ? $"{Number(interval.Low)} to {Number(interval.High)}" : "–", Count(each.Found.Items)]));
        foreach (var why in measured.Where(each => each.Found.Undefined is not null).GroupBy(each => each.Found.Undefined))
            output.Say($"Not defined: {string.Join(", ", why.Select(each => each.Title))}. {why.Key}");
    }

    public static string Number(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "–";

    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
