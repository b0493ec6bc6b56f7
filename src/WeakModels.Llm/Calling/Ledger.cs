namespace Assay.WeakModels.Llm.Calling;

/// <summary>What was spent, and what is set aside for requests on their way. Shared by all that spend of the same: runs of a model, or all models of a project.</summary>
public sealed class Ledger
{
    private readonly Ledger root;
    private readonly Lock gate = new();
    private long booked;
    private TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A ledger.</summary>
    /// <param name="already">What was spent before.</param>
    /// <param name="whole">Of what it is a part: what is spent of the one is spent of the other, through the same budget.</param>
    public Ledger(Spent already = default, Ledger? whole = null) => (Spent, root) = (already, whole?.root ?? this);

    /// <summary>Guards the ledger, and all those of the same whole.</summary>
    internal Lock Gate => root.gate;

    /// <summary>Grows with each request that is booked. Under the gate.</summary>
    internal long Booked { get => root.booked; set => root.booked = value; }

    internal Spent Spent { get; set; }

    internal (long Tokens, decimal Money) Reserved { get; set; }

    internal (long Input, long Output, decimal Money) InBatches { get; set; }

    /// <summary>Ends when something that was set aside is free, or booked. Under the gate.</summary>
    internal Task Settled => root.settled.Task;

    /// <summary>Wakes those who wait. Under the gate.</summary>
    internal void Settle()
    {
        var told = root.settled;
        root.settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        told.SetResult();
    }
}

/// <summary>What may be spent of a ledger.</summary>
/// <param name="Tokens">Sent and received together; null for no limit.</param>
/// <param name="Money">In the currency of the prices; null for no limit.</param>
public sealed record SpendingLimits(long? Tokens = null, decimal? Money = null);

/// <summary>Where all spending is booked, by whoever spends of the same, in other processes too.</summary>
public interface ISpendingBook
{
    /// <summary>What is booked by now of each ledger of a budget, in their order.</summary>
    IReadOnlyList<BookedSpending> Read();
}

/// <summary>What is booked of a ledger.</summary>
/// <param name="Spent">What was spent.</param>
/// <param name="InBatches">Tokens that batches on their way send and receive at most, and what that costs at most.</param>
/// <param name="Limits">What may be spent, as it is set now.</param>
public sealed record BookedSpending(Spent Spent, (long Input, long Output, decimal Money) InBatches, SpendingLimits Limits);
