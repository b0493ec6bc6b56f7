using System.Globalization;
using System.Text.Json;

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

    /// <summary>The share of the price that requests in a batch cost; a half by default, as where batches are asked.</summary>
    public decimal Batch { get; init; } = 0.5m;

    /// <summary>Reads <c>IN,OUT</c>, or an object with <c>input</c>, <c>output</c> and perhaps <c>cache_write</c>, <c>cache_read</c> and <c>batch</c>.</summary>
    /// <exception cref="UnfitModel">It is neither, or a price is below 0.</exception>
    public static Prices Parse(string text)
    {
        if (text.TrimStart().StartsWith('{')) return OfJson(text);
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || Number(parts[0]) is not { } input || Number(parts[1]) is not { } output)
            throw new UnfitModel($"\"{text.Trim()}\" names no prices; give those of a million tokens sent and received, as 3,15");
        return new Prices(input, output);
    }

    private static Prices OfJson(string text)
    {
        const string form = "prices are an object of numbers from 0: {\"input\": 3, \"output\": 15, \"cache_write\": 3.75, \"cache_read\": 0.3, \"batch\": 0.5}";
        Dictionary<string, decimal>? prices;
        try
        {
            prices = JsonSerializer.Deserialize<Dictionary<string, decimal>>(text);
        }
        catch (JsonException error)
        {
            throw new UnfitModel($"{form}; {error.Message}", error);
        }
        if (prices is null || prices.Values.Any(price => price < 0) || !prices.Remove("input", out var input) || !prices.Remove("output", out var output)) throw new UnfitModel(form);
        var found = new Prices(input, output);
        foreach (var (name, price) in prices)
        {
            found = name switch
            {
                "cache_write" => found with { CacheWrite = price },
                "cache_read" => found with { CacheRead = price },
                "batch" => found with { Batch = price },
                _ => throw new UnfitModel($"\"{name}\" is no price; {form}"),
            };
        }
        return found;
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;

    /// <summary>What these tokens cost.</summary>
    public decimal Of(LlmUsage usage, bool isBatch = false) =>
        (usage.Input * Input + usage.CacheWrite * CacheWrite + usage.CacheRead * CacheRead + usage.Output * Output) / Million * (isBatch ? Batch : 1);

    /// <summary>The most that so many tokens cost, whatever becomes of the cache.</summary>
    public decimal AtMost(long input, long output) => (input * Math.Max(Input, Math.Max(CacheWrite, CacheRead)) + output * Output) / Million;
}
