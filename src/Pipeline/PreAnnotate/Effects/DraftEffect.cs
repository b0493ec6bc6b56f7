namespace Assay.Pipeline.PreAnnotate.Effects;

/// <summary>
/// What drafts do, measured against the share of tasks whose drafts are withheld by a draw: both groups of tasks have a draft, one is shown it. Of answers
/// given since that share was set. Intervals are of 95 %.
/// </summary>
/// <param name="Share">Of tasks whose drafts are withheld now, 0 to 0.5.</param>
/// <param name="Shown">Answers to tasks whose drafts are shown.</param>
/// <param name="Withheld">Answers to tasks whose drafts are withheld.</param>
/// <param name="TimeSaved">
/// Share of the time of an answer that drafts save: 1 − the ratio of the geometric means, by a normal interval of the logarithms. Negative where they cost time.
/// </param>
/// <param name="AgreementGained">How much more often all people of a task agree with drafts than without.</param>
/// <param name="DraftFollowed">How much more often an answer says what the draft says where it is shown.</param>
/// <param name="WrongDraftFollowed">The same on tasks whose draft is known to be wrong, by gold or a reviewer: errors that drafts bring in.</param>
/// <param name="ErrorsAdded">How much more often an answer is wrong with drafts than without, on tasks whose answer is known by gold or a reviewer.</param>
/// <param name="Counted">Answers looked at: the latest, at most 200,000.</param>
public sealed record DraftEffect(
    double Share, DraftGroup Shown, DraftGroup Withheld, Estimate? TimeSaved, Estimate? AgreementGained, Estimate? DraftFollowed,
    Estimate? WrongDraftFollowed, Estimate? ErrorsAdded, int Counted);

/// <summary>Answers of one group.</summary>
/// <param name="Answers">How many.</param>
/// <param name="Seconds">Geometric mean of the time of an answer.</param>
/// <param name="Agreed">Share of the tasks with two or more answers on which all agree.</param>
/// <param name="SaysDraft">Share of answers that say what the draft says.</param>
/// <param name="SaysWrongDraft">The same, of answers to tasks whose draft is known to be wrong.</param>
/// <param name="Wrong">Share of answers that are wrong, where that is known.</param>
public sealed record DraftGroup(int Answers, double? Seconds, Estimate? Agreed, Estimate? SaysDraft, Estimate? SaysWrongDraft, Estimate? Wrong);
