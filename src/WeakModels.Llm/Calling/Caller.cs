using System.Collections.Concurrent;

namespace Assay.WeakModels.Llm.Calling;

/// <summary>
/// Asks a provider: what was answered before is not paid for again, what does not fit the budget is not sent, what may pass is tried again with growing, jittered waits.
/// A reply is kept before anybody reads it. Safe for many at once.
/// </summary>
public sealed class Caller : IDisposable
{
    private readonly IAnswerCache cache;
    private readonly CallingSettings settings;
    private readonly TimeProvider clock;
    private readonly IReadOnlyList<Pace> paces;
    private readonly SemaphoreSlim places;
    private readonly ConcurrentDictionary<string, Lazy<Task<LlmAnswer>>> onTheirWay = new();
    private volatile string? stopped;
    private volatile bool hasAnswered;
    private readonly Lock counting = new();
    private int failures;
    private Spent spent;

    /// <summary>Of a provider.</summary>
    /// <param name="provider">Who is asked.</param>
    /// <param name="budget">What may be spent.</param>
    /// <param name="cache">Where replies are kept.</param>
    /// <param name="settings">How; null for the defaults.</param>
    /// <param name="clock">The time; null for the system's.</param>
    /// <param name="paces">Those that others ask at too, its model's first; null for one of its own, by the settings.</param>
    public Caller(
        ILlmProvider provider, Budget budget, IAnswerCache cache, CallingSettings? settings = null, TimeProvider? clock = null, IReadOnlyList<Pace>? paces = null)
    {
        (Provider, Budget, this.cache) = (provider, budget, cache);
        (this.settings, this.clock) = (settings ?? new CallingSettings(), clock ?? TimeProvider.System);
        this.paces = paces ?? [new Pace(this.clock) { RequestsAMinute = this.settings.RequestsAMinute, TokensAMinute = this.settings.TokensAMinute }];
        places = new SemaphoreSlim(this.settings.Concurrency);
    }

    /// <summary>Who is asked.</summary>
    public ILlmProvider Provider { get; }

    /// <summary>What may be spent, and what was.</summary>
    public Budget Budget { get; }

    /// <summary>What was spent through this caller, without batches. A budget may be shared with others.</summary>
    public Spent Spent
    {
        get
        {
            lock (counting) return spent with { Money = Budget.Prices is null ? null : spent.Money ?? 0 };
        }
    }

    /// <summary>Whether what is spent is booked where replies are kept, so that nobody else needs to.</summary>
    public bool IsBooked => cache.BooksCost;

    /// <summary>Requests on their way at once.</summary>
    public int Concurrency => settings.Concurrency;

    /// <summary>Whether the provider has answered yet: then its cache knows the shared part of the prompt.</summary>
    internal bool HasAnswered => hasAnswered;

    /// <summary>The reply, kept or new.</summary>
    /// <exception cref="UnfitModel">The provider refuses the key, the account or the model, and has never answered yet.</exception>
    /// <exception cref="OperationCanceledException">Cancelled. A request already sent is let end first, and its reply kept.</exception>
    public async Task<LlmAnswer> Ask(LlmRequest request, CancellationToken cancellation = default)
    {
        var key = request.Key(Provider.Identity);
        if (await cache.Find(key, cancellation) is { } kept) return new LlmAnswer(kept, null);
        // the same question of two items that are equal is asked once
        var mine = new Lazy<Task<LlmAnswer>>(() => AskNew(key, request, cancellation));
        var asked = onTheirWay.GetOrAdd(key, mine);
        try
        {
            return await asked.Value;
        }
        finally
        {
            if (ReferenceEquals(asked, mine)) onTheirWay.TryRemove(key, out _);
        }
    }

    /// <summary>Whether a reply to the request is kept.</summary>
    public async Task<bool> IsKept(LlmRequest request, CancellationToken cancellation = default) =>
        await cache.Find(request.Key(Provider.Identity), cancellation) is not null;

    private void Count(LlmUsage usage)
    {
        lock (counting) spent += usage.Cost(Budget.Prices);
    }

    private async Task<LlmAnswer> AskNew(string key, LlmRequest request, CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation);
        try
        {
            // another may have been answered between the look into the cache and here
            return await cache.Find(key, cancellation) is { } kept ? new LlmAnswer(kept, null) : await AskWithRetries(key, request, cancellation);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<LlmAnswer> AskWithRetries(string key, LlmRequest request, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (stopped is { } why) return LlmAnswer.NotAsked(why);
            using var reservation = await Budget.Reserve(request.EstimatedTokens, request.MaxTokens, cancellation);
            if (reservation is null) return LlmAnswer.NotAsked($"budget ({Budget.Left})");
            var estimate = request.EstimatedTokens + request.MaxTokens;
            foreach (var pace in paces) await pace.Take(estimate, cancellation);
            try
            {
                var reply = await Send(request, cancellation);
                Count(reply.Usage);
                try
                {
                    await cache.Keep(key, reply, CancellationToken.None);
                }
                finally
                {
                    // what is set aside is given back only when the cost is booked: others look there
                    reservation.Use(reply.Usage);
                }
                foreach (var pace in paces) await pace.Correct(estimate, reply.Usage.Total);
                hasAnswered = true;
                Interlocked.Exchange(ref failures, 0);
                return new LlmAnswer(reply, null);
            }
            catch (ProviderError error)
            {
                if (GiveUp(error, attempt) is { } answer) return answer;
                if (error.RetryAfter is { } asked) await paces[0].Hold(asked);
                reservation.Dispose();
                await Task.Delay(Wait(error, key, attempt), clock, cancellation);
            }
        }
    }

    /// <summary>What comes of an error that is not tried again; null when it is.</summary>
    private LlmAnswer? GiveUp(ProviderError error, int attempt)
    {
        if (error.IsFatal)
        {
            if (!hasAnswered) throw new UnfitModel(error.Message, error);
            stopped = error.Message;
            return new LlmAnswer(null, error.Message);
        }
        if (!error.MayPass) return new LlmAnswer(null, error.Message);
        var waitsTooLong = error.RetryAfter > settings.LongestWait;
        if (attempt < settings.Attempts && !waitsTooLong) return null;
        if (Interlocked.Increment(ref failures) >= settings.MostFailures || waitsTooLong) stopped = $"no answer from {Provider.Name}: {error.Message}";
        var asks = waitsTooLong ? $"; it asks to wait {error.RetryAfter}" : "";
        return new LlmAnswer(null, $"no answer in {attempt} {(attempt == 1 ? "attempt" : "attempts")}: {error.Message}{asks}");
    }

    /// <summary>What the provider asks for, or 1, 2, 4, … seconds; half of it by chance, so that not all come again at once.</summary>
    private TimeSpan Wait(ProviderError error, string key, int attempt)
    {
        var chance = new Random(Convert.ToInt32(key[..7], 16) + attempt).NextDouble();
        if (error.RetryAfter is { } asked) return asked + TimeSpan.FromSeconds(chance);
        var most = Math.Min(Math.Pow(2, attempt - 1), settings.LongestWait.TotalSeconds);
        return TimeSpan.FromSeconds(most * (0.5 + chance / 2));
    }

    private async Task<LlmReply> Send(LlmRequest request, CancellationToken cancellation)
    {
        using var ending = new CancellationTokenSource(settings.Timeout, clock);
        // what was sent is paid for: a cancel lets it end
        await using var _ = cancellation.Register(() => ending.CancelAfter(settings.Grace));
        try
        {
            return await Provider.Ask(request, ending.Token);
        }
        catch (Exception error) when (ending.IsCancellationRequested && error is not ProviderError { Status: not null })
        {
            cancellation.ThrowIfCancellationRequested();
            throw new ProviderError($"{Provider.Name} gave no answer in {settings.Timeout.TotalSeconds:N0} seconds", null, inner: error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();
}

/// <summary>What came of a request.</summary>
/// <param name="Reply">The reply; null when there is none.</param>
/// <param name="Why">Why not.</param>
public sealed record LlmAnswer(LlmReply? Reply, string? Why)
{
    /// <summary>Whether nothing was sent, so that asking again later loses nothing.</summary>
    public bool WasAsked { get; private init; } = true;

    internal static LlmAnswer NotAsked(string why) => new(null, $"not asked: {why}") { WasAsked = false };
}
