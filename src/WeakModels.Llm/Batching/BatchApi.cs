using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages.Batches;
using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm.Batching;

/// <summary>Anthropic's Batches API. Each call is made once; errors are <see cref="ProviderError"/>s.</summary>
internal sealed class BatchApi(AnthropicClient client, string model)
{
    /// <summary>How long sending a batch may take: what was not taken by then never is.</summary>
    public static readonly TimeSpan LongestSend = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(1);

    /// <summary>Sends a batch; its id.</summary>
    public Task<string> Submit(IEnumerable<(string Key, LlmRequest Request)> requests, CancellationToken cancellation)
    {
        var parameters = new BatchCreateParams { Requests = [.. requests.Select(one => Request.FromRawUnchecked(Raw(one.Key, one.Request)))] };
        return Told(LongestSend, async stop => (await client.Messages.Batches.Create(parameters, stop)).ID, cancellation);
    }

    public Task<BatchState> State(string id, CancellationToken cancellation) =>
        Told(LongestLook, async stop => Read(await client.Messages.Batches.Retrieve(id, new BatchRetrieveParams(), stop)), cancellation);

    /// <summary>Asks to end it: what is not being worked on is given up, and costs nothing.</summary>
    public async Task Stop(string id, CancellationToken cancellation)
    {
        try
        {
            await Told(LongestLook, stop => client.Messages.Batches.Cancel(id, new BatchCancelParams(), stop), cancellation);
        }
        catch (ProviderError error) when (error.Status is 400 or 409)
        {
            // it has ended in this very moment
        }
    }

    /// <summary>Those that were made since a moment, the newest first.</summary>
    public Task<IReadOnlyList<BatchState>> Since(DateTimeOffset since, CancellationToken cancellation) => Told(LongestLook, async stop =>
    {
        var found = new List<BatchState>();
        for (string? after = null; ;)
        {
            var page = await client.Messages.Batches.List(after is null ? new BatchListParams { Limit = 100 } : new BatchListParams { Limit = 100, AfterID = after }, stop);
            found.AddRange(page.Items.Select(Read).Where(state => state.At >= since));
            if (!page.HasNext() || page.Items.Count == 0 || page.Items[^1].CreatedAt < since) return (IReadOnlyList<BatchState>)found;
            after = page.Items[^1].ID;
        }
    }, cancellation);

    /// <summary>The results of one that has ended, in no order.</summary>
    public async IAsyncEnumerable<(string Key, BatchOutcome Outcome, LlmReply? Reply)> Results(
        string id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var resting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var results = client.Messages.Batches.ResultsStreaming(id, new BatchResultsParams(), resting.Token).GetAsyncEnumerator(resting.Token);
        while (await Told(LongestLook, Next, cancellation))
        {
            var told = results.Current.RawData["result"];
            yield return told.GetProperty("type").GetString() switch
            {
                "succeeded" => (results.Current.CustomID, BatchOutcome.Answered, Read(told.GetProperty("message"))),
                "expired" => (results.Current.CustomID, BatchOutcome.Expired, null),
                "canceled" => (results.Current.CustomID, BatchOutcome.Stopped, null),
                _ => (results.Current.CustomID, BatchOutcome.Failed, null),
            };
        }

        // a stream that comes to rest is an error like any other
        async Task<bool> Next(CancellationToken stop)
        {
            await using var _ = stop.Register(resting.Cancel);
            return await results.MoveNextAsync();
        }
    }

    private static BatchState Read(MessageBatch batch)
    {
        var counts = batch.RequestCounts;
        var all = counts.Processing + counts.Succeeded + counts.Errored + counts.Canceled + counts.Expired;
        return new BatchState(batch.ID, batch.CreatedAt, batch.ProcessingStatus.Raw() == "in_progress", batch.ProcessingStatus.Raw() == "ended", all, all - counts.Processing);
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

    private async Task<T> Told<T>(TimeSpan longest, Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        // by the machine's time, which is that of the network
        using var late = new CancellationTokenSource(longest);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return await ask(either.Token);
        }
        catch (Exception error) when (ProviderError.Within(error) is { } found)
        {
            throw new ProviderError(found.Message, found.Status, found.RetryAfter, error);
        }
        catch (Exception error) when (error is IOException or HttpRequestException || late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new ProviderError(late.IsCancellationRequested ? $"anthropic gave no answer in {longest.TotalSeconds:N0} seconds" : error.Message, null, inner: error);
        }
    }
}

/// <summary>A batch as the provider tells of it.</summary>
/// <param name="Id">By which it knows it.</param>
/// <param name="At">When it took it.</param>
/// <param name="GoesOn">Whether it is being worked on, and nobody has stopped it.</param>
/// <param name="HasEnded">Whether there are results.</param>
/// <param name="Requests">How many.</param>
/// <param name="Done">Of these, those it has been through.</param>
internal sealed record BatchState(string Id, DateTimeOffset At, bool GoesOn, bool HasEnded, long Requests, long Done);
