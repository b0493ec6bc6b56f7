using System.Collections.Concurrent;
using System.Data.Common;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Jobs;

/// <summary>
/// Does the jobs of the list, a few at a time, in this process. Any number of processes may have one: a job is run by one of them,
/// and taken over by another from its last committed batch when that one is gone.
/// </summary>
public sealed class JobRunner : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    private readonly Jobs jobs;
    private readonly TimeProvider time;
    private readonly JobClaims claims;
    private readonly Dictionary<string, IJobKind> kinds;
    private readonly HashSet<string> names;
    private readonly ConcurrentDictionary<long, CancellationTokenSource> running = new();
    private readonly SemaphoreSlim claiming = new(1);
    private readonly CancellationTokenSource stop = new();
    private Task? loop;
    private bool isDisposed;

    public JobRunner(Db db, Jobs jobs, TimeProvider time, IReadOnlyList<IJobKind> kinds, string? runner = null)
    {
        (this.jobs, this.time) = (jobs, time);
        claims = new JobClaims(db, time, runner ?? Runner.New(), Place.Of(db.DataFolder));
        this.kinds = kinds.ToDictionary(kind => kind.Name);
        names = [.. this.kinds.Keys];
        jobs.CancelRequested += Interrupt;
    }

    /// <summary>Begins to look for jobs.</summary>
    /// <param name="atOnce">How many may run beside each other in this process.</param>
    public void Start(int atOnce = 2) => loop ??= Task.Run(() => Loop(atOnce));

    /// <summary>Runs one waiting job to its end; false when none was waiting.</summary>
    public async Task<bool> RunNext(CancellationToken cancel = default)
    {
        if (await Claim(cancel) is not { } job)
            return false;
        await Run(job, Stopped.GoesBack, cancel);
        return true;
    }

    /// <summary>Runs this job here and now, as long as nobody else does; a stop cancels it.</summary>
    public async Task<bool> RunThis(long id, CancellationToken cancel)
    {
        if (await Claim(cancel, id) is not { } job)
            return false;
        await Run(job, Stopped.IsCancelled, cancel);
        return true;
    }

    /// <summary>Stops what runs after its current transaction; it goes back to the list.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        jobs.CancelRequested -= Interrupt;
        await stop.CancelAsync();
        if (loop is not null)
            await loop;
        stop.Dispose();
        claiming.Dispose();
    }

    /// <summary>The same for containers that are closed without waiting.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task Loop(int atOnce)
    {
        var active = new HashSet<Task>();
        while (!stop.IsCancellationRequested)
        {
            var woken = jobs.Waiting.Next;
            if (active.Count < atOnce && await NextOrNone() is { } job)
            {
                active.Add(Task.Run(() => Run(job, Stopped.GoesBack, stop.Token)));
                continue;
            }

            using var pause = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
            await Task.WhenAny([woken, Task.Delay(Look, time, pause.Token), .. active]);
            await pause.CancelAsync();
            foreach (var done in active.Where(task => task.IsCompleted).ToList())
            {
                active.Remove(done);
                await done;
            }
        }

        await Task.WhenAll(active);
    }

    private async Task<Job?> NextOrNone()
    {
        try
        {
            return await Claim(stop.Token);
        }
        catch (DbException)
        {
            // the database is away for a moment: look again after the pause
            return null;
        }
    }

    /// <summary>Takes a job, the next or this one. One at a time: a job counts as running here from the moment it is ours.</summary>
    private async Task<Job?> Claim(CancellationToken stopping, long? id = null)
    {
        await claiming.WaitAsync(CancellationToken.None);
        try
        {
            var job = id is { } known ? await claims.TakeThis(jobs.Get(known), running.ContainsKey) : await claims.Next(names, running.ContainsKey);
            if (job is not null)
                running[job.Id] = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            return job;
        }
        finally
        {
            claiming.Release();
        }
    }

    private async Task Run(Job job, Stopped stopped, CancellationToken stopping)
    {
        using var cancel = running[job.Id];
        try
        {
            var asked = false;
            var run = new JobRun(job, time, wish =>
            {
                asked |= wish;
                if (wish)
                    cancel.Cancel();
            });
            using var beating = new CancellationTokenSource();
            var heart = KeepBeating(job, cancel, beating.Token);
            var (state, error) = await Do(run, cancel.Token);
            await beating.CancelAsync();
            await heart;
            if (state == JobState.Queued)
                await PutOff(job, run.Off!);
            else
                await Finish(job, state, error, stopping.IsCancellationRequested && !asked ? stopped : Stopped.IsCancelled);
        }
        catch (DbException)
        {
            // the end could not be written down: the heartbeat grows old and the job is taken up again where it had committed
        }
        finally
        {
            running.TryRemove(job.Id, out _);
            jobs.Wake();
        }
    }

    /// <summary>Runs the kind. The state null stands for "lost to another process", queued for "put off".</summary>
    private async Task<(string? State, Exception? Error)> Do(JobRun run, CancellationToken cancel)
    {
        try
        {
            await Task.Run(() => kinds[run.Job.Kind].Run(run, cancel), CancellationToken.None);
            return (run.Off is null ? JobState.Completed : JobState.Queued, null);
        }
        catch (JobLost)
        {
            return (null, null);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return (JobState.Cancelled, null);
        }
#pragma warning disable CA1031 // whatever it is, the job's owner reads it on the job
        catch (Exception error)
#pragma warning restore CA1031
        {
            return (JobState.Failed, error);
        }
    }

    private async Task Finish(Job job, string? state, Exception? error, Stopped stopped)
    {
        if (state is null)
            return;
        if (state == JobState.Cancelled && stopped == Stopped.GoesBack)
        {
            await claims.GiveBack(job);
            return;
        }

        if (error is not null && IsTransient(error))
        {
            // progress since this run's claim has set the count back to 0
            var failures = jobs.Get(job.Id).Failures + 1;
            if (failures <= JobClaims.MostFailures)
            {
                await claims.TryLater(job, failures, error.Message);
                return;
            }
        }

        if (await claims.Finish(job, state, error is null ? null : Describe(error)))
            await kinds[job.Kind].Finished(jobs.Get(job.Id));
    }

    private async Task PutOff(Job job, PutOff off)
    {
        if (await claims.PutOff(job, off) == JobState.Cancelled)
            await kinds[job.Kind].Finished(jobs.Get(job.Id));
    }

    private async Task KeepBeating(Job job, CancellationTokenSource cancel, CancellationToken ended)
    {
        while (true)
        {
            try
            {
                await Task.Delay(Beat, time, ended);
                if (await claims.Beat(job) is not false)
                    await cancel.CancelAsync();
                jobs.Changed.Raise();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (DbException)
            {
                // not reachable just now; the next beat tries again, and the work itself will meet the same trouble
            }
        }
    }

    private void Interrupt(long id)
    {
        try
        {
            if (running.TryGetValue(id, out var cancel))
                cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // it ended in this very moment
        }
    }

    /// <summary>Whether another try may go better: a database or disk that is busy or away, not a broken rule or a missing file.</summary>
    private static bool IsTransient(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => false,
        DbException or IOException or TimeoutException => true,
        _ => false,
    };

    private static string Describe(Exception error) =>
        error is Model.NotFound or Model.Conflict or Model.Invalid or Model.Forbidden or IOException or DbException or InvalidDataException
            ? error.Message
            : $"{error.GetType().Name}: {error.Message}";

    /// <summary>What becomes of a run that is stopped from outside.</summary>
    private enum Stopped { GoesBack, IsCancelled }
}
