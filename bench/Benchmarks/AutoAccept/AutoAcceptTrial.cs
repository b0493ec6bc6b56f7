using Assay.Learning.Acceptance;

namespace Assay.Benchmarks.AutoAccept;

/// <summary>What a model says of an item whose label is known.</summary>
/// <param name="Confidence">Null where it says nothing.</param>
/// <param name="IsRight">Whether all of it is.</param>
internal readonly record struct KnownDraft(double? Confidence, bool IsRight);

/// <summary>One time through: a threshold chosen on random audits, and what came of the rest.</summary>
/// <param name="Rest">Items that were neither learned from nor audited.</param>
/// <param name="Accepted">Of these, those accepted unseen.</param>
/// <param name="Wrong">Of these, those that are wrong.</param>
/// <param name="Drafted">Of the rest, those with a draft.</param>
/// <param name="Right">Of these, those that are right.</param>
/// <param name="SurestWrong">The share that is wrong of the surest tenth of the rest's drafts.</param>
/// <param name="Refusal">Why nothing was accepted; null where something was.</param>
internal sealed record AutoAcceptTrial(int Rest, int Accepted, int Wrong, int Drafted, int Right, double SurestWrong, RefusalReason? Refusal)
{
    public double Share => Accepted / (double)Rest;

    /// <summary>Whether more of what was accepted is wrong than was promised.</summary>
    public bool IsBroken(ErrorTarget target) => Wrong > target.Epsilon * Accepted;

    /// <param name="drafts">Of all items that were not learned from, in an order of chance.</param>
    /// <param name="audited">So many of the first are audits.</param>
    /// <param name="target">The promise.</param>
    public static AutoAcceptTrial Of(KnownDraft[] drafts, int audited, ErrorTarget target)
    {
        var (audits, rest) = (Said(drafts[..audited]), Said(drafts[audited..]));
        var choice = RiskControl.Choose(
            [.. audits.Select(draft => new AuditedDraft(draft.Confidence!.Value, !draft.IsRight))],
            ThresholdGrid.Of(rest.Select(draft => draft.Confidence!.Value), audits.Length, target),
            target);
        var accepted = choice.Accepted is { } chosen ? rest.Where(draft => draft.Confidence >= chosen.Threshold).ToArray() : [];
        var surest = rest.OrderByDescending(draft => draft.Confidence).Take(Math.Max(1, rest.Length / 10)).ToArray();
        return new AutoAcceptTrial(
            drafts.Length - audited, accepted.Length, CountWrong(accepted), rest.Length, rest.Length - CountWrong(rest), CountWrong(surest) / (double)surest.Length, choice.Refusal?.Reason);
    }

    private static KnownDraft[] Said(KnownDraft[] drafts) => [.. drafts.Where(draft => draft.Confidence is not null)];

    private static int CountWrong(KnownDraft[] drafts) => drafts.Count(draft => !draft.IsRight);
}
