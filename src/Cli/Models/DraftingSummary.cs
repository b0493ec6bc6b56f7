using System.Globalization;
using System.Text.Json;
using Assay.Agreement;
using Assay.WeakModels;
using Assay.WeakModels.Rules;

namespace Assay.Cli.Models;

/// <summary>What came of a run.</summary>
internal sealed record DraftingSummary(ModelAtHand Model)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public long Items { get; set; }

    public long Drafted { get; set; }

    public long Abstained { get; set; }

    /// <summary>Rows that could not be read.</summary>
    public long Unreadable { get; set; }

    /// <summary>Items whose answer the model did not give, or gave outside the schema.</summary>
    public long Refused { get; set; }

    /// <summary>Drafts of items whose label is known.</summary>
    public int Known { get; set; }

    /// <summary>Of these, those that are right.</summary>
    public int Right { get; set; }

    /// <summary>What auto-accept would do with the drafts whose label is known.</summary>
    public required AcceptTrial Trial { get; init; }

    public double Seconds { get; init; }

    /// <summary>Of a model of rules.</summary>
    public RuleStatistics? Statistics { get; init; }

    private Spent? Spent => (Model.Model as IMetered)?.Spent;

    /// <summary>Null for models that compute elsewhere, and for those that only ever use the processor.</summary>
    private ProcessorUse? Processor => (Model.Model as IRunsHere)?.Processor;

    private IReadOnlyList<double>? Learned => (Model.Model as RulesModel)?.Weights?.Accuracies;

    private string Cost => Spent is not { } used ? "0" : used.Money?.ToString("0.####", CultureInfo.InvariantCulture) ?? "unknown without --prices";

    public string ToJson() => JsonSerializer.Serialize(
        new Dictionary<string, object?>
        {
            ["model"] = Model.Model.Name,
            ["version"] = Model.Version,
            ["items"] = Items,
            ["drafted"] = Drafted,
            ["abstained"] = Abstained,
            ["refused"] = Refused + Unreadable,
            ["items_per_second"] = Seconds > 0 ? Math.Round(Items / Seconds, 1) : null,
            ["processor"] = Processor?.Name,
            ["why_no_gpu"] = Processor?.WhyNoGpu,
            ["cost"] = Spent is null ? 0 : Spent.Value.Money,
            ["tokens"] = Spent is not { } used ? null : new Dictionary<string, object?>
            {
                ["input"] = used.InputTokens,
                ["cache_write"] = used.CacheWriteTokens,
                ["cache_read"] = used.CacheReadTokens,
                ["output"] = used.OutputTokens,
                ["requests"] = used.Requests,
            },
            ["accuracy"] = Share(Right, Known),
            ["auto_accept"] = Trial.Outcome()?.ToJson(),
            ["rules"] = Statistics?.Rules.Select((rule, place) => new Dictionary<string, object?>
            {
                ["name"] = rule.Name,
                ["label"] = rule.Label,
                ["votes"] = rule.Votes,
                ["coverage"] = Items > 0 ? (double)rule.Votes / Items : null,
                ["overlaps"] = rule.Overlaps,
                ["conflicts"] = rule.Conflicts,
                ["learned_accuracy"] = Learned?[place],
                ["accuracy"] = Share(rule.Right, rule.Known),
            }),
        },
        Indented);

    public void Say(Output output)
    {
        output.Say($"{Count(Items)} items: {Count(Drafted)} drafted, {Count(Abstained)} abstained, {Count(Refused + Unreadable)} refused"
            + (Unreadable > 0 ? $" ({Count(Unreadable)} could not be read)" : "")
            + string.Create(CultureInfo.InvariantCulture, $", {(Seconds > 0 ? Items / Seconds : 0):N0} items/s, cost {Cost}, by {Model.Model.Name} {Model.Version}{(Processor is null ? "" : $" on {Processor.Name}")}"));
        if (Processor?.WhyNoGpu is { } refusal)
            output.Say($"The GPU was not used: {refusal}");
        if (Spent is { } used)
            output.Say($"{Count(used.Requests)} requests, {Count(used.Tokens)} tokens");
        if (Known > 0)
            output.Say($"Of {Count(Known)} drafts whose label is known {Words(Right, Known)} are right");
        if (Trial.Outcome() is { } outcome)
            output.Say(outcome.InWords());
        if (Statistics is null)
            return;
        var hasTruth = Statistics.Rules.Any(rule => rule.Known > 0);
        string[] columns = ["rule", "label", "votes", "with others", "against others", .. Learned is null ? (string[])[] : ["learned"], .. hasTruth ? (string[])["right"] : []];
        output.Table(columns, Statistics.Rules.Select((rule, place) => (IReadOnlyList<string>)
        [
            rule.Name, rule.Label, Count(rule.Votes), Count(rule.Overlaps), Count(rule.Conflicts),
            .. Learned is null ? (string[])[] : [Learned[place].ToString("F2", CultureInfo.InvariantCulture)],
            .. hasTruth ? (string[])[rule.Known > 0 ? Words(rule.Right, rule.Known) : "–"] : [],
        ]));
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Words(int right, int known)
    {
        var interval = WilsonInterval.Of((double)right / known, known);
        return string.Create(CultureInfo.InvariantCulture, $"{(double)right / known:F3} [{interval.Low:F3}–{interval.High:F3}]");
    }

    private static Dictionary<string, object?>? Share(int right, int known)
    {
        if (known == 0)
            return null;
        var interval = WilsonInterval.Of((double)right / known, known);
        return new Dictionary<string, object?> { ["value"] = (double)right / known, ["interval"] = new[] { interval.Low, interval.High }, ["known"] = known };
    }
}
