namespace Assay.WeakModels.Llm.Calling;

/// <summary>What a language model replied, as it came.</summary>
/// <param name="Text">May be empty.</param>
/// <param name="Finish">Why it ended.</param>
/// <param name="Usage">What it cost.</param>
public sealed record LlmReply(string Text, LlmFinish Finish, LlmUsage Usage);

/// <summary>Why a reply ended.</summary>
public enum LlmFinish
{
    /// <summary>The model was done.</summary>
    Done,

    /// <summary>It had as many tokens as were allowed.</summary>
    CutOff,

    /// <summary>The model or its provider declined to answer.</summary>
    Declined,
}

/// <summary>Tokens of one request.</summary>
/// <param name="Input">Sent, at the full price.</param>
/// <param name="CacheWrite">Sent, and put into the provider's prompt cache.</param>
/// <param name="CacheRead">Sent, and found in the provider's prompt cache.</param>
/// <param name="Output">Received.</param>
public readonly record struct LlmUsage(long Input, long CacheWrite, long CacheRead, long Output)
{
    /// <summary>All of them.</summary>
    public long Total => Input + CacheWrite + CacheRead + Output;

    /// <summary>What the request cost.</summary>
    /// <param name="prices">Null where money is not counted.</param>
    /// <param name="isBatch">Whether it was sent in a batch.</param>
    public Spent Cost(Prices? prices, bool isBatch = false) => new(1, Input, CacheWrite, CacheRead, Output, prices?.Of(this, isBatch));
}
