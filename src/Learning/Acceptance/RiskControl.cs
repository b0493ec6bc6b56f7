namespace Assay.Learning.Acceptance;

/// <summary>
/// Chooses the threshold from which drafts are accepted unseen, so that with confidence 1 − δ at most the share ε of them is wrong. Learn-then-test:
/// for each threshold <c>t</c>, with <c>n</c> audits at or above it of which <c>k</c> are wrong, the hypothesis "more than ε are wrong" has the p-value
/// <c>P(Bin(n, ε) ≤ k)</c>. Thresholds are tested in their fixed order, from strict to loose. Each start of the grid brings its share of δ; a
/// hypothesis that is rejected hands its level on to the next, one that is not rejected keeps it. The loosest threshold rejected is chosen.
/// </summary>
/// <remarks>
/// <para>
/// Why trying many costs no more than δ: a false promise needs a true hypothesis to be rejected. The first true one in the order is tested at the shares of
/// the starts up to it, at most; unless it is rejected it keeps them, and the next true one has at most the shares of the starts between the two. So the
/// chances of all false rejections sum to the sum of the shares, δ, however the p-values depend on each other. With a single start this is fixed
/// sequence testing. Sources: Angelopoulos, Bates, Candès, Jordan and Lei (2025), "Learn then Test: Calibrating predictive algorithms to achieve risk
/// control", Annals of Applied Statistics 19(2); Wiens (2003), "A fixed sequence Bonferroni procedure for testing multiple endpoints", Pharmaceutical
/// Statistics 2(3):211-215.
/// </para>
/// <para>
/// It assumes that audits are drawn at random, independent of what they will find, from the same drafts as those to be accepted. Equal confidences are accepted
/// together. A promise made anew as audits come in needs the shares of δ in <see cref="LookSchedule"/>.
/// </para>
/// </remarks>
public static class RiskControl
{
    /// <summary>Chooses the threshold.</summary>
    /// <param name="audits">In any fixed order. Rates that differ are evened out first, <see cref="AuditedDraft.Even"/>.</param>
    /// <param name="grid">What to try.</param>
    /// <param name="target">The promise.</param>
    /// <param name="seed">Of the draw that evens rates out.</param>
    /// <exception cref="ArgumentException">A confidence or rate is no such number.</exception>
    public static AcceptanceChoice Choose(IReadOnlyCollection<AuditedDraft> audits, ThresholdGrid grid, ErrorTarget target, long seed = 0)
    {
        var even = AuditedDraft.Even(audits, seed);
        var sure = even.OrderByDescending(audit => audit.Confidence).ToList();
        var starts = grid.Starts.ToHashSet();
        var tried = new List<TriedThreshold>();
        var (audited, wrong, level) = (0, 0, 0.0);
        foreach (var (place, threshold) in grid.Thresholds.Index())
        {
            for (; audited < sure.Count && sure[audited].Confidence >= threshold; audited++)
                if (sure[audited].IsWrong)
                    wrong++;
            if (starts.Contains(place))
                level += target.Delta / starts.Count;
            var isKept = level > 0 && Binomial.AtMost(wrong, audited, target.Epsilon) <= level;
            tried.Add(new TriedThreshold(threshold, audited, wrong, sure.Count == 0 ? 0 : audited / (double)sure.Count, level, isKept));
            if (!isKept)
                level = 0;
        }

        var accepted = tried.LastOrDefault(one => one.IsKept);
        return new AcceptanceChoice(accepted, tried, even.Count, accepted is null ? Why(target, tried, even.Count) : null);
    }

    private static Refusal Why(ErrorTarget target, List<TriedThreshold> tried, int audits)
    {
        var reached = tried.Where(one => one.Level > 0).ToList();
        if (reached.Count == 0)
            return new Refusal(RefusalReason.TooFewAudits, Math.Max(0, target.AuditsFor(0) - audits));
        return new Refusal(
            reached.All(one => one.Audited < At(one).AuditsFor(0)) ? RefusalReason.TooFewAudits : RefusalReason.TooManyWrong,
            reached.Min(one => At(one).AuditsFor(one.Wrong) - one.Audited));

        ErrorTarget At(TriedThreshold one) => new(target.Epsilon, one.Level);
    }
}
