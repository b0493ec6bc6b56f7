using System.Globalization;
using Assay.Agreement;
using Assay.Cli.Votes.Exports;

namespace Assay.Cli.Votes;

/// <summary>How far people marked the same regions, for programs and for people.</summary>
internal sealed class RegionReport
{
    private static readonly double[] Thresholds = [0.5, 0.75, 0.9];

    private readonly string heading;
    private readonly Dictionary<string, object?> counts;
    private readonly List<(string Name, string Title, Coefficient Found)> measured = [];
    private readonly List<(string Name, object? Value)> more = [];
    private readonly List<string> words = [];
    private readonly IReadOnlyList<string> people;
    private IReadOnlyList<PairF1> pairs = [];

    private RegionReport(IReadOnlyList<string> tasks, IReadOnlyList<string> people, int answers, int marked, string what)
    {
        this.people = people;
        heading = string.Create(CultureInfo.InvariantCulture, $"{marked:N0} {what} in {answers:N0} answers of {people.Count:N0} people to {tasks.Count:N0} tasks");
        counts = new() { ["tasks"] = tasks.Count, ["annotators"] = people.Count, ["regions"] = marked };
    }

    /// <summary>F1 of labeled stretches of text, by four notions of the same, and exactly for each label; γ, γ-cat, and γ-k for each label.</summary>
    public static RegionReport Of(Regions<LabeledSpan> regions)
    {
        var report = For(regions, "spans");
        var exact = EntityF1.Of(regions.Marks, SpanMatch.Exact);
        report.pairs = exact.Pairs;
        report.measured.Add(("f1_exact", "F1, the same bounds and label", exact.F1));
        report.measured.Add(("f1_overlap", "F1, overlapping, the same label", EntityF1.Of(regions.Marks, SpanMatch.Overlap).F1));
        report.measured.Add(("f1_boundary", "F1, the same bounds, any label", EntityF1.Of(regions.Marks, SpanMatch.Boundary).F1));
        report.measured.Add(("f1_label_only", "F1, the same label, anywhere", EntityF1.Of(regions.Marks, SpanMatch.LabelOnly).F1));
        var gamma = Gamma.Of(regions.Marks);
        report.measured.Add(("gamma", "γ, place and label", gamma.Agreement));
        report.measured.Add(("gamma_cat", "γ-cat, the label where both marked", gamma.Category));
        var labels = EntityF1.PerLabel(regions.Marks, SpanMatch.Exact);
        report.more.Add(("per_label", labels.ToDictionary(each => each.Label, each => LabelReport.Told(each.Agreement.F1))));
        report.more.Add(("gamma_k", labels.ToDictionary(each => each.Label, each => Told(OfLabel(each.Label)))));
        report.words.AddRange(labels.Select(each =>
            $"  {(each.Label.Length > 0 ? each.Label : "without a label")}: F1 {LabelReport.Number(each.Agreement.F1.Value)} (the same bounds), γ-k {Said(OfLabel(each.Label))}"));
        return report;

        // a label of tasks with one answer only has no γ-k among the others
        Coefficient OfLabel(string label) => gamma.PerCategory.GetValueOrDefault(label) ?? Coefficient.NotDefined(Undefined.NoSharedItems, 0);
    }

    private static Dictionary<string, object?> Told(Coefficient found) => new(LabelReport.Told(found)) { ["undefined"] = found.Undefined };

    private static string Said(Coefficient found) => found.Value is null ? $"not defined: {found.Undefined}" : LabelReport.Number(found.Value);

    /// <summary>F1 of regions paired one to one by how much they overlap.</summary>
    public static RegionReport Of<T>(Regions<T> regions, Func<T, T, double> overlap, string what)
    {
        var report = For(regions, what);
        var at = RegionAgreement.Of(regions.Marks, overlap, Thresholds);
        report.pairs = at[0].F1.Pairs;
        foreach (var each in at)
        {
            var percent = (int)Math.Round(100 * each.Threshold);
            report.measured.Add(($"f1_iou_{percent}", $"F1 at IoU {each.Threshold.ToString("F2", CultureInfo.InvariantCulture)}", each.F1.F1));
            report.more.Add(($"matched_iou_{percent}", each.MatchedIou));
        }

        report.words.Add($"Regions that match at 0.50 overlap by {LabelReport.Number(at[0].MatchedIou)} on average (IoU)");
        return report;
    }

    public Dictionary<string, object?> Told()
    {
        var told = new Dictionary<string, object?>(counts)
        {
            ["coefficients"] = measured.ToDictionary(each => each.Name, each => LabelReport.Told(each.Found)),
        };
        foreach (var (name, value) in more)
            told[name] = value;
        told["pairs"] = pairs.Select(pair => new Dictionary<string, object?>
        {
            ["a"] = people[pair.First],
            ["b"] = people[pair.Second],
            ["tasks"] = pair.F1.Items,
            ["f1"] = pair.F1.Value,
        });
        told["undefined"] = measured.Where(each => each.Found.Undefined is not null).ToDictionary(each => each.Name, each => each.Found.Undefined);
        return told;
    }

    public void Say(Output output)
    {
        output.Say(heading);
        output.Say("");
        LabelReport.Say(output, [.. measured.Select(each => (each.Title, each.Found))]);
        foreach (var line in words)
            output.Say(line);
        if (pairs.Count == 0)
            return;
        output.Say("");
        output.Say(pairs.Count > LabelReport.MostPairs
            ? $"Of {LabelReport.Count(pairs.Count)} pairs of people the {LabelReport.MostPairs} with the lowest F1; --json has all:" : "Pairs of people:");
        output.Table(
            ["person", "and", "tasks", "F1"],
            pairs.OrderBy(pair => pair.F1.Value ?? 2).Take(LabelReport.MostPairs).Select(pair => (IReadOnlyList<string>)
                [people[pair.First], people[pair.Second], LabelReport.Count(pair.F1.Items), LabelReport.Number(pair.F1.Value)]));
    }

    private static RegionReport For<T>(Regions<T> regions, string what) =>
        new(regions.Tasks, regions.People, regions.Marks.Count, regions.Marks.Sum(each => each.Parts.Count), what);
}
