namespace Assay.TestKit;

/// <summary>A clock that moves when told. Safe to move while others read it.</summary>
public sealed class FakeClock : TimeProvider
{
    private long milliseconds = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref milliseconds));

    public void Advance(TimeSpan time) => Interlocked.Add(ref milliseconds, (long)time.TotalMilliseconds);
}
