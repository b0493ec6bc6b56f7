using System.Diagnostics;

namespace Assay.Pipeline.Database;

/// <summary>
/// One writer thread. Work that waits while a commit is being synced shares the next one, so that the cost of durability is divided
/// among everyone who waits for it. A piece of work is acknowledged only after its commit.
/// <para>Patient work, of which nobody waits for the end, goes with a transaction of others, one piece with each, so that it costs them no sync; by itself only where nobody has come for a moment.</para>
/// </summary>
internal sealed class WriteLane : IDisposable
{
    /// <summary>Bounds how long the first of a group waits for the last.</summary>
    private const int LargestGroup = 128;

    /// <summary>Who comes back at once comes within this; after a longer pause nobody is expected.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Where nobody has come for so long, patient work has the lane for itself.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(20);

    private readonly Dialect dialect;
    private readonly Thread thread;
    private readonly object gate = new();
    private readonly List<Work> waiting = [];
    private readonly Queue<Work> patient = [];

    /// <summary>The writer is woken when so many wait, not at each that comes.</summary>
    private int wakeAt = 1;

    private bool closed;
    private Session? session;

    /// <summary>How many who do not wait patiently were in the last group, and how many are expected back. The writer's own.</summary>
    private int served, active;

    /// <summary>When the last of those came who do not wait patiently.</summary>
    private long lastCame;

    /// <summary>How long the last commit took: what sharing the next one saves.</summary>
    private TimeSpan lastSync;

    public WriteLane(Dialect dialect, int number)
    {
        this.dialect = dialect;
        thread = new Thread(Loop) { IsBackground = true, Name = $"writer {number}" };
        thread.Start();
    }

    /// <summary>Whether somebody waits behind the work that runs now.</summary>
    public bool IsAwaited
    {
        get
        {
            lock (gate)
                return waiting.Count > 0;
        }
    }

    /// <param name="projectId">Whose tasks are written to; null for none.</param>
    /// <param name="work">What is done.</param>
    /// <param name="isPatient">Whether nobody waits for it.</param>
    public Task<T> Run<T>(long? projectId, Func<Session, T> work, bool isPatient = false)
    {
        var item = new Work<T>(projectId, work);
        lock (gate)
        {
            if (closed)
                throw new ObjectDisposedException(nameof(WriteLane), "The database is closed.");
            if (isPatient)
            {
                patient.Enqueue(item);
                if (waiting.Count == 0)
                    Monitor.Pulse(gate);
            }
            else
            {
                waiting.Add(item);
                lastCame = Stopwatch.GetTimestamp();
                if (waiting.Count == wakeAt)
                    Monitor.Pulse(gate);
            }
        }

        return item.Result;
    }

    /// <summary>Ends when what waits is done.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            Monitor.Pulse(gate);
        }

        thread.Join();
        session?.Dispose();
    }

    private void Loop()
    {
        var group = new List<Work>();
        while (Gather(group))
        {
            if (dialect.ProjectsShareTransactions)
                RunGroup(group);
            else
                foreach (var project in group.GroupBy(work => work.ProjectId))
                    RunGroup([.. project]);
        }
    }

    /// <summary>
    /// Takes what waits, and gives those who were served lately a moment to come back, so that all of them share one sync. Never longer than a
    /// sync takes: past that a second one is cheaper than waiting, and one half is served while the other thinks. Whoever is alone waits for
    /// nobody. False when the lane is closed and nothing is left to do.
    /// </summary>
    private bool Gather(List<Work> group)
    {
        lock (gate)
        {
            // those who think just now neither wait nor were in the last group: the number falls slowly
            active = Math.Max(served + waiting.Count, active - ((active + 7) / 8));
            served = 0;
            group.Clear();
            wakeAt = 1;
            var began = Stopwatch.GetTimestamp();
            while (waiting.Count == 0)
            {
                var quiet = closed ? TimeSpan.Zero : Quiet - Stopwatch.GetElapsedTime(lastCame);
                if (patient.Count > 0 && quiet <= TimeSpan.Zero)
                {
                    group.Add(patient.Dequeue());
                    return true;
                }

                if (closed)
                    return false;
                if (patient.Count > 0)
                    Monitor.Wait(gate, (int)Math.Ceiling(quiet.TotalMilliseconds));
                else
                    Monitor.Wait(gate);
            }

            if (Stopwatch.GetElapsedTime(began) > Pause)
                active = 1;
            wakeAt = Math.Min(active, LargestGroup);
            began = Stopwatch.GetTimestamp();
            while (waiting.Count < wakeAt && !closed)
            {
                var left = (int)Math.Ceiling((lastSync - Stopwatch.GetElapsedTime(began)).TotalMilliseconds);
                if (left <= 0 || !Monitor.Wait(gate, left))
                    break;
            }

            var taken = Math.Min(waiting.Count, LargestGroup);
            group.AddRange(waiting[..taken]);
            waiting.RemoveRange(0, taken);
            served = taken;
            if (patient.Count > 0)
                group.Add(patient.Dequeue());
            return true;
        }
    }

    private void RunGroup(List<Work> group)
    {
        Session open;
        try
        {
            open = session ??= new Session(dialect.Open(), dialect);
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
            lastSync = Stopwatch.GetElapsedTime(begun);
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
        dialect.AfterCommit(open);
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
