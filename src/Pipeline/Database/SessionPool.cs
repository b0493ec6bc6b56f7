using System.Collections.Concurrent;

namespace Assay.Pipeline.Database;

/// <summary>Open sessions kept for the next reader, with what they have prepared.</summary>
internal sealed class SessionPool(int largest, Func<Session> open)
{
    private readonly ConcurrentBag<Session> idle = [];
    private volatile bool closed;

    public Session Rent() => idle.TryTake(out var session) ? session : open();

    public void Return(Session session)
    {
        if (closed || idle.Count >= largest)
            session.Dispose();
        else
            idle.Add(session);
    }

    public void Close()
    {
        closed = true;
        while (idle.TryTake(out var session))
            session.Dispose();
    }
}
