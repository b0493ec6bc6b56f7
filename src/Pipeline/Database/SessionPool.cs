using System.Collections.Concurrent;

namespace Assay.Pipeline.Database;

/// <summary>
/// Readers' sessions, kept open with what they have prepared. There are at most <paramref name="largest"/>; whoever finds none free
/// waits for one, which under load is sooner than opening another.
/// </summary>
internal sealed class SessionPool(int largest, Func<Session> open) : IDisposable
{
    private readonly SemaphoreSlim free = new(largest);
    private readonly ConcurrentBag<Session> idle = [];
    private volatile bool closed;

    public Session Rent()
    {
        free.Wait();
        try
        {
            return idle.TryTake(out var session) ? session : open();
        }
        catch
        {
            free.Release();
            throw;
        }
    }

    public void Return(Session session)
    {
        if (closed)
        {
            session.Dispose();
            return;
        }

        idle.Add(session);
        free.Release();
    }

    /// <summary>Takes back a session that may be broken.</summary>
    public void Discard(Session session)
    {
        session.Dispose();
        if (!closed)
            free.Release();
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var session))
            session.Dispose();
        free.Dispose();
    }
}
