using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Jobs;

/// <summary>The list of background work. Any process may add, look, cancel; <see cref="JobRunner"/> does it.</summary>
public sealed class Jobs(Db db, TimeProvider time)
{
    /// <summary>Raised in this process when there may be something to run.</summary>
    public Signal Waiting { get; } = new();

    /// <summary>Raised in this process when a job has changed.</summary>
    public Signal Changed { get; } = new();

    /// <summary>Asks the runs in this process to stop; others see it at their next heartbeat.</summary>
    internal event Action<long>? CancelRequested;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Adds a job in the caller's transaction. Call <see cref="Wake"/> after it.</summary>
    public long Add(Session session, NewJob job) => Add(session, job, Now, Now);

    /// <summary>Adds a job that is not to begin before a moment; runners look every second, so that it needs no <see cref="Wake"/>.</summary>
    public static long Add(Session session, NewJob job, long now, long due) => session.One<long>(
        """
        INSERT INTO job (kind, project_id, state, input, place, due_at, created_by, created_at, changed_at)
        VALUES (@Kind, @ProjectId, 'queued', @Input, @Place, @due, @PersonId, @now, @now)
        RETURNING id
        """,
        new { job.Kind, job.ProjectId, job.Input, job.Place, job.PersonId, now, due });

    public void Wake()
    {
        Waiting.Raise();
        Changed.Raise();
    }

    public Job Get(long id) => db.Read(session => Get(session, id));

    public static Job Get(Session session, long id) =>
        session.OneOrNone<Job>("SELECT * FROM job WHERE id = @id", new { id }) ?? throw new NotFound($"There is no job {id}.");

    /// <summary>A waiting job ends at once, a running one after the transaction it is in.</summary>
    public Task Cancel(long id) => Cancel(id, (_, _) => { });

    /// <summary>The same.</summary>
    /// <param name="id">The job.</param>
    /// <param name="ended">What is to be done in the transaction in which a waiting job ends; for one that runs its kind does it.</param>
    public async Task Cancel(long id, Action<Session, Job> ended)
    {
        await db.Write(session =>
        {
            var before = Get(session, id);
            if (before.IsFinished)
                return;
            session.Execute(
                """
                UPDATE job SET cancel_requested = TRUE, changed_at = @now,
                    finished_at = CASE WHEN state = 'queued' THEN @now ELSE finished_at END,
                    state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
                WHERE id = @id AND state IN ('queued', 'running')
                """,
                new { id, now = Now });
            if (before.State == JobState.Queued && Get(session, id) is { State: JobState.Cancelled } job)
                ended(session, job);
        });
        CancelRequested?.Invoke(id);
        Wake();
    }

    /// <summary>Puts a cancelled or failed job back in line, in the caller's transaction. Call <see cref="Wake"/> after it.</summary>
    public void Resume(Session session, long id)
    {
        var job = Get(session, id);
        if (job.State is not (JobState.Cancelled or JobState.Failed))
            throw new Conflict($"Job {id} is {job.State}; only a cancelled or failed job can be resumed.");
        session.Execute(
            """
            UPDATE job SET state = 'queued', cancel_requested = FALSE, failures = 0, error = NULL, finished_at = NULL, due_at = @now, changed_at = @now
            WHERE id = @id AND state IN ('cancelled', 'failed')
            """,
            new { id, now = Now });
    }
}
