using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm.Batching;

/// <summary>Sends as batches what is neither kept nor on its way, as far as the budget goes.</summary>
internal sealed class BatchSender(BatchApi api, Caller caller, IBatchStore store, TimeProvider clock, int most)
{
    /// <summary>Requests asked alone before the first batch, until one is answered.</summary>
    private const int MostAhead = 3;

    /// <summary>One step: nothing is waited for.</summary>
    /// <param name="requests">All, each once.</param>
    /// <param name="home">What came home in the same step.</param>
    /// <param name="cancellation">Stops between requests.</param>
    public async Task<Preparation> Send(IEnumerable<(string Key, LlmRequest Request)> requests, Preparation home, CancellationToken cancellation)
    {
        var sent = new List<SentBatch>();
        var (part, comesAgain, hasAnswered, elsewhere) = (new BatchPart(most), false, false, 0);
        foreach (var (key, request) in requests)
        {
            cancellation.ThrowIfCancellationRequested();
            var isKept = await caller.IsKept(request, cancellation);
            hasAnswered |= isKept;
            var standing = isKept ? RequestStanding.Alone : await store.StandingOf(key, cancellation);
            if (standing == RequestStanding.OnItsWay) elsewhere++;
            if (standing != RequestStanding.Free) continue;
            if (part.IsFull(request) && await SendPart() is { } trouble) return Told(trouble);
            if (!caller.Budget.Fits(part.Input + request.EstimatedTokens, part.Output + request.MaxTokens, isBatch: true))
                return Told(await SendPart() ?? $"budget ({caller.Budget.Left})");
            part.Add(key, request);
        }
        return Told(await SendPart());

        async Task<string?> SendPart()
        {
            var (full, isFirst) = (part, sent.Count == 0);
            part = new BatchPart(most);
            if (isFirst && full.Requests.Count < Math.Min(AnthropicBatches.FewestRequests, most)) return null;
            // requests in a batch are checked only when it runs: where none was answered yet one goes ahead, and finds what is wrong with all
            if (isFirst && !hasAnswered && await GoAhead(full, cancellation) is { } wrong) return wrong;
            var (batch, trouble) = await Send(full);
            comesAgain = batch is null;
            if (batch is not null) sent.Add(batch);
            caller.Budget.SetAside(sent);
            return trouble;
        }

        Preparation Told(string? trouble) => home with
        {
            Waiting = sent.Sum(batch => batch.Requests),
            // a busy provider is tried again, and another run waited for, although nothing of this one is on its way
            Pause = AnthropicBatches.PauseFor(sent, clock.GetUtcNow()) ?? (comesAgain || elsewhere > 0 ? AnthropicBatches.ShortestPause : null),
            Trouble = trouble ?? (elsewhere > 0 ? $"another run waits for {elsewhere:N0} of the same requests" : null),
        };
    }

    /// <summary>Asks the first of them alone. Why none was answered; null when one was.</summary>
    private async Task<string?> GoAhead(BatchPart part, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var answer = await caller.Ask(part.Requests[0].Request, cancellation);
            part.TakeFirst();
            if (answer.Reply is not null) return null;
            if (tries == MostAhead || !answer.WasAsked) return answer.Why;
        }
    }

    /// <summary>Announces it and sends it. No batch where it was not taken and may be sent again; trouble with one where nobody knows whether it was.</summary>
    private async Task<(SentBatch? Batch, string? Trouble)> Send(BatchPart part)
    {
        var batch = await store.Announce([.. part.Requests.Select(one => one.Key)], clock.GetUtcNow(), part.Input, part.Output);
        if (batch is null) return (null, "another run asks for the same");
        try
        {
            // not given up on a cancel: one that was taken, and whose id nobody saw, has to be searched for
            await store.Taken(batch, await api.Submit(part.Requests, CancellationToken.None));
            return (batch, null);
        }
        catch (ProviderError error) when (error.Status is 429 or 503 or 529)
        {
            await store.Withdraw(batch);
            return (null, error.Message);
        }
        catch (ProviderError error) when (error.MayPass)
        {
            return (batch, error.Message);
        }
        catch (ProviderError error)
        {
            await store.Withdraw(batch);
            throw new UnfitModel(error.Message, error);
        }
    }
}
