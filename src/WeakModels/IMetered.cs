namespace Assay.WeakModels;

/// <summary>A model that costs something to ask.</summary>
public interface IMetered
{
    /// <summary>What it has cost since it was opened.</summary>
    Spent Spent { get; }

    /// <summary>Whether that is booked as it is spent; otherwise whoever opened the model books it.</summary>
    bool IsBooked => false;
}

/// <summary>What was spent on a remote model, by what its replies say they used.</summary>
/// <param name="Requests">Requests that were answered and paid for. Answers that were kept from before cost nothing and do not count.</param>
/// <param name="InputTokens">Tokens sent at the full price.</param>
/// <param name="CacheWriteTokens">Tokens sent that the provider put into its prompt cache.</param>
/// <param name="CacheReadTokens">Tokens sent that the provider had in its prompt cache.</param>
/// <param name="OutputTokens">Tokens received.</param>
/// <param name="Money">In the currency of the prices the user gave; null where none were given.</param>
public readonly record struct Spent(long Requests, long InputTokens, long CacheWriteTokens, long CacheReadTokens, long OutputTokens, decimal? Money)
{
    /// <summary>Both together; money only where one of them has counted it.</summary>
    public static Spent operator +(Spent one, Spent other) => new(
        one.Requests + other.Requests, one.InputTokens + other.InputTokens, one.CacheWriteTokens + other.CacheWriteTokens,
        one.CacheReadTokens + other.CacheReadTokens, one.OutputTokens + other.OutputTokens,
        one.Money is null && other.Money is null ? null : (one.Money ?? 0) + (other.Money ?? 0));

    /// <summary>What was spent since; money where it is counted now.</summary>
    public static Spent operator -(Spent now, Spent before) => new(
        now.Requests - before.Requests, now.InputTokens - before.InputTokens, now.CacheWriteTokens - before.CacheWriteTokens,
        now.CacheReadTokens - before.CacheReadTokens, now.OutputTokens - before.OutputTokens, now.Money is null ? null : now.Money - (before.Money ?? 0));

    /// <summary>All tokens, sent and received.</summary>
    public long Tokens => InputTokens + CacheWriteTokens + CacheReadTokens + OutputTokens;
}
