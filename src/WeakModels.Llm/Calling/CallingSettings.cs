namespace Assay.WeakModels.Llm.Calling;

/// <summary>How a provider is called.</summary>
public sealed record CallingSettings
{
    /// <summary>Requests on their way at once; 8 by default.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Requests a minute; null for no limit.</summary>
    public int? RequestsAMinute { get; init; }

    /// <summary>Tokens a minute, sent and received; null for no limit.</summary>
    public long? TokensAMinute { get; init; }

    /// <summary>How often a request is tried that is answered by "busy", by a fault of the server, or not at all; 6 by default.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>How long a reply is waited for; 3 minutes by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The longest wait before a request is tried again; a provider that asks for more is not asked again. 5 minutes by default.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long requests on their way may take to end after a cancel, so that what is paid for is kept; 20 seconds by default.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Requests in a row without an answer after which no more are sent; 3 by default.</summary>
    public int MostFailures { get; init; } = 3;
}
