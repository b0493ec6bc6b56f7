namespace Assay.WeakModels.Llm.Calling;

/// <summary>
/// What may be spent, and what was. A request is asked only when its worst case (its tokens as estimated, a reply as long as allowed) fits what is left beside those on
/// their way; what it really used is booked when it is answered. The limit is passed only as far as an estimate of a request was too low.
/// </summary>
/// <remarks>A budget may draw on several ledgers at once, its model's and its project's; a request has to fit all of them.</remarks>
public sealed class Budget
{
    /// <summary>Looks into the book before a request, until nothing was booked during one.</summary>
    private const int MostLooks = 50;

    private readonly Prices? prices;
    private readonly Ledger[] ledgers;
    private readonly SpendingLimits[] limits;
    private readonly ISpendingBook? book;

    /// <summary>A budget of its own.</summary>
    /// <param name="tokens">Tokens that may be used, sent and received together; null for no limit.</param>
    /// <param name="money">Money that may be spent, in the currency of the prices; null for no limit.</param>
    /// <param name="prices">What the model costs; null where money is not counted.</param>
    /// <param name="already">What was spent of it before.</param>
    /// <exception cref="UnfitModel">Money is limited, and there are no prices.</exception>
    public Budget(long? tokens = null, decimal? money = null, Prices? prices = null, Spent already = default)
        : this(prices, null, (new Ledger(already), new SpendingLimits(tokens, money)))
    {
    }

    /// <summary>A budget that others spend of too.</summary>
    /// <param name="prices">What the model costs; null where money is not counted.</param>
    /// <param name="book">Where all of them book; null where nobody else does.</param>
    /// <param name="ledgers">The model's own first, each of the next holding the one before.</param>
    /// <exception cref="UnfitModel">Money is limited, and there are no prices.</exception>
    public Budget(Prices? prices, ISpendingBook? book, params IReadOnlyList<(Ledger Ledger, SpendingLimits Limits)> ledgers)
    {
        if (prices is null && ledgers.Any(one => one.Limits.Money is not null))
        {
            throw new UnfitModel(ledgers[0].Limits.Money is not null
                ? "a limit in money wants the prices of the model, for a million tokens sent and received"
                : "the project has a limit in money, and that wants the prices of the model, for a million tokens sent and received: 0,0 where it costs nothing");
        }
        (this.prices, this.book) = (prices, book);
        this.ledgers = [.. ledgers.Select(one => one.Ledger)];
        limits = [.. ledgers.Select(one => one.Limits)];
    }

    /// <summary>No limit, and no prices.</summary>
    public static Budget Unlimited => new();

    /// <summary>The prices; null where money is not counted.</summary>
    public Prices? Prices => prices;

    /// <summary>What was spent of the model, with what was spent before.</summary>
    public Spent Spent
    {
        get
        {
            lock (Gate) return ledgers[0].Spent with { Money = prices is null ? null : ledgers[0].Spent.Money ?? 0 };
        }
    }

    /// <summary>Tokens that batches of the model on their way send, as estimated, and receive at most. They are set aside until their results are booked.</summary>
    public (long Input, long Output) InBatches
    {
        get
        {
            lock (Gate) return (ledgers[0].InBatches.Input, ledgers[0].InBatches.Output);
        }
    }

    private Lock Gate => ledgers[0].Gate;

    /// <summary>Sets aside what these may use, and nothing for others. Where there is a book it tells that.</summary>
    internal void SetAside(IReadOnlyList<Batching.SentBatch> open)
    {
        if (book is not null) return;
        var (input, output) = (open.Sum(batch => batch.InputTokens), open.Sum(batch => batch.OutputTokens));
        lock (Gate) ledgers[0].InBatches = (input, output, AtMost(input, output, isBatch: true));
    }

    /// <summary>Sets aside what a request may use; waits where only those on their way stand between. Null when it does not fit, and then nothing is set aside.</summary>
    internal async Task<Reservation?> Reserve(long input, long output, CancellationToken cancellation)
    {
        var (tokens, money) = (input + output, AtMost(input, output, isBatch: false));
        while (true)
        {
            Refresh();
            Task waiting;
            lock (Gate)
            {
                if (!Fits(tokens, money, besideOthers: false)) return null;
                if (Fits(tokens, money, besideOthers: true))
                {
                    Reserve(tokens, money);
                    return new Reservation(this, tokens, money);
                }
                waiting = ledgers[0].Settled;
            }
            await waiting.WaitAsync(cancellation);
        }
    }

    /// <summary>Whether so many tokens fit what is left, beside what is on its way.</summary>
    internal bool Fits(long input, long output, bool isBatch)
    {
        Refresh();
        lock (Gate) return Fits(input + output, AtMost(input, output, isBatch), besideOthers: true);
    }

    /// <summary>Counts what was used without asking first: the results of a batch.</summary>
    internal void Book(LlmUsage usage, bool isBatch)
    {
        lock (Gate) Add(usage, isBatch);
    }

    /// <summary>What is left, in words.</summary>
    public string Left
    {
        get
        {
            lock (Gate)
            {
                var words = ledgers.Zip(limits).Select((one, place) => Words(one.First, one.Second) is { } left ? (place == 0 ? left : $"of the whole project {left}") : null).OfType<string>();
                return string.Join("; ", words) is { Length: > 0 } all ? all : "no limit";
            }
        }
    }

    private static string? Words(Ledger ledger, SpendingLimits limit)
    {
        var tokens = limit.Tokens is { } most ? $"{ledger.Spent.Tokens:N0} of {most:N0} tokens" : null;
        var money = limit.Money is { } limited ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ledger.Spent.Money ?? 0:0.####} of {limited:0.####}") : null;
        var aside = ledger.InBatches == default ? "" : $", {ledger.InBatches.Input + ledger.InBatches.Output:N0} tokens at most in batches on their way";
        return string.Join(", ", ((string?[])[tokens, money]).OfType<string>()) is { Length: > 0 } words ? $"{words} spent{aside}" : null;
    }

    /// <summary>Takes over what is booked. A look during which a request of this process was booked says nothing, since it may have been before or after.</summary>
    private void Refresh()
    {
        for (var look = 0; book is not null && look < MostLooks; look++)
        {
            long before;
            lock (Gate) before = ledgers[0].Booked;
            var booked = book.Read();
            lock (Gate)
            {
                if (ledgers[0].Booked != before) continue;
                for (var place = 0; place < ledgers.Length; place++)
                    (ledgers[place].Spent, ledgers[place].InBatches, limits[place]) = (booked[place].Spent, booked[place].InBatches, booked[place].Limits);
                return;
            }
        }
    }

    private bool Fits(long tokens, decimal money, bool besideOthers)
    {
        foreach (var (ledger, limit) in ledgers.Zip(limits))
        {
            var (beside, batches) = (besideOthers ? ledger.Reserved : default, ledger.InBatches);
            if (ledger.Spent.Tokens + batches.Input + batches.Output + beside.Tokens + tokens > limit.Tokens) return false;
            if ((ledger.Spent.Money ?? 0) + batches.Money + beside.Money + money > limit.Money) return false;
        }
        return true;
    }

    private decimal AtMost(long input, long output, bool isBatch) => (prices?.AtMost(input, output) ?? 0) * (isBatch && prices is not null ? prices.Batch : 1);

    private void Add(LlmUsage usage, bool isBatch)
    {
        foreach (var ledger in ledgers) ledger.Spent += usage.Cost(prices, isBatch);
        ledgers[0].Booked++;
    }

    private void Reserve(long tokens, decimal money)
    {
        foreach (var ledger in ledgers) ledger.Reserved = (ledger.Reserved.Tokens + tokens, ledger.Reserved.Money + money);
    }

    private void Settle(long tokens, decimal money, LlmUsage? used)
    {
        lock (Gate)
        {
            Reserve(-tokens, -money);
            if (used is { } usage) Add(usage, isBatch: false);
            ledgers[0].Settle();
        }
    }

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
