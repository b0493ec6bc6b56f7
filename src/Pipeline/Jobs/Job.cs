namespace Assay.Pipeline.Jobs;

/// <summary>Background work: an import, a training, an export. Coarse; never one an annotation.</summary>
public sealed record Job
{
    public long Id { get; init; }

    /// <summary>The name of its <see cref="IJobKind"/>.</summary>
    public string Kind { get; init; } = "";

    public long? ProjectId { get; init; }

    /// <summary>One of <see cref="JobState"/>.</summary>
    public string State { get; init; } = "";

    /// <summary>What the kind needs to do it, as JSON.</summary>
    public string Input { get; init; } = "";

    /// <summary>How far it has come, as JSON of the kind's own shape.</summary>
    public string? Progress { get; init; }

    public string? Error { get; init; }

    /// <summary>The data folder whose files it needs; null when any node will do.</summary>
    public string? Place { get; init; }

    public bool CancelRequested { get; init; }

    /// <summary>How often it has been claimed. A run writes only while this is still its number.</summary>
    public long Attempt { get; init; }

    /// <summary>Failed runs in a row without any progress between them.</summary>
    public long Failures { get; init; }

    public string? Runner { get; init; }

    /// <summary>Not run before.</summary>
    public long DueAt { get; init; }

    public long? HeartbeatAt { get; init; }

    public long CreatedBy { get; init; }

    public long CreatedAt { get; init; }

    public long? StartedAt { get; init; }

    public long? FinishedAt { get; init; }

    public bool IsFinished => State is not (JobState.Queued or JobState.Running);
}

public static class JobState
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Completed = "completed";
    public const string Cancelled = "cancelled";
    public const string Failed = "failed";
}

/// <summary>What to do, for which project, on whose behalf.</summary>
public sealed record NewJob(string Kind, long? ProjectId, long PersonId, string Input, string? Place = null);
