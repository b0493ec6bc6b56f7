namespace Assay.Learning.Acceptance;

/// <summary>
/// When a threshold may be chosen anew while audits come in, and at which share of δ, so that with confidence 1 − δ no choice ever made breaks the
/// promise: the j-th look has <c>δ / (j (j + 1))</c>, which sums to δ over all looks, and audits must have grown by half since the last.
/// </summary>
/// <remarks>
/// Spending a level over looks as in Lan and DeMets (1983), "Discrete sequential boundaries for clinical trials", Biometrika 70:659-663. Looks depend on
/// how many audits there are, never on what they found.
/// </remarks>
/// <param name="target">The promise over all looks.</param>
public sealed class LookSchedule(ErrorTarget target)
{
    /// <summary>There is something new to find once there is so many times as much as at the last look.</summary>
    public const double Growth = 1.5;

    /// <summary>What a look may promise by itself.</summary>
    /// <param name="look">From 1.</param>
    public ErrorTarget At(int look)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(look, 1);
        return new ErrorTarget(target.Epsilon, target.Delta / (look * (look + 1.0)));
    }

    /// <summary>How many audits there should be before the first look: twice as many as would do if all drafts were accepted and none were wrong.</summary>
    public int First => (int)Math.Min(int.MaxValue, 2L * At(1).AuditsFor(0));

    /// <summary>How many audits there should be before the next look.</summary>
    /// <param name="audits">How many there were at the last, 0 when there was none.</param>
    public int After(int audits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(audits);
        return (int)Math.Min(int.MaxValue, Math.Max(First, Math.Ceiling(audits * Growth)));
    }
}
