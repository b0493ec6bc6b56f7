namespace Assay.Learning.Acceptance;

/// <summary>A threshold that was tried, and what the audits at or above it say.</summary>
/// <param name="Threshold">Drafts as sure as this or surer are meant.</param>
/// <param name="Audited">How many of them were audited.</param>
/// <param name="Wrong">How many of those were wrong.</param>
/// <param name="Coverage">Which share of all audits they are, 0 to 1: an estimate of the share of drafts that would be accepted.</param>
/// <param name="Level">The share of δ at which it was tried; 0 when none was left for it.</param>
/// <param name="IsKept">Whether the promise holds of it.</param>
public sealed record TriedThreshold(double Threshold, int Audited, int Wrong, double Coverage, double Level, bool IsKept)
{
    /// <summary>With confidence 1 − <see cref="Level"/> no larger share is wrong: Clopper and Pearson's upper limit, 0 to 1.</summary>
    public double Bound => Level > 0 ? Binomial.UpperLimit(Wrong, Audited, 1 - Level) : 1;
}

/// <summary>What may be accepted.</summary>
/// <param name="Accepted">The loosest threshold of which the promise holds; null when nothing may be accepted.</param>
/// <param name="Tried">All of the grid, from strict to loose.</param>
/// <param name="Audits">Audits that were used: fewer than were given where they had been drawn with different rates.</param>
/// <param name="Refusal">Why nothing may be accepted; null when something may.</param>
public sealed record AcceptanceChoice(TriedThreshold? Accepted, IReadOnlyList<TriedThreshold> Tried, int Audits, Refusal? Refusal);

/// <summary>Why nothing can be promised.</summary>
/// <param name="Reason">What is amiss.</param>
/// <param name="MoreAudits">How many more audits are needed at the least: if all of them are of the surest drafts, and right.</param>
public sealed record Refusal(RefusalReason Reason, int MoreAudits);

/// <summary>What is amiss.</summary>
public enum RefusalReason
{
    /// <summary>So few audits could not bear the promise out even if none were wrong.</summary>
    TooFewAudits,

    /// <summary>Too many of the surest drafts are wrong.</summary>
    TooManyWrong,
}
