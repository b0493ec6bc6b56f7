using Assay.Model;

namespace Assay.Pipeline.Annotate;

/// <summary>A person's answers to one task.</summary>
/// <param name="SubmissionId">A UUID made by the client: sending it again changes nothing.</param>
/// <param name="TaskId">The task.</param>
/// <param name="Answers">JSON object by question name.</param>
/// <param name="LeadTimeMs">How long the person worked on it.</param>
/// <param name="GuidelineVersion">The version the person saw.</param>
/// <param name="PredictionId">The weak model's draft the person had before them; null for none.</param>
public sealed record NewSubmission(string SubmissionId, long TaskId, string Answers, long LeadTimeMs, long GuidelineVersion, long? PredictionId = null);

/// <param name="SubmissionId">A UUID made by the client.</param>
/// <param name="TaskId">The task.</param>
/// <param name="Reason">The person's words.</param>
/// <param name="LeadTimeMs">How long the person looked at it.</param>
public sealed record NewSkip(string SubmissionId, long TaskId, string Reason, long LeadTimeMs);

/// <param name="SubmissionId">The client's UUID.</param>
/// <param name="TaskId">The task.</param>
/// <param name="Outcome">accepted, repeated, late, already_answered.</param>
/// <param name="Status">The task's status now.</param>
public sealed record Submitted(string SubmissionId, long TaskId, string Outcome, LabelingStatus Status);

public static class Outcomes
{
    public const string Accepted = "accepted";

    /// <summary>The same submission came before; nothing was changed.</summary>
    public const string Repeated = "repeated";

    /// <summary>The lease had ended. The answer is kept, and counts if the task still wants one.</summary>
    public const string Late = "late";

    /// <summary>The person has answered the task already (in another tab); this one is kept beside it and does not count.</summary>
    public const string AlreadyAnswered = "already_answered";
}

public static class AnnotationStates
{
    public const string Counted = "counted";
    public const string Late = "late";
    public const string Superseded = "superseded";
    public const string Undone = "undone";
    public const string Skipped = "skipped";
}
