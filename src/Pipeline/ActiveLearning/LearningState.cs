namespace Assay.Pipeline.ActiveLearning;

/// <summary>How a project's own model learns, and how far it has come.</summary>
public sealed record LearningState
{
    public required LearningSettings Settings { get; init; }

    /// <summary>The question that is learned; null where the schema has none that could be.</summary>
    public required string? Question { get; init; }

    /// <summary>All that could be.</summary>
    public required IReadOnlyList<string> Questions { get; init; }

    /// <summary>The strategies that can be set for this question.</summary>
    public required IReadOnlyList<string> Strategies { get; init; }

    /// <summary>Labels that people have given.</summary>
    public required long Labels { get; init; }

    /// <summary>Of these, those since the last turn.</summary>
    public required long Fresh { get; init; }

    /// <summary>After so many a turn begins.</summary>
    public required long Wanted { get; init; }

    /// <summary>The last turns, up to 1,000, the oldest first: the learning curve.</summary>
    public required IReadOnlyList<LearningRound> Rounds { get; init; }

    /// <summary>How sure the newest model is and how often it is right; null where it was never held against labels.</summary>
    public required LearnedCalibration? Calibration { get; init; }

    /// <summary>What it saved that labels were chosen, as it was last found; null before.</summary>
    public required LabelSaving? Saving { get; init; }

    /// <summary>Whether more labels are worth it.</summary>
    public required StopAdvice Stop { get; init; }

    /// <summary>Whether a job is at it.</summary>
    public required bool IsWorking { get; init; }

    /// <summary>What it is at: looking (at images), learning, placing, drafting or comparing; null where there is none.</summary>
    public required string? Stage { get; init; }

    /// <summary>At images: how many it has looked at; each is looked at once. Null at another stage.</summary>
    public required long? Looked { get; init; }

    /// <summary>Of so many.</summary>
    public required long? ToLookAt { get; init; }

    /// <summary>Why the last job failed; null where it did not.</summary>
    public required string? Error { get; init; }
}
