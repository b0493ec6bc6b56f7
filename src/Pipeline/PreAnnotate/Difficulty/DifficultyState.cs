using Assay.WeakModels;

namespace Assay.Pipeline.PreAnnotate.Difficulty;

/// <summary>How hard a project's tasks are, and how far the scoring is.</summary>
public sealed record DifficultyState
{
    public required DifficultySettings Settings { get; init; }

    /// <summary>Scores there are, by where they come from.</summary>
    public required DifficultySources Scored { get; init; }

    /// <summary>How many tasks have a score of 0 to 0.1, 0.1 to 0.2, …, 0.9 to 1.</summary>
    public required IReadOnlyList<long> Tenths { get; init; }

    /// <summary>Of the last run: tasks it has been through.</summary>
    public required long Done { get; init; }

    /// <summary>Of the last run: tasks it goes through.</summary>
    public required long Total { get; init; }

    /// <summary>Of the last run: tasks of which the model had no score.</summary>
    public required long Refused { get; init; }

    /// <summary>Why the model had none of the first of them.</summary>
    public required string? WhyRefused { get; init; }

    /// <summary>What all requests to the model that judges have cost, drafts included.</summary>
    public required Spent Spent { get; init; }

    /// <summary>Whether a job is at it.</summary>
    public required bool IsWorking { get; init; }

    /// <summary>Why the last job failed; null where it did not.</summary>
    public required string? Error { get; init; }
}

/// <param name="Model">By a language model.</param>
/// <param name="Predictions">By how unsure weak models are, and how far they differ.</param>
/// <param name="Text">By the words of the item.</param>
public sealed record DifficultySources(long Model, long Predictions, long Text);
