using System.Text.Json;
using Assay.Model;
using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm.Batching;

/// <summary>A language model whose answers about many items are asked for in batches; about a few it is asked at once.</summary>
/// <param name="model">The model.</param>
/// <param name="batches">Through its own caller.</param>
/// <param name="prices">Its prices; null where money is not counted.</param>
public sealed class BatchedModel(LlmModel model, AnthropicBatches batches, Prices? prices) : IWeakModel, IMetered, IEstimates, IPrepares, IDisposable
{
    /// <inheritdoc/>
    public string Name => model.Name;

    /// <summary>That of the model: how its answers were got decides nothing.</summary>
    public string Version => model.Version;

    /// <summary>What it has cost beside the batches: those are booked where their results are kept.</summary>
    public Spent Spent => model.Spent;

    /// <inheritdoc/>
    public bool IsBooked => model.IsBooked;

    /// <inheritdoc/>
    public void Check(LabelSchema schema) => model.Check(schema);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default) =>
        model.Predict(schema, items, cancellation);

    /// <inheritdoc/>
    public Task<Preparation> Prepare(LabelSchema schema, IEnumerable<JsonElement> items, CancellationToken cancellation = default) =>
        batches.Advance(model, schema, items, cancellation);

    /// <inheritdoc/>
    public Task<Preparation> Settle(bool stop, CancellationToken cancellation = default) => batches.BringHome(stop, cancellation);

    /// <summary>At the price of batches, where there are enough requests for one.</summary>
    public async Task<CostEstimate> Estimate(LabelSchema schema, IEnumerable<JsonElement> items, double each = 1, CancellationToken cancellation = default)
    {
        var estimate = await model.Estimate(schema, items, each, cancellation);
        return estimate.Requests < AnthropicBatches.FewestRequests ? estimate : estimate with { InBatches = true, Money = estimate.Money * prices?.Batch };
    }

    /// <inheritdoc/>
    public void Dispose() => model.Dispose();
}
