namespace Assay.WeakModels.Llm.Calling;

/// <summary>
/// What may be spent, and what was. A request is asked only when its worst case (its tokens as estimated, a reply as long as allowed) fits what is left beside those on
/// their way; what it really used is booked when it is answered. The limit is passed only as far as an estimate of a request was too low.
/// </summary>
public sealed class Budget
{
    private readonly Lock gate = new();
    private readonly Prices? prices;
    private readonly long? mostTokens;
    private readonly decimal? mostMoney;
    private Spent spent;
    private (long Tokens, decimal Money) reserved;
    private (long Input, long Output) inBatches;
    private TaskCompletionSource settled = New();

    /// <summary>A budget.</summary>
    /// <param name="tokens">Tokens that may be used, sent and received together; null for no limit.</param>
    /// <param name="money">Money that may be spent, in the currency of the prices; null for no limit.</param>
    /// <param name="prices">What the model costs; null where money is not counted.</param>
    /// <param name="already">What was spent of it before.</param>
    /// <exception cref="UnfitModel">Money is limited, and there are no prices.</exception>
    public Budget(long? tokens = null, decimal? money = null, Prices? prices = null, Spent already = default)
    {
        if (money is not null && prices is null) throw new UnfitModel("a limit in money wants the prices of the model, for a million tokens sent and received");
        (mostTokens, mostMoney, this.prices) = (tokens, money, prices);
        spent = already with { Money = prices is null ? null : already.Money ?? 0 };
    }

    /// <summary>No limit, and no prices.</summary>
    public static Budget Unlimited => new();

    /// <summary>The prices; null where money is not counted.</summary>
    public Prices? Prices => prices;

    /// <summary>What was spent, with what was spent before.</summary>
    public Spent Spent
    {
        get
        {
            lock (gate) return spent;
        }
    }

    /// <summary>Tokens that batches on their way send, as estimated, and receive at most. They are set aside until their results are booked.</summary>
    public (long Input, long Output) InBatches
    {
        get
        {
            lock (gate) return inBatches;
        }

        set
        {
            lock (gate) inBatches = value;
        }
    }

    /// <summary>Sets aside what these may use, and nothing for others.</summary>
    internal void SetAside(IReadOnlyList<Batching.SentBatch> open) => InBatches = (open.Sum(batch => batch.InputTokens), open.Sum(batch => batch.OutputTokens));

    /// <summary>Sets aside what a request may use; waits where only those on their way stand between. Null when it does not fit, and then nothing is set aside.</summary>
    internal async Task<Reservation?> Reserve(long input, long output, CancellationToken cancellation)
    {
        var (tokens, money) = (input + output, prices?.AtMost(input, output) ?? 0);
        while (true)
        {
            Task waiting;
            lock (gate)
            {
                if (!Fits(tokens, money, 0, 0)) return null;
                if (Fits(tokens, money, reserved.Tokens, reserved.Money))
                {
                    reserved = (reserved.Tokens + tokens, reserved.Money + money);
                    return new Reservation(this, tokens, money);
                }
                waiting = settled.Task;
            }
            await waiting.WaitAsync(cancellation);
        }
    }

    /// <summary>Whether so many tokens fit what is left, beside what is on its way.</summary>
    internal bool Fits(long input, long output, bool isBatch)
    {
        lock (gate) return Fits(input + output, AtMost(input, output, isBatch), reserved.Tokens, reserved.Money);
    }

    /// <summary>Books what was used without asking first: the results of a batch.</summary>
    internal void Book(LlmUsage usage, bool isBatch)
    {
        lock (gate) Add(usage, isBatch);
    }

    /// <summary>What is left, in words.</summary>
    public string Left
    {
        get
        {
            lock (gate)
            {
                var tokens = mostTokens is { } most ? $"{spent.Tokens:N0} of {most:N0} tokens" : null;
                var money = mostMoney is { } limit ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{spent.Money:0.####} of {limit:0.####}") : null;
                var aside = inBatches == default ? "" : $", {inBatches.Input + inBatches.Output:N0} tokens at most in batches on their way";
                return string.Join(", ", ((string?[])[tokens, money]).OfType<string>()) is { Length: > 0 } words ? $"{words} spent{aside}" : "no limit";
            }
        }
    }

    private bool Fits(long tokens, decimal money, long besideTokens, decimal besideMoney) =>
        (mostTokens is null || spent.Tokens + inBatches.Input + inBatches.Output + besideTokens + tokens <= mostTokens)
        && (mostMoney is null || spent.Money + AtMost(inBatches.Input, inBatches.Output, isBatch: true) + besideMoney + money <= mostMoney);

    private decimal AtMost(long input, long output, bool isBatch) => (prices?.AtMost(input, output) ?? 0) * (isBatch && prices is not null ? prices.Batch : 1);

    private void Add(LlmUsage usage, bool isBatch) => spent = Sum(spent, usage, prices, isBatch);

    /// <summary>What was spent, with one more request.</summary>
    internal static Spent Sum(Spent before, LlmUsage usage, Prices? prices, bool isBatch) => new(
        before.Requests + 1, before.InputTokens + usage.Input, before.CacheWriteTokens + usage.CacheWrite, before.CacheReadTokens + usage.CacheRead,
        before.OutputTokens + usage.Output, prices is null ? null : (before.Money ?? 0) + prices.Of(usage, isBatch));

    private void Settle(long tokens, decimal money, LlmUsage? used)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            reserved = (reserved.Tokens - tokens, reserved.Money - money);
            if (used is { } usage) Add(usage, isBatch: false);
            (told, settled) = (settled, New());
        }
        told.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was set aside for a request.</summary>
    internal sealed class Reservation(Budget budget, long tokens, decimal money) : IDisposable
    {
        private bool isSettled;

        /// <summary>Books what was used in its place.</summary>
        public void Use(LlmUsage usage) => Settle(usage);

        /// <summary>Gives it back unless it was used.</summary>
        public void Dispose() => Settle(null);

        private void Settle(LlmUsage? usage)
        {
            if (isSettled) return;
            isSettled = true;
            budget.Settle(tokens, money, usage);
        }
    }
}
