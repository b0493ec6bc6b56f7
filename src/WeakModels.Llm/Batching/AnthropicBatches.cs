using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages.Batches;
using Assay.Model;
using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm.Batching;

/// <summary>
/// Asks Anthropic about many items at once, at the price of batches; it takes up to a day. The replies are kept where the model's own are, under the same keys: drafting
/// afterwards finds them. The id of a batch is stored before anything else is done with it; a run that is started again goes on waiting for it.
/// </summary>
public sealed class AnthropicBatches
{
    /// <summary>Requests of one batch; the provider takes more, and a crash between its answer and the store would lose as many.</summary>
    public const int MostRequests = 10_000;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(15), Longest = TimeSpan.FromMinutes(5);

    private readonly AnthropicClient client;
    private readonly string model;
    private readonly Caller caller;
    private readonly IBatchStore store;
    private readonly TimeProvider clock;

    /// <summary>Of a model that was opened as <c>anthropic/MODEL</c>.</summary>
    /// <param name="caller">Who keeps the replies and the bill.</param>
    /// <param name="settings">As the provider was opened with.</param>
    /// <param name="store">Where the ids of batches are remembered.</param>
    /// <exception cref="UnfitModel">The model is another provider's.</exception>
    public AnthropicBatches(Caller caller, ProviderSettings settings, IBatchStore store)
    {
        const string provider = "anthropic/";
        if (!caller.Provider.Name.StartsWith(provider, StringComparison.Ordinal)) throw new UnfitModel($"batches are asked of {provider}MODEL, and not of {caller.Provider.Name}");
        (this.caller, this.store, clock) = (caller, store, settings.Clock);
        (client, model) = (Providers.Anthropic(settings), caller.Provider.Name[provider.Length..]);
    }

    /// <summary>Asks about all items whose replies are not kept yet, and waits for the replies.</summary>
    /// <exception cref="ProviderError">The batch was not taken, or its state cannot be had.</exception>
    /// <exception cref="UnfitModel">The provider refuses the key or the model.</exception>
    /// <exception cref="OperationCanceledException">Cancelled. A batch on its way goes on, and is found again.</exception>
    public async Task<BatchOutcome> Fill(LlmModel drafting, LabelSchema schema, IEnumerable<JsonElement> items, CancellationToken cancellation = default)
    {
        var outcome = new BatchOutcome(0, 0, 0);
        var requests = items.SelectMany(item => drafting.Requests(schema, item))
            .Select(request => (Key: request.Key(caller.Provider.Identity), Request: request))
            .DistinctBy(one => one.Key);
        foreach (var chunk in requests.Chunk(MostRequests)) outcome += await Fill(chunk, cancellation);
        return outcome;
    }

    private async Task<BatchOutcome> Fill((string Key, LlmRequest Request)[] requests, CancellationToken cancellation)
    {
        // over all of them, kept or not: the run is the same after some of its replies came
        var run = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', requests.Select(one => one.Key)))));
        var notAsked = 0;
        if (await store.Find(run, cancellation) is not { } batch)
        {
            var open = new List<(string Key, LlmRequest Request)>();
            foreach (var one in requests)
                if (!await caller.IsKept(one.Request, cancellation)) open.Add(one);
            if (open.Count > 0)
            {
                // requests in a batch are checked only when it runs: one goes ahead, and finds what is wrong with all
                if ((await caller.Ask(open[0].Request, cancellation)).Why is { } why) return new BatchOutcome(0, 0, open.Count) { Why = why };
                open.RemoveAt(0);
            }
            var affordable = Affordable(open);
            notAsked = open.Count - affordable.Count;
            if (affordable.Count == 0) return new BatchOutcome(0, 0, notAsked) { Why = notAsked > 0 ? $"budget ({caller.Budget.Left})" : null };
            batch = await Submit(affordable, cancellation);
            await store.Put(run, batch, CancellationToken.None);
        }
        await Wait(batch, cancellation);
        var outcome = await Collect(batch, cancellation) with { NotAsked = notAsked, Why = notAsked > 0 ? $"budget ({caller.Budget.Left})" : null };
        await store.Remove(run, CancellationToken.None);
        return outcome;
    }

    /// <summary>The first of them, as many as the budget allows at their worst.</summary>
    private List<(string Key, LlmRequest Request)> Affordable(List<(string Key, LlmRequest Request)> requests)
    {
        var (input, output) = (0L, 0L);
        return [.. requests.TakeWhile(one => caller.Budget.Fits(input += one.Request.EstimatedTokens, output += one.Request.MaxTokens, isBatch: true))];
    }

    private async Task<string> Submit(IReadOnlyList<(string Key, LlmRequest Request)> requests, CancellationToken cancellation)
    {
        var parameters = new BatchCreateParams { Requests = [.. requests.Select(one => Request.FromRawUnchecked(Raw(one.Key, one.Request)))] };
        // not given up on a cancel: a batch that was taken, and whose id nobody saw, is paid for and lost
        return await Patiently(() => client.Messages.Batches.Create(parameters, CancellationToken.None), isSafeToRepeat: false, cancellation) is { } made ? made.ID : "";
    }

    private Dictionary<string, JsonElement> Raw(string key, LlmRequest request) => new()
    {
        ["custom_id"] = JsonSerializer.SerializeToElement(key),
        ["params"] = JsonSerializer.SerializeToElement(new Dictionary<string, object?>
        {
            ["model"] = model,
            ["max_tokens"] = request.MaxTokens,
            ["system"] = new[] { new { type = "text", text = request.System, cache_control = new { type = "ephemeral" } } },
            ["messages"] = request.Turns.Select(turn => new { role = turn.IsReply ? "assistant" : "user", content = turn.Text }),
            ["output_config"] = new { format = new { type = "json_schema", schema = JsonElement.Parse(request.Schema) } },
            ["temperature"] = request.Temperature,
        }.Where(one => one.Value is not null).ToDictionary()),
    };

    private async Task Wait(string batch, CancellationToken cancellation)
    {
        for (var pause = Shortest; ; pause = pause * 2 < Longest ? pause * 2 : Longest)
        {
            var state = await Patiently(() => client.Messages.Batches.Retrieve(batch, new BatchRetrieveParams(), cancellation), isSafeToRepeat: true, cancellation);
            if (state.ProcessingStatus.Raw() == "ended") return;
            await Task.Delay(pause, clock, cancellation);
        }
    }

    private async Task<BatchOutcome> Collect(string batch, CancellationToken cancellation)
    {
        var outcome = new BatchOutcome(0, 0, 0);
        await foreach (var result in client.Messages.Batches.ResultsStreaming(batch, new BatchResultsParams(), cancellation))
        {
            var told = result.RawData["result"];
            if (told.GetProperty("type").GetString() != "succeeded")
            {
                outcome += new BatchOutcome(0, 1, 0);
                continue;
            }
            await caller.Keep(result.CustomID, Read(told.GetProperty("message")), isBatch: true);
            outcome += new BatchOutcome(1, 0, 0);
        }
        return outcome;
    }

    private static LlmReply Read(JsonElement message)
    {
        var text = string.Concat(message.GetProperty("content").EnumerateArray()
            .Where(block => block.GetProperty("type").GetString() == "text")
            .Select(block => block.GetProperty("text").GetString()));
        var finish = message.GetProperty("stop_reason").GetString() switch { "max_tokens" => LlmFinish.CutOff, "refusal" => LlmFinish.Declined, _ => LlmFinish.Done };
        var usage = message.GetProperty("usage");
        return new LlmReply(text, finish, new LlmUsage(Tokens("input_tokens"), Tokens("cache_creation_input_tokens"), Tokens("cache_read_input_tokens"), Tokens("output_tokens")));

        long Tokens(string name) => usage.TryGetProperty(name, out var count) && count.ValueKind == JsonValueKind.Number ? count.GetInt64() : 0;
    }

    /// <summary>Tries again what may pass. What is not safe to repeat is repeated only when the provider said that it did nothing.</summary>
    private async Task<T> Patiently<T>(Func<Task<T>> ask, bool isSafeToRepeat, CancellationToken cancellation)
    {
        const int attempts = 8;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (Exception error) when (ProviderError.Within(error) is { } found)
            {
                if (attempt == attempts || !found.MayPass || !isSafeToRepeat && found.Status is not (429 or 503 or 529))
                    throw new ProviderError(found.Message, found.Status, found.RetryAfter, error);
                await Task.Delay(found.RetryAfter ?? Shortest * attempt, clock, cancellation);
            }
        }
    }
}

/// <summary>What came of batches.</summary>
/// <param name="Kept">Replies that were kept.</param>
/// <param name="Failed">Requests that failed or expired; they cost nothing, and are asked one by one when the items are drafted.</param>
/// <param name="NotAsked">Requests that were not sent.</param>
public sealed record BatchOutcome(int Kept, int Failed, int NotAsked)
{
    /// <summary>Why some were not sent; null when all were.</summary>
    public string? Why { get; init; }

    /// <summary>Both together.</summary>
    public static BatchOutcome operator +(BatchOutcome a, BatchOutcome b) => new(a.Kept + b.Kept, a.Failed + b.Failed, a.NotAsked + b.NotAsked) { Why = a.Why ?? b.Why };
}
