namespace Assay.Pipeline.PreAnnotate.AutoAccept;

/// <summary>How a model's drafts become labels without a person, and how that goes.</summary>
public sealed record AcceptState
{
    public required long ModelId { get; init; }

    public required AcceptSettings Settings { get; init; }

    /// <summary>Counts the promises made: every change of the settings begins a new one.</summary>
    public required long Run { get; init; }

    /// <summary>The confidence from which drafts are accepted now; null while none are.</summary>
    public required double? ThresholdInForce { get; init; }

    /// <summary>
    /// Of a fixed threshold: how many drafts, held against labels given without seeing one, have told which confidence is that chance of being right; null while they are too few, and the threshold is
    /// the confidence itself.
    /// </summary>
    public required int? CalibratedBy { get; init; }

    /// <summary>Labels there are now that were accepted from this model, in any run.</summary>
    public required long Accepted { get; init; }

    /// <summary>Drafts of the model that state a confidence.</summary>
    public required long Drafts { get; init; }

    /// <summary>How many of them are at or above the threshold in force; null while there is none.</summary>
    public required long? DraftsAbove { get; init; }

    /// <summary>Drafts drawn by chance that people have answered since.</summary>
    public required int Audits { get; init; }

    /// <summary>
    /// Whether they are the tasks of the random stream, on which the project's own model is judged anew after each turn of learning. Where they are, the share of audits in the settings says nothing.
    /// </summary>
    public required bool AuditsAreHeld { get; init; }

    /// <summary>Others that wait for a second answer, since the first differs from the draft: the threshold is not chosen before they are decided. 0 for a fixed one.</summary>
    public required int AuditsWaiting { get; init; }

    /// <summary>What the audits say of drafts at or above the threshold in force; null while there is none.</summary>
    public required ErrorEstimate? Errors { get; init; }

    /// <summary>What was found when the threshold was last chosen; null before, and for a fixed one.</summary>
    public required AcceptChoice? Choice { get; init; }

    /// <summary>
    /// How many audits there should be before it is chosen next; null for a fixed one. For the project's own model also once people have given half as many labels again as there were, on the audits of last time.
    /// </summary>
    public required int? NextChoiceAt { get; init; }

    /// <summary>What audits since the threshold was chosen say of the promise; null for a fixed one.</summary>
    public required WatchState? Watch { get; init; }

    /// <summary>Set when the promise was found broken: nothing is accepted until the settings are sent again. What was accepted stays until it is taken back.</summary>
    public required AcceptAlarm? Alarm { get; init; }

    /// <summary>Whether a job is at it: accepting, choosing a threshold, or taking labels back.</summary>
    public required bool IsWorking { get; init; }
}

/// <param name="Audited">Audits.</param>
/// <param name="Wrong">Those in which people answered otherwise than the draft.</param>
/// <param name="Rate">The share of these, 0 to 1; null without audits.</param>
/// <param name="Low">The lower end of the exact 95 % interval (Clopper-Pearson).</param>
/// <param name="High">Its upper end.</param>
public sealed record ErrorEstimate(int Audited, int Wrong, double? Rate, double Low, double High);

/// <param name="Threshold">The loosest confidence of which the promise holds; null when it holds of none, and nothing is accepted.</param>
/// <param name="Bound">The largest share of wrong ones that the audits allow, with the confidence that was asked for; null without a threshold.</param>
/// <param name="Audited">Audits at or above the threshold, or all of them without one.</param>
/// <param name="Wrong">The wrong ones of these.</param>
/// <param name="Coverage">The share of audits at or above the threshold, 0 without one: about this share of drafts is accepted.</param>
/// <param name="Audits">All audits it was chosen on.</param>
/// <param name="Refusal">Without a threshold: too_few_audits or too_many_wrong.</param>
/// <param name="MoreAudits">Without a threshold: how many more audits are needed at the least, if all of them are of the surest drafts and right.</param>
/// <param name="At">When it was chosen.</param>
public sealed record AcceptChoice(
    double? Threshold, double? Bound, int Audited, int Wrong, double Coverage, int Audits, string? Refusal, int? MoreAudits, DateTimeOffset At);

/// <param name="Watched">Audits at or above the threshold that was in force when they were answered.</param>
/// <param name="Wrong">The wrong ones of these.</param>
/// <param name="Evidence">Against the promise: the wealth of a bet against it, 1 at the start.</param>
/// <param name="AlarmAt">The evidence at which accepting is suspended.</param>
public sealed record WatchState(int Watched, int Wrong, double Evidence, double AlarmAt);

/// <param name="At">When accepting was suspended.</param>
/// <param name="Watched">Audits watched until then.</param>
/// <param name="Wrong">The wrong ones of these.</param>
/// <param name="Threshold">The confidence from which had been accepted.</param>
public sealed record AcceptAlarm(DateTimeOffset At, int Watched, int Wrong, double Threshold);
