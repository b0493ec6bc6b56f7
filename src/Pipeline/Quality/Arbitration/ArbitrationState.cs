using Assay.WeakModels;

namespace Assay.Pipeline.Quality.Arbitration;

/// <summary>Who is asked about a project's disputes, and how that goes.</summary>
public sealed record ArbitrationState
{
    public required ArbitrationSettings Settings { get; init; }

    /// <summary>The arbiter; null while there is none.</summary>
    public required string? Model { get; init; }

    /// <summary>Disputes that are open.</summary>
    public required long Open { get; init; }

    /// <summary>Of these, those that no arbiter was asked about yet.</summary>
    public required long Unasked { get; init; }

    /// <summary>Of the open ones, those on which the arbiter failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Labels there are now that an arbiter decided.</summary>
    public required long Decided { get; init; }

    /// <summary>Decisions that were taken back.</summary>
    public required long Undone { get; init; }

    /// <summary>Disputes that people decided without seeing the opinion, since the settings last changed.</summary>
    public required int Audits { get; init; }

    /// <summary>Of these, those that the arbiter would have decided alike.</summary>
    public required int Right { get; init; }

    /// <summary>The lower end of the exact 95 % interval of its accuracy (Clopper-Pearson), 0 to 1.</summary>
    public required double Low { get; init; }

    /// <summary>Its upper end.</summary>
    public required double High { get; init; }

    /// <summary>Whether the promised accuracy is borne out now. Without it nothing is decided.</summary>
    public required bool IsTrusted { get; init; }

    /// <summary>Whether it was borne out once, and audits since have broken it. Changed settings begin a new record.</summary>
    public required bool IsBroken { get; init; }

    /// <summary>How many audits there should be before it is tested next; null once it was borne out.</summary>
    public required int? NextTestAt { get; init; }

    /// <summary>Clarifications that wait in the inbox.</summary>
    public required long Clarifications { get; init; }

    /// <summary>What all requests to the arbiter's model have cost, drafts included.</summary>
    public required Spent Spent { get; init; }

    /// <summary>Whether a job is at it.</summary>
    public required bool IsWorking { get; init; }

    /// <summary>Why the last job failed; null where it did not.</summary>
    public required string? Error { get; init; }
}
