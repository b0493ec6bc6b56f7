namespace Assay.WeakModels.Llm.Calling;

/// <summary>Spaces requests evenly, so that no minute has more of them, or of their tokens, than the provider allows; and holds all of them back when it says so.</summary>
/// <param name="clock">The time.</param>
public sealed class Pace(TimeProvider clock)
{
    private readonly Lock gate = new();
    private DateTimeOffset nextRequest, nextToken, held;

    /// <summary>Requests a minute; null for no limit. May be changed while requests wait; those that have their turn keep it.</summary>
    public int? RequestsAMinute { get; set; }

    /// <summary>Tokens a minute, sent and received; null for no limit. May be changed likewise.</summary>
    public long? TokensAMinute { get; set; }

    /// <summary>Waits for the turn of a request.</summary>
    internal async Task Take(long tokens, CancellationToken cancellation)
    {
        while (Turn(ref tokens) is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, cancellation);
    }

    /// <summary>Lets no request go before a time.</summary>
    internal void Hold(TimeSpan time)
    {
        lock (gate)
            if (clock.GetUtcNow() + time is var until && until > held) held = until;
    }

    /// <summary>Corrects the tokens a request was thought to have.</summary>
    internal void Correct(long estimated, long used)
    {
        if (TokensAMinute is not { } most) return;
        lock (gate) nextToken += TimeSpan.FromMinutes((double)(used - estimated) / most);
    }

    /// <summary>How long to wait; the turn is taken at the first call, which makes the tokens negative; later ones ask whether all are held.</summary>
    private TimeSpan Turn(ref long tokens)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (tokens < 0) return held - now;
            var turn = new[] { now, nextRequest, nextToken }.Max();
            if (RequestsAMinute is { } requests) nextRequest = turn + TimeSpan.FromMinutes(1.0 / requests);
            if (TokensAMinute is { } most) nextToken = turn + TimeSpan.FromMinutes((double)tokens / most);
            tokens = -1;
            return new[] { turn, held }.Max() - now;
        }
    }
}
