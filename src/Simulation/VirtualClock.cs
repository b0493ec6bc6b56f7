namespace Assay.Simulation;

/// <summary>A clock that stands still until the simulation moves it, so that a week of work is done in seconds and always the same.</summary>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    /// <summary>Moves on to a moment; an earlier one leaves the clock where it is, as time does not run back.</summary>
    public void MoveTo(DateTimeOffset moment) => now = moment > now ? moment : now;
}
