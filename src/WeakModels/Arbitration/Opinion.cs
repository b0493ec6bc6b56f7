namespace Assay.WeakModels.Arbitration;

/// <summary>What an arbiter thinks of a dispute. It is an opinion: what becomes of it is the project's policy.</summary>
public sealed record Opinion
{
    /// <summary>The arbiter's name, as a model.</summary>
    public required string Model { get; init; }

    /// <summary>The arbiter's version.</summary>
    public required string Version { get; init; }

    /// <summary>Its answers, all valid under the schema; empty where it failed.</summary>
    public IReadOnlyDictionary<string, QuestionDraft> ByQuestion { get; init; } = new Dictionary<string, QuestionDraft>();

    /// <summary>Why, in a sentence or two; null where it failed.</summary>
    public string? Reasons { get; init; }

    /// <summary>What the guidelines could say so that the next such item is not disputed; null where nothing is missing.</summary>
    public string? Clarification { get; init; }

    /// <summary>Why there is no answer; the dispute stays open. Null where there is one.</summary>
    public string? Failure { get; init; }
}
