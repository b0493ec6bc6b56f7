namespace Assay.WeakModels.Llm.Calling;

/// <summary>A language model somewhere that can be asked.</summary>
public interface ILlmProvider
{
    /// <summary>The provider and its model: <c>anthropic/MODEL</c>.</summary>
    string Name { get; }

    /// <summary>The name and the address. Replies are kept under it.</summary>
    string Identity { get; }

    /// <summary>Asks once; trying again is the caller's.</summary>
    /// <exception cref="ProviderError">There is no reply.</exception>
    Task<LlmReply> Ask(LlmRequest request, CancellationToken cancellation = default);
}
