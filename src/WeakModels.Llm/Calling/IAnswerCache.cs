namespace Assay.WeakModels.Llm.Calling;

/// <summary>Replies that were paid for, by <see cref="LlmRequest.Key"/>. Safe for many callers at once.</summary>
public interface IAnswerCache
{
    /// <summary>Whether it books what a reply cost in the step that keeps it.</summary>
    bool BooksCost => false;

    /// <summary>The reply kept under a key; null when there is none.</summary>
    ValueTask<LlmReply?> Find(string key, CancellationToken cancellation = default);

    /// <summary>Keeps a reply. When it returns, a crash does not lose it.</summary>
    ValueTask Keep(string key, LlmReply reply, CancellationToken cancellation = default);
}

/// <summary>Keeps replies in memory.</summary>
public sealed class AnswerMemory : IAnswerCache
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, LlmReply> replies = new();

    /// <inheritdoc/>
    public ValueTask<LlmReply?> Find(string key, CancellationToken cancellation = default) => ValueTask.FromResult(replies.GetValueOrDefault(key));

    /// <inheritdoc/>
    public ValueTask Keep(string key, LlmReply reply, CancellationToken cancellation = default)
    {
        replies[key] = reply;
        return ValueTask.CompletedTask;
    }
}
