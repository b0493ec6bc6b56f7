using System.Text.Json;
using Assay.Model;

namespace Assay.WeakModels;

/// <summary>A model that can tell before it is asked what that would cost.</summary>
public interface IEstimates
{
    /// <summary>What asking about items would cost.</summary>
    /// <param name="schema">The questions.</param>
    /// <param name="items">The data of each, an object by field.</param>
    /// <param name="each">How many items each of them stands for: more than 1 where they are a sample.</param>
    /// <param name="cancellation">Stops between items.</param>
    Task<CostEstimate> Estimate(LabelSchema schema, IEnumerable<JsonElement> items, double each = 1, CancellationToken cancellation = default);
}

/// <summary>What a run would cost.</summary>
/// <param name="Requests">Requests that would be sent.</param>
/// <param name="Kept">Requests whose replies are kept, which cost nothing.</param>
/// <param name="InputTokens">Tokens sent, as estimated from the texts.</param>
/// <param name="OutputTokens">Tokens received at most: replies as long as they may be. Most are far shorter.</param>
/// <param name="Money">What that costs at most; null without prices.</param>
public sealed record CostEstimate(long Requests, long Kept, long InputTokens, long OutputTokens, decimal? Money)
{
    /// <summary>Whether the requests are sent in batches, at their price, and answered within a day.</summary>
    public bool InBatches { get; init; }
}
