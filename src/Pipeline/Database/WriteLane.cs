using System.Collections.Concurrent;
using System.Diagnostics;

namespace Assay.Pipeline.Database;

/// <summary>
/// One writer thread. Work that waits while a commit is being synced shares the next one, so that the cost of durability is divided
/// among everyone who waits for it. A piece of work is acknowledged only after its commit.
/// </summary>
internal sealed class WriteLane : IDisposable
{
    /// <summary>Bounds how long the first of a group waits for the last.</summary>
    private const int LargestGroup = 128;

    private readonly Dialect dialect;
    private readonly BlockingCollection<Work> waiting = [];
    private readonly Thread thread;
    private Session? session;

    /// <summary>How long the last commit took: what sharing the next one saves.</summary>
    private TimeSpan sync;

    public WriteLane(Dialect dialect, int number)
    {
        this.dialect = dialect;
        thread = new Thread(Loop) { IsBackground = true, Name = $"writer {number}" };
        thread.Start();
    }

    /// <summary>Whether somebody waits behind the work that runs now.</summary>
    public bool IsAwaited => waiting.Count > 0;

    public Task<T> Run<T>(long? projectId, Func<Session, T> work)
    {
        var item = new Work<T>(projectId, work);
        try
        {
            waiting.Add(item);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(WriteLane), "The database is closed.");
        }

        return item.Result;
    }

    public void Dispose()
    {
        waiting.CompleteAdding();
        thread.Join();
        session?.Dispose();
        waiting.Dispose();
    }

    private void Loop()
    {
        var group = new List<Work>();
        var expected = 0;
        foreach (var first in waiting.GetConsumingEnumerable())
        {
            group.Add(first);
            Gather(group, expected);
            if (dialect.ProjectsShareTransactions)
                RunGroup(group);
            else
                foreach (var project in group.GroupBy(work => work.ProjectId))
                    RunGroup([.. project]);
            expected = group.Count + waiting.Count;
            group.Clear();
        }
    }

    /// <summary>
    /// Takes what waits, and where a commit is dear gives those whose work was just acknowledged a moment to come back: otherwise they fall
    /// into two halves that take turns, and each sync serves only one. Where it is cheap that is the better way: one half thinks while the
    /// other writes. So nobody waits longer than the last commit took, and whoever is alone waits for nobody.
    /// </summary>
    private void Gather(List<Work> group, int expected)
    {
        var begun = Stopwatch.GetTimestamp();
        while (group.Count < LargestGroup)
        {
            if (!waiting.TryTake(out var next))
            {
                var left = (int)(sync - Stopwatch.GetElapsedTime(begun)).TotalMilliseconds;
                if (group.Count >= expected || left < 1 || !waiting.TryTake(out next, left))
                    return;
            }

            group.Add(next);
        }
    }

    private void RunGroup(List<Work> group)
    {
        try
        {
            var open = session ??= new Session(dialect.Open(), dialect);
            open.Begin(dialect.BeginWrite);
            var locked = new HashSet<long>();
            foreach (var work in group)
            {
                if (work.ProjectId is { } project && locked.Add(project))
                    dialect.LockProject(open, project);
                open.Touched = false;
                if (!work.Execute(open) && (group.Count == 1 || open.Touched || work.Error is System.Data.Common.DbException))
                {
                    // it may have left something half done: take back everything, then give everyone a transaction of their own
                    open.Rollback();
                    RunSingly(group);
                    return;
                }
            }

            var begun = Stopwatch.GetTimestamp();
            open.Commit();
            sync = Stopwatch.GetElapsedTime(begun);
        }
        catch (Exception error) when (error is System.Data.Common.DbException or InvalidOperationException or System.IO.IOException)
        {
            Abandon();
            if (group.Count > 1)
                RunSingly(group);
            else
                group[0].Fail(error);
            return;
        }

        foreach (var work in group)
            work.Acknowledge();
    }

    private void RunSingly(List<Work> group)
    {
        if (group.Count == 1)
        {
            group[0].Acknowledge();
            return;
        }

        foreach (var work in group)
            RunGroup([work]);
    }

    /// <summary>The connection may be broken: roll back what memory believes and open a new one next time.</summary>
    private void Abandon()
    {
        try
        {
            session?.Rollback();
        }
        catch (Exception error) when (error is System.Data.Common.DbException or InvalidOperationException)
        {
            // The transaction ended with the connection; the session below is closed either way.
        }

        try
        {
            session?.Dispose();
        }
        finally
        {
            session = null;
        }
    }

    private abstract class Work(long? projectId)
    {
        public long? ProjectId { get; } = projectId;

        public Exception? Error { get; protected set; }

        /// <summary>False when it threw; what it threw is kept for its owner.</summary>
        public abstract bool Execute(Session session);

        public abstract void Acknowledge();

        public abstract void Fail(Exception error);
    }

    private sealed class Work<T>(long? projectId, Func<Session, T> work) : Work(projectId)
    {
        private readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? value;

        public Task<T> Result => source.Task;

        public override bool Execute(Session session)
        {
            (value, Error) = (default, null);
            try
            {
                value = work(session);
                return true;
            }
#pragma warning disable CA1031 // whatever it is belongs to the caller who waits for it
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                Error = thrown;
                return false;
            }
        }

        public override void Acknowledge()
        {
            if (Error is null)
                source.TrySetResult(value!);
            else
                source.TrySetException(Error);
        }

        public override void Fail(Exception failure) => source.TrySetException(Error ?? failure);
    }
}
