using System.Text.Json;
using Assay.Model;
using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm.Batching;

/// <summary>
/// Asks Anthropic about many items at once, at the price of batches; it takes up to a day. The replies are kept where the model's own are, under the same keys: drafting
/// afterwards finds them.
/// </summary>
/// <remarks>
/// A batch is announced in the store before it is sent, and its results are kept and booked once. When a program ends, or the provider does not answer, in between, nobody
/// knows whether the batch was taken: then those that the provider made since are looked through, by number and by the keys of their results, and only when it is
/// none of them, and none can come any more, its requests may be sent again.
/// </remarks>
public sealed class AnthropicBatches
{
    /// <summary>Requests of one batch; the provider takes ten times as many.</summary>
    public const int MostRequests = 10_000;

    /// <summary>Bytes of one batch, all of which are in memory when it is sent; the provider takes 256 million.</summary>
    public const int MostBytes = 32_000_000;

    /// <summary>Fewer are asked one by one: they are not worth the wait.</summary>
    public const int FewestRequests = 20;

    /// <summary>Between two looks.</summary>
    internal static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(1), LongestPause = TimeSpan.FromMinutes(15);

    private readonly Caller caller;
    private readonly TimeProvider clock;
    private readonly BatchReturns returns;
    private readonly BatchSender sender;

    /// <summary>Of a model that was opened as <c>anthropic/MODEL</c>.</summary>
    /// <param name="caller">Who keeps the replies and the bill.</param>
    /// <param name="settings">As the provider was opened with.</param>
    /// <param name="store">Where batches are remembered and their replies kept.</param>
    /// <param name="most">Requests of one batch.</param>
    /// <exception cref="UnfitModel">The model is another provider's.</exception>
    public AnthropicBatches(Caller caller, ProviderSettings settings, IBatchStore store, int most = MostRequests)
    {
        const string provider = "anthropic/";
        if (!CanAsk(caller.Provider.Name)) throw new UnfitModel($"batches are asked of {provider}MODEL, and not of {caller.Provider.Name}");
        (this.caller, clock) = (caller, settings.Clock);
        var api = new BatchApi(Providers.Anthropic(settings), caller.Provider.Name[provider.Length..]);
        (returns, sender) = (new BatchReturns(api, caller.Budget, store, clock), new BatchSender(api, caller, store, clock, most));
    }

    /// <summary>What the replies have cost that were brought home here.</summary>
    public Spent Spent => returns.Spent;

    /// <summary>Whether the provider of a model takes batches.</summary>
    /// <param name="named"><c>anthropic/MODEL</c>.</param>
    public static bool CanAsk(string named) => named.StartsWith("anthropic/", StringComparison.Ordinal);

    /// <summary>Asks about all items whose replies are not kept yet, and waits for the replies.</summary>
    /// <returns>What came of it, all steps together.</returns>
    /// <exception cref="UnfitModel">The provider refuses the key, the model or the batch.</exception>
    /// <exception cref="OperationCanceledException">Cancelled. A batch on its way goes on, and is found again.</exception>
    public async Task<Preparation> Fill(LlmModel drafting, LabelSchema schema, IEnumerable<JsonElement> items, CancellationToken cancellation = default)
    {
        for (var (answered, failed) = (0L, 0L); ;)
        {
            var step = await Advance(drafting, schema, items, cancellation);
            (answered, failed) = (answered + step.Answered, failed + step.Failed);
            if (step.Pause is not { } pause) return step with { Answered = answered, Failed = failed };
            await Task.Delay(pause, clock, cancellation);
        }
    }

    /// <summary>One step of the same, without a wait.</summary>
    /// <exception cref="UnfitModel">The provider refuses the key, the model or the batch.</exception>
    public async Task<Preparation> Advance(LlmModel drafting, LabelSchema schema, IEnumerable<JsonElement> items, CancellationToken cancellation = default)
    {
        var home = await BringHome(stop: false, cancellation);
        return home.Pause is not null ? home : await sender.Send(Requests(drafting, schema, items), home, cancellation);
    }

    /// <summary>Brings home the results of what has ended.</summary>
    /// <param name="stop">Whether to end what has not.</param>
    /// <param name="cancellation">Stops between requests.</param>
    /// <exception cref="UnfitModel">The provider refuses the key, or does not know a batch.</exception>
    public Task<Preparation> BringHome(bool stop, CancellationToken cancellation = default) => returns.BringHome(stop, cancellation);

    private IEnumerable<(string Key, LlmRequest Request)> Requests(LlmModel drafting, LabelSchema schema, IEnumerable<JsonElement> items) =>
        items.SelectMany(item => drafting.Requests(schema, item)).Select(request => (Key: request.Key(caller.Provider.Identity), Request: request)).DistinctBy(one => one.Key);

    /// <summary>A quarter of the time that the youngest has been on its way, but neither impatient nor forgetful.</summary>
    internal static TimeSpan? PauseFor(IReadOnlyList<SentBatch> open, DateTimeOffset now)
    {
        if (open.Count == 0) return null;
        var quarter = (now - open.Max(batch => batch.At)) / 4;
        return quarter < ShortestPause ? ShortestPause : quarter > LongestPause ? LongestPause : quarter;
    }
}
