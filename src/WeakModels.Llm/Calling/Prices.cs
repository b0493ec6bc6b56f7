namespace Assay.WeakModels.Llm.Calling;

/// <summary>What a model costs, by the user's own contract; none are built in, since they change.</summary>
/// <param name="Input">For a million tokens sent.</param>
/// <param name="Output">For a million tokens received.</param>
public sealed record Prices(decimal Input, decimal Output)
{
    private const decimal Million = 1_000_000;

    /// <summary>For a million tokens sent that are put into the provider's prompt cache; the price of input by default.</summary>
    public decimal CacheWrite { get; init; } = Input;

    /// <summary>For a million tokens sent that are found in the provider's prompt cache; the price of input by default.</summary>
    public decimal CacheRead { get; init; } = Input;

    /// <summary>The share of the price that requests in a batch cost; 1 by default.</summary>
    public decimal Batch { get; init; } = 1;

    /// <summary>What these tokens cost.</summary>
    public decimal Of(LlmUsage usage, bool isBatch = false) =>
        (usage.Input * Input + usage.CacheWrite * CacheWrite + usage.CacheRead * CacheRead + usage.Output * Output) / Million * (isBatch ? Batch : 1);

    /// <summary>The most that so many tokens cost, whatever becomes of the cache.</summary>
    public decimal AtMost(long input, long output) => (input * Math.Max(Input, Math.Max(CacheWrite, CacheRead)) + output * Output) / Million;
}
