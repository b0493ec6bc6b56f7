using System.Collections.Concurrent;

namespace Assay.WeakModels.Llm.Tests;

/// <summary>A clock that jumps over every wait, and remembers it. Time-outs, which are longer than any wait, come only when they are called.</summary>
internal sealed class JumpingClock : TimeProvider
{
    /// <summary>What is as long is no wait but a time-out.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly ConcurrentBag<Timer> pending = [];
    private DateTimeOffset now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    /// <summary>Whoever waits for a reply has waited long enough.</summary>
    public void TimeOut()
    {
        while (pending.TryTake(out var timer)) timer.Fire();
    }

    public void Advance(TimeSpan time)
    {
        lock (gate) now += time;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this, callback, state, dueTime);

    private sealed class Timer : ITimer
    {
        private readonly JumpingClock clock;
        private readonly TimerCallback callback;
        private readonly object? state;
        private volatile bool isOver;

        public Timer(JumpingClock clock, TimerCallback callback, object? state, TimeSpan due)
        {
            (this.clock, this.callback, this.state) = (clock, callback, state);
            Change(due, global::System.Threading.Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime < TimeSpan.Zero) return true;
            if (dueTime >= Timeout)
            {
                clock.pending.Add(this);
                return true;
            }
            clock.Waits.Enqueue(dueTime);
            lock (clock.gate) clock.now += dueTime;
            Fire();
            return true;
        }

        public void Fire() => ThreadPool.QueueUserWorkItem(_ =>
        {
            if (!isOver) callback(state);
        });

        public void Dispose() => isOver = true;

        public ValueTask DisposeAsync()
        {
            isOver = true;
            return ValueTask.CompletedTask;
        }
    }
}
