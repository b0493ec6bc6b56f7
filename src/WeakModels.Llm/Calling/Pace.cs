namespace Assay.WeakModels.Llm.Calling;

/// <summary>Spaces requests evenly, so that no minute has more of them, or of their tokens, than the provider allows; and holds all of them back when it says so.</summary>
/// <param name="clock">The time.</param>
/// <param name="book">Where turns are kept that other processes take too; null where there are none.</param>
public sealed class Pace(TimeProvider clock, IPaceBook? book = null)
{
    private readonly Lock gate = new();
    private readonly IPaceBook book = book ?? new OwnPaceBook(clock);
    private DateTimeOffset held;

    /// <summary>Requests a minute; null for no limit. May be changed while requests wait; those that have their turn keep it.</summary>
    public int? RequestsAMinute { get; set; }

    /// <summary>Tokens a minute, sent and received; null for no limit. May be changed likewise.</summary>
    public long? TokensAMinute { get; set; }

    private bool HasLimits => RequestsAMinute is not null || TokensAMinute is not null;

    /// <summary>Waits for the turn of a request.</summary>
    internal async Task Take(long tokens, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var turn = HasLimits ? await book.Take(Request, Tokens(tokens)) : default;
        while (Later(turn, Held) - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, cancellation);
    }

    /// <summary>Lets no request go before a time.</summary>
    internal async Task Hold(TimeSpan time)
    {
        var until = clock.GetUtcNow() + time;
        lock (gate) held = Later(held, until);
        if (HasLimits) await book.Hold(until);
    }

    /// <summary>Corrects the tokens a request was thought to have.</summary>
    internal Task Correct(long estimated, long used) => TokensAMinute is null || estimated == used ? Task.CompletedTask : book.Correct(Tokens(used - estimated));

    private DateTimeOffset Held
    {
        get
        {
            lock (gate) return held;
        }
    }

    private TimeSpan Request => RequestsAMinute is { } most ? TimeSpan.FromMinutes(1.0 / most) : TimeSpan.Zero;

    private TimeSpan Tokens(long count) => TokensAMinute is { } most ? TimeSpan.FromMinutes((double)count / most) : TimeSpan.Zero;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>Turns of this process alone.</summary>
    private sealed class OwnPaceBook(TimeProvider clock) : IPaceBook
    {
        private readonly Lock gate = new();
        private DateTimeOffset nextRequest, nextToken;

        public Task<DateTimeOffset> Take(TimeSpan request, TimeSpan tokens)
        {
            lock (gate)
            {
                var turn = Later(clock.GetUtcNow(), Later(nextRequest, nextToken));
                (nextRequest, nextToken) = (turn + request, turn + tokens);
                return Task.FromResult(turn);
            }
        }

        public Task Correct(TimeSpan tokens)
        {
            lock (gate) nextToken += tokens;
            return Task.CompletedTask;
        }

        /// <summary>The pace itself knows.</summary>
        public Task Hold(DateTimeOffset until) => Task.CompletedTask;
    }
}
