using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Media;
using Assay.Pipeline.People;

namespace Assay.Pipeline.Quality;

public sealed record TaskStory
{
    public required long Id { get; init; }

    public required LabelingStatus Status { get; init; }

    public required JsonElement Data { get; init; }

    /// <summary>By field; a medium that is not there has no entry. Null when the project shows no images and recordings.</summary>
    public IReadOnlyDictionary<string, ItemMedium>? Media { get; init; }

    public required StorySource? Source { get; init; }

    public required long Priority { get; init; }

    public required long Overlap { get; init; }

    /// <summary>How hard it is to label, 0 to 1; null where no score was asked for.</summary>
    public required double? Difficulty { get; init; }

    public required bool IsGold { get; init; }

    /// <summary>The task this one repeats, when it was kept beside it.</summary>
    public required long? DuplicateOf { get; init; }

    /// <summary>Rows that repeat this task and share its label.</summary>
    public required long Duplicates { get; init; }

    public required IReadOnlyList<StoryAnnotation> Annotations { get; init; }

    /// <summary>What weak models said, oldest first.</summary>
    public required IReadOnlyList<StoryPrediction> Predictions { get; init; }

    public required FinalLabel? Final { get; init; }

    /// <summary>What an arbiter thinks of the dispute; null where none was asked, and, while the task is not decided, where people are to decide without it.</summary>
    public required StoryOpinion? Opinion { get; init; }

    /// <summary>Questions on which people differ, or which the aggregator is not sure enough of.</summary>
    public required IReadOnlyList<string> Differing { get; init; }

    /// <summary>What each answer to these questions has otherwise than the first.</summary>
    public required IReadOnlyList<StoryDifference> Differences { get; init; }

    public required IReadOnlyList<StoryLease> Leases { get; init; }

    public required IReadOnlyList<StoryEvent> History { get; init; }
}

public sealed record StorySource(string File, long Row, long BatchId);

public sealed record StoryAnnotation(
    long Id, string SubmissionId, Person? Person, int Ordinal, JsonElement? Answers, string? Skipped, DateTimeOffset At, long LeadTimeMs, long GuidelineVersion, string State)
{
    /// <summary>The answers by question as a person reads them; null for a skip.</summary>
    public IReadOnlyDictionary<string, string>? Words { get; init; }

    /// <summary>The prediction the person had before them as a draft.</summary>
    public long? PredictionId { get; init; }

    /// <summary>What became of it: by question, `parts` says of each part of the answer whether it was accepted, corrected or added, and `rejected` counts.</summary>
    public JsonElement? DraftUse { get; init; }
}

public sealed record StoryPrediction(long Id, string Model, string Version, JsonElement Answers, double? Confidence, DateTimeOffset At)
{
    /// <summary>The hash of the prompt that made it, under which its reply is kept; null where the model was not asked in words.</summary>
    public string? PromptKey { get; init; }
}

public sealed record FinalLabel(
    JsonElement Answers, string How, double? Confidence, DateTimeOffset DecidedAt, Person? DecidedBy, string? Comment, long GuidelineVersion, IReadOnlyList<long> From);

public sealed record StoryLease(Person Person, DateTimeOffset ExpiresAt);

public sealed record StoryEvent(DateTimeOffset At, string Who, string What, string? Detail);

/// <param name="Id">The opinion.</param>
/// <param name="Model">The arbiter.</param>
/// <param name="Version">Of the arbiter.</param>
/// <param name="Answers">Its answers, by question; null where it failed.</param>
/// <param name="Confidence">How sure it is, 0 to 1.</param>
/// <param name="Reasons">Why, in a sentence or two; null where it gives none.</param>
/// <param name="Clarification">What the guidelines could say.</param>
/// <param name="Failure">Why there is no answer.</param>
/// <param name="IsBlind">Drawn by chance: people decided without seeing it.</param>
/// <param name="IsLabel">Whether it is the task's label now.</param>
/// <param name="At">When.</param>
public sealed record StoryOpinion(
    long Id, string Model, string Version, JsonElement? Answers, double? Confidence, string? Reasons, string? Clarification, string? Failure, bool IsBlind, bool IsLabel,
    DateTimeOffset At);
