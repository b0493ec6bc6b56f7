using System.Globalization;
using Assay.Learning.Acceptance;

namespace Assay.Cli.Models;

/// <summary>
/// What auto-accept would do with a model's drafts where the right labels are known: the threshold is chosen on a random half of the items, as if those had been audited, and
/// what it accepts is measured on the other half.
/// </summary>
/// <param name="target">The promise.</param>
internal sealed class AcceptTrial(ErrorTarget target)
{
    /// <summary>Of the draw of the half.</summary>
    private const long Seed = 1;

    private readonly List<AuditedDraft> audits = [];
    private readonly List<AuditedDraft> rest = [];

    private int restItems;

    /// <param name="index">The item's place in the file.</param>
    /// <param name="confidence">Of its draft; null when the model abstained.</param>
    /// <param name="isRight">Whether the draft is the known label.</param>
    public void Add(long index, double? confidence, bool isRight)
    {
        var isAudit = RandomDraw.Of(Seed, index) < 0.5;
        if (!isAudit)
            restItems++;
        if (confidence is { } sure)
            (isAudit ? audits : rest).Add(new AuditedDraft(sure, !isRight));
    }

    /// <summary>Null where no label is known.</summary>
    public AcceptOutcome? Outcome()
    {
        if (audits.Count + restItems == 0)
            return null;
        var choice = RiskControl.Choose(audits, ThresholdGrid.Of(rest.Select(draft => draft.Confidence), audits.Count, target), target);
        List<AuditedDraft> accepted = choice.Accepted is { } chosen ? rest.FindAll(draft => draft.Confidence >= chosen.Threshold) : [];
        return new AcceptOutcome(target, choice, restItems, accepted.Count, accepted.Count(draft => draft.IsWrong));
    }
}

/// <param name="Target">The promise.</param>
/// <param name="Choice">What was chosen on the audited half.</param>
/// <param name="Items">Items of the other half, those the model abstained from too.</param>
/// <param name="Accepted">Those of them that are accepted.</param>
/// <param name="Wrong">The wrong ones of these.</param>
internal sealed record AcceptOutcome(ErrorTarget Target, AcceptanceChoice Choice, int Items, int Accepted, int Wrong)
{
    private double Coverage => Items == 0 ? 0 : Accepted / (double)Items;

    public Dictionary<string, object?> ToJson() => new()
    {
        ["epsilon"] = Target.Epsilon,
        ["delta"] = Target.Delta,
        ["audits"] = Choice.Audits,
        ["threshold"] = Choice.Accepted?.Threshold,
        ["bound"] = Choice.Accepted?.Bound,
        ["coverage"] = Coverage,
        ["accepted"] = Accepted,
        ["error_on_rest"] = Accepted == 0 ? null : new Dictionary<string, object?>
        {
            ["value"] = Wrong / (double)Accepted,
            ["interval"] = new[] { Binomial.Interval(Wrong, Accepted).Low, Binomial.Interval(Wrong, Accepted).High },
            ["known"] = Accepted,
        },
        ["more_audits"] = Choice.Refusal?.MoreAudits,
    };

    public string InWords()
    {
        var promise = string.Create(CultureInfo.InvariantCulture, $"With at most {Target.Epsilon:P1} wrong (confidence {1 - Target.Delta:P0})");
        if (Choice.Refusal is { } refusal)
        {
            var why = refusal.Reason == RefusalReason.TooFewAudits ? "too few audits" : "too many of the surest drafts are wrong";
            return string.Create(CultureInfo.InvariantCulture, $"{promise} nothing can be accepted after {Choice.Audits} audits: {why}; {refusal.MoreAudits} more are needed at the least");
        }

        var error = Accepted == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", of which {Wrong / (double)Accepted:P2} are wrong");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{promise} drafts from {Choice.Accepted!.Threshold:0.####} on are accepted, chosen on {Choice.Audits} of them: {Coverage:P1} of the other items{error}");
    }
}
