using System.Text.Json;
using Assay.Model;

namespace Assay.WeakModels;

/// <summary>Something that judges how hard items are to label.</summary>
public interface IDifficultyJudge
{
    /// <summary>The difficulty of each item, in their order; of every item a score or why there is none.</summary>
    /// <param name="schema">The questions that people answer.</param>
    /// <param name="items">The data of each, an object by field.</param>
    /// <param name="cancellation">Stops between requests.</param>
    /// <exception cref="UnfitModel">It cannot judge items of these questions, or cannot be asked at all.</exception>
    Task<IReadOnlyList<Difficulty>> Judge(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default);
}

/// <summary>How hard an item is.</summary>
/// <param name="Score">0, everybody answers alike at once, to 1, experts differ; null where there is none.</param>
/// <param name="Why">Why not.</param>
public sealed record Difficulty(double? Score, string? Why);
