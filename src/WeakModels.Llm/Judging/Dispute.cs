using System.Text.Json;
using Assay.Model;

namespace Assay.WeakModels.Llm.Judging;

/// <summary>An item whose answers differ.</summary>
/// <param name="Schema">The questions.</param>
/// <param name="Item">The data, an object by field.</param>
/// <param name="Answers">What was answered. Who answered is not said, and not known here.</param>
public sealed record Dispute(LabelSchema Schema, JsonElement Item, IReadOnlyList<Answers> Answers)
{
    /// <summary>What annotators are told; null for nothing.</summary>
    public string? Guidelines { get; init; }

    /// <summary>The questions in dispute, by name; null for all.</summary>
    public IReadOnlyList<string>? Questions { get; init; }
}

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
