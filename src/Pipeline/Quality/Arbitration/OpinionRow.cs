using Assay.Pipeline.Database;

namespace Assay.Pipeline.Quality.Arbitration;

/// <summary>A row of the table opinion.</summary>
internal sealed record OpinionRow
{
    public const string Select = """
        SELECT o.id, o.project_id, o.task_id, o.run, o.model, o.version, o.answers, o.confidence, o.reasons, o.failure, o.votes, o.guideline_version, o.is_blind,
            o.created_at, o.decided_at, o.undone_at, o.clarification, o.clarification_state FROM opinion o
        """;

    public long Id { get; init; }

    public long ProjectId { get; init; }

    public long TaskId { get; init; }

    public long Run { get; init; }

    public string Model { get; init; } = "";

    public string Version { get; init; } = "";

    public string? Answers { get; init; }

    public double? Confidence { get; init; }

    public string? Reasons { get; init; }

    public string? Failure { get; init; }

    /// <summary>The annotations it saw, as JSON.</summary>
    public string Votes { get; init; } = "[]";

    public long GuidelineVersion { get; init; }

    public bool IsBlind { get; init; }

    public long CreatedAt { get; init; }

    public long? DecidedAt { get; init; }

    public long? UndoneAt { get; init; }

    public string? Clarification { get; init; }

    public string? ClarificationState { get; init; }

    /// <summary>The last one on a task; null where there is none.</summary>
    public static OpinionRow? Last(Session session, long taskId) =>
        session.OneOrNone<OpinionRow>(Select + " WHERE o.task_id = @taskId ORDER BY o.id DESC LIMIT 1", new { taskId });

    /// <summary>Stores it and gives its id.</summary>
    public long Add(Session session) => session.One<long>(
        """
        INSERT INTO opinion (project_id, task_id, run, model, version, answers, confidence, reasons, failure, votes, guideline_version, is_blind, created_at,
            clarification, clarification_state)
        VALUES (@ProjectId, @TaskId, @Run, @Model, @Version, @Answers, @Confidence, @Reasons, @Failure, @Votes, @GuidelineVersion, @IsBlind, @CreatedAt,
            @Clarification, @ClarificationState)
        RETURNING id
        """,
        this);
}
