using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm.Batching;

/// <summary>Brings home what has come of batches, and finds those of which nobody heard whether they were taken.</summary>
internal sealed class BatchReturns(BatchApi api, Budget budget, IBatchStore store, TimeProvider clock)
{
    /// <summary>Results kept at once.</summary>
    private const int Page = 200;

    /// <summary>When a batch that was announced and that the provider does not list was not taken; and how far its clock may be from ours.</summary>
    private static readonly TimeSpan Settled = 2 * BatchApi.LongestSend, Skew = TimeSpan.FromMinutes(10);

    /// <summary>How long the provider has results.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(29);

    /// <summary>Stands for a batch that the provider did not take, or has no more.</summary>
    private static readonly BatchState Gone = new("", default, false, true, 0, 0);

    /// <summary>What the replies have cost that were brought home here.</summary>
    public Spent Spent { get; private set; }

    /// <summary>Brings home the results of what has ended.</summary>
    public async Task<Preparation> BringHome(bool stop, CancellationToken cancellation)
    {
        var told = new Preparation(null, 0, 0, 0, 0);
        var all = await store.Open(cancellation);
        var open = new List<SentBatch>();
        foreach (var batch in all)
        {
            try
            {
                var (came, isOpen) = await BringHome(batch, all, stop, cancellation);
                if (isOpen) open.Add(batch);
                told = Both(told, came);
            }
            catch (ProviderError error) when (error.MayPass)
            {
                open.Add(batch);
                told = Both(told, new Preparation(null, batch.Requests, 0, 0, 0) { Trouble = error.Message });
            }
            catch (ProviderError error)
            {
                throw new UnfitModel(error.Message, error);
            }
        }
        budget.SetAside(open);
        return told with { Pause = AnthropicBatches.PauseFor(open, clock.GetUtcNow()) };
    }

    private async Task<(Preparation Came, bool IsOpen)> BringHome(SentBatch batch, IReadOnlyList<SentBatch> all, bool stop, CancellationToken cancellation)
    {
        var state = batch.Id is { } id ? await StateOf(batch, id, cancellation) : await Find(batch, all, cancellation);
        if (state is null) return (new Preparation(null, batch.Requests, 0, 0, 0), IsOpen: true);
        if (state == Gone) return (new Preparation(null, 0, 0, 0, 0), IsOpen: false);
        if (!state.HasEnded)
        {
            if (stop && state.GoesOn) await api.Stop(state.Id, cancellation);
            return (new Preparation(null, batch.Requests, Math.Min(state.Done, batch.Requests), 0, 0), IsOpen: true);
        }
        var (answered, failed, trouble) = await Collect(batch, state.Id, cancellation);
        return trouble is null
            ? (new Preparation(null, 0, 0, answered, failed + await store.Close(batch)), IsOpen: false)
            : (new Preparation(null, batch.Requests, batch.Requests, answered, failed) { Trouble = trouble }, IsOpen: true);
    }

    private static Preparation Both(Preparation one, Preparation other) =>
        new(null, one.Waiting + other.Waiting, one.Done + other.Done, one.Answered + other.Answered, one.Failed + other.Failed) { Trouble = other.Trouble ?? one.Trouble };

    private async Task<BatchState> StateOf(SentBatch batch, string id, CancellationToken cancellation)
    {
        try
        {
            return await api.State(id, cancellation);
        }
        catch (ProviderError error) when (error.Status == 404)
        {
            if (clock.GetUtcNow() - batch.At < KeptFor)
                throw new UnfitModel($"{error.Message}: the provider does not know the batch {id} that was sent with this server's key; give the server that key again, or set the model up without batches", error);
            await store.Withdraw(batch);
            return Gone;
        }
    }

    /// <summary>A batch of which nobody heard whether it was taken. Null while that is not known; gone when it was not.</summary>
    private async Task<BatchState?> Find(SentBatch batch, IReadOnlyList<SentBatch> all, CancellationToken cancellation)
    {
        var known = all.Select(one => one.Id).ToHashSet();
        var alike = (await api.Since(batch.At - Skew, cancellation)).Where(state => state.Requests == batch.Requests && !known.Contains(state.Id)).ToList();
        foreach (var state in alike.Where(state => state.HasEnded))
        {
            await foreach (var (key, _, _) in api.Results(state.Id, cancellation))
            {
                if (!await store.Asks(batch, key, cancellation)) break;
                await store.Taken(batch, state.Id);
                return state;
            }
        }
        // whose requests one holds is told only by its results
        if (alike.Exists(state => !state.HasEnded) || clock.GetUtcNow() - batch.At < Settled) return null;
        await store.Withdraw(batch);
        return Gone;
    }

    /// <summary>Keeps its results, some at a time. Trouble where they broke off: the rest comes another time.</summary>
    private async Task<(long Answered, long Failed, string? Trouble)> Collect(SentBatch batch, string id, CancellationToken cancellation)
    {
        var (answered, failed) = (0L, 0L);
        var page = new List<BatchResult>(Page);
        try
        {
            await foreach (var (key, outcome, reply) in api.Results(id, cancellation))
            {
                page.Add(new BatchResult(key, outcome, reply, reply is null ? default : reply.Usage.Cost(budget.Prices, isBatch: true)));
                if (page.Count == Page) await Keep();
            }
        }
        catch (ProviderError error) when (error.MayPass)
        {
            return (answered, failed, error.Message);
        }
        await Keep();
        return (answered, failed, null);

        async Task Keep()
        {
            foreach (var result in await store.Keep(batch, page))
            {
                if (result.Reply is { } reply) budget.Book(reply.Usage, isBatch: true);
                Spent += result.Cost;
                answered += result.Outcome == BatchOutcome.Answered ? 1 : 0;
                failed += result.Outcome is BatchOutcome.Failed or BatchOutcome.Expired ? 1 : 0;
            }
            page.Clear();
        }
    }
}
