using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm.Batching;

/// <summary>
/// Remembers batches from before they are sent until all their results are kept, so that whoever goes on finds them and nothing is paid for twice. When a method returns, a
/// crash does not lose what it did. Safe for several processes at once, where they share it.
/// </summary>
public interface IBatchStore
{
    /// <summary>Those that are announced and neither closed nor withdrawn, the oldest first.</summary>
    ValueTask<IReadOnlyList<SentBatch>> Open(CancellationToken cancellation = default);

    /// <summary>Whether a request may go into a batch.</summary>
    /// <param name="key">The <see cref="LlmRequest.Key"/>.</param>
    /// <param name="cancellation">Stops the look.</param>
    ValueTask<RequestStanding> StandingOf(string key, CancellationToken cancellation = default);

    /// <summary>Remembers that a batch is about to be sent. Null when one of its requests is in another that is open: somebody else was faster.</summary>
    /// <param name="keys">Its requests.</param>
    /// <param name="at">Now.</param>
    /// <param name="inputTokens">That it sends, as estimated.</param>
    /// <param name="outputTokens">That it receives at most.</param>
    ValueTask<SentBatch?> Announce(IReadOnlyCollection<string> keys, DateTimeOffset at, long inputTokens, long outputTokens);

    /// <summary>Remembers the id by which the provider knows it.</summary>
    ValueTask Taken(SentBatch batch, string id);

    /// <summary>Whether a request is one of the batch.</summary>
    ValueTask<bool> Asks(SentBatch batch, string key, CancellationToken cancellation = default);

    /// <summary>Keeps results, and books what they cost with them. Those that were kept before, or are none of the batch's, change nothing.</summary>
    /// <returns>Those that are new.</returns>
    ValueTask<IReadOnlyList<BatchResult>> Keep(SentBatch batch, IReadOnlyList<BatchResult> results);

    /// <summary>Forgets it: all its results are kept. What had none counts as failed.</summary>
    /// <returns>How many had none.</returns>
    ValueTask<int> Close(SentBatch batch);

    /// <summary>Forgets it as if it had never been announced: the provider did not take it, or does not have it any more.</summary>
    ValueTask Withdraw(SentBatch batch);
}

/// <summary>A batch that was sent, or is about to be.</summary>
/// <param name="Name">By which the store knows it.</param>
/// <param name="Id">By which the provider knows it; null until it has said so.</param>
/// <param name="At">When it was announced.</param>
/// <param name="Requests">How many.</param>
/// <param name="InputTokens">That it sends, as estimated.</param>
/// <param name="OutputTokens">That it receives at most.</param>
public sealed record SentBatch(string Name, string? Id, DateTimeOffset At, int Requests, long InputTokens, long OutputTokens);

/// <summary>Whether a request may go into a batch.</summary>
public enum RequestStanding
{
    /// <summary>It may.</summary>
    Free,

    /// <summary>It is in one that is open, perhaps another run's.</summary>
    OnItsWay,

    /// <summary>It has come back from one without an answer, and is asked alone.</summary>
    Alone,
}

/// <summary>What came of a request of a batch.</summary>
/// <param name="Key">The <see cref="LlmRequest.Key"/>.</param>
/// <param name="Outcome">What.</param>
/// <param name="Reply">The reply of one that was answered; null otherwise.</param>
/// <param name="Cost">What it used.</param>
public sealed record BatchResult(string Key, BatchOutcome Outcome, LlmReply? Reply, Spent Cost);

/// <summary>What may come of a request of a batch. Only answers cost something.</summary>
public enum BatchOutcome
{
    /// <summary>A reply.</summary>
    Answered,

    /// <summary>An error. It is asked alone, which tells more.</summary>
    Failed,

    /// <summary>The provider did not get to it in its day. Once it may go into another batch, then it is asked alone.</summary>
    Expired,

    /// <summary>Somebody stopped the batch before. As if it had not been sent.</summary>
    Stopped,
}
