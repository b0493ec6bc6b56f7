using System.Text.Json;
using Assay.Model;

namespace Assay.WeakModels.Arbitration;

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
