namespace Assay.Learning.Acceptance;

/// <summary>
/// Whether something that decides has been right often enough to be trusted: with confidence 1 − δ at most the share ε of its decisions is wrong. Audits come one by
/// one; now and then, when they have grown by half, the binomial test of <see cref="ErrorTarget"/> is made at a share of δ (<see cref="LookSchedule"/>). Once it is
/// passed, every later audit is bet against the promise (<see cref="ErrorMonitor"/>), and trust ends for good when that is broken.
/// </summary>
/// <remarks>Audits must be drawn at random, and by people who do not know the decision. Without trust the same audits go on being counted.</remarks>
/// <param name="target">The promise.</param>
public sealed class TrackRecord(ErrorTarget target)
{
    private readonly LookSchedule schedule = new(target);
    private ErrorMonitor? monitor;
    private int looks;
    private int lookedAt;

    /// <summary>Audits so far.</summary>
    public int Audits { get; private set; }

    /// <summary>How many of them were wrong.</summary>
    public int Wrong { get; private set; }

    /// <summary>Whether the promise holds: it was shown once, and not broken since.</summary>
    public bool IsTrusted => monitor is { IsBroken: false };

    /// <summary>Whether it was shown once, and broken since.</summary>
    public bool IsBroken => monitor is { IsBroken: true };

    /// <summary>How many audits there should be before the next test; null once it was passed.</summary>
    public int? NextTestAt => monitor is null ? schedule.After(lookedAt) : null;

    /// <summary>Takes the next audit.</summary>
    public void Add(bool isWrong)
    {
        Audits++;
        if (isWrong)
            Wrong++;
        if (monitor is not null)
        {
            monitor.Watch(isWrong);
            return;
        }

        if (Audits < schedule.After(lookedAt))
            return;
        (looks, lookedAt) = (looks + 1, Audits);
        if (schedule.At(looks).IsBorneOut(Wrong, Audits))
            monitor = new ErrorMonitor(target.Epsilon, target.Delta);
    }
}
