namespace Assay.WeakModels.Http;

/// <summary>How a model server is spoken to. The usual times are those that Label Studio itself waits for a prediction.</summary>
public sealed record HttpModelOptions
{
    /// <summary>Tasks that go in one request, 1 or more. A request that fails for its tasks is asked again task by task.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>How long a request for predictions may take.</summary>
    public TimeSpan PredictTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long the server may take to say that it is up, and to take the label config.</summary>
    public TimeSpan SetupTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes of a reply that are read; a longer one is refused.</summary>
    public int MostBytes { get; init; } = 64_000_000;

    /// <summary>How often a request is sent again where the server is busy (408, 429, 502, 503, 504) or cannot be reached; 0 for never.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The wait before the first of these; it doubles each time. A <c>Retry-After</c> of the server counts instead.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The clock of waits and time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
