namespace Assay.WeakModels.Llm.Calling;

/// <summary>Where a provider is and how one is let in. No record: a record prints all it holds, and this holds a key.</summary>
public sealed class ProviderSettings
{
    /// <summary>The address; null for the vendor's own, or a local Ollama.</summary>
    public Uri? Url { get; init; }

    /// <summary>The API key; null where none is needed. It goes into the header of requests and nowhere else.</summary>
    public string? Key { get; init; }

    /// <summary>Of Ollama, tokens a request and its reply may have; longer ones would be cut without a word. 8,192 by default.</summary>
    public int Context { get; init; } = 8_192;

    /// <summary>What carries requests; null for the network.</summary>
    public HttpMessageHandler? Transport { get; init; }

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// With the key from the environment: <c>ANTHROPIC_API_KEY</c>, <c>OPENAI_API_KEY</c>. For programs a person starts; a server that lets others name the address must
    /// not hand out its own keys.
    /// </summary>
    /// <param name="provider">The word before the slash of a model's name.</param>
    /// <param name="url">The address; null for the vendor's own.</param>
    public static ProviderSettings FromEnvironment(string provider, Uri? url = null) => new()
    {
        Url = url,
        Key = Providers.KeyVariable(provider) is { } variable && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } key ? key : null,
    };
}
