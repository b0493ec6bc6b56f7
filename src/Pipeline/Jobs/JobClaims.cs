using Assay.Pipeline.Database;

namespace Assay.Pipeline.Jobs;

/// <summary>Who runs which job: the statements by which processes take jobs from the list and from each other.</summary>
internal sealed class JobClaims(Db db, TimeProvider time, string runner, string place)
{
    /// <summary>A run that has not been heard of for so long is over.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>Runs that fail one after the other without progress before the job is given up.</summary>
    public const int MostFailures = 5;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Takes the next job that waits, or whose process is gone; null when there is none.</summary>
    /// <param name="kinds">Names of the kinds this process knows.</param>
    /// <param name="isRunningHere">Whether a job under this runner's name is really being run.</param>
    public async Task<Job?> Next(IReadOnlySet<string> kinds, Func<long, bool> isRunningHere)
    {
        // looking costs no write: an idle installation does not touch its disk
        var waiting = db.Read(session => session.Query<Job>(
            """
            SELECT * FROM job WHERE state IN ('queued', 'running') AND due_at <= @now AND (place IS NULL OR place = @place)
            ORDER BY due_at, id LIMIT 100
            """,
            new { now = Now, place }).ToList());
        foreach (var job in waiting)
        {
            if (!kinds.Contains(job.Kind) || (job.State == JobState.Running && !IsOver(job, isRunningHere)))
                continue;
            if (await Take(job) is { } taken)
                return taken;
        }

        return null;
    }

    /// <summary>Takes this job unless it is being run or has ended.</summary>
    public async Task<Job?> TakeThis(Job job, Func<long, bool> isRunningHere) =>
        job.State == JobState.Queued || (job.State == JobState.Running && IsOver(job, isRunningHere)) ? await Take(job) : null;

    /// <summary>Takes this job, as it was seen; null when somebody else was faster or it has come to its end.</summary>
    private Task<Job?> Take(Job seen) => db.Write(session =>
    {
        var died = seen.State == JobState.Running;
        var failures = seen.Failures + (died ? 1 : 0);
        var state = seen.CancelRequested ? JobState.Cancelled : failures > MostFailures ? JobState.Failed : JobState.Running;
        var taken = session.Execute(
            """
            UPDATE job SET state = @state, runner = @runner, attempt = attempt + 1, failures = @failures, heartbeat_at = @now, changed_at = @now,
                started_at = COALESCE(started_at, @now),
                finished_at = CASE WHEN @state = 'running' THEN NULL ELSE CAST(@now AS BIGINT) END,
                error = CASE WHEN @state = 'failed' THEN 'The process that ran it died again and again.' ELSE error END
            WHERE id = @id AND state = @before AND attempt = @attempt
            """,
            new { state, runner, failures, now = Now, id = seen.Id, before = seen.State, attempt = seen.Attempt });
        return taken == 1 && state == JobState.Running ? Jobs.Get(session, seen.Id) : null;
    });

    /// <summary>Says that the run is alive. Null: it is not this process's any more; true: it should stop.</summary>
    public Task<bool?> Beat(Job job) => db.Write(session => session.OneOrNone<bool?>(
        """
        UPDATE job SET heartbeat_at = @now WHERE id = @id AND attempt = @attempt AND state = 'running'
        RETURNING cancel_requested
        """,
        new { now = Now, id = job.Id, attempt = job.Attempt }));

    public Task<bool> Finish(Job job, string state, string? error) => End(job, state, error, Now, failures: null);

    /// <summary>Back in line for any process, at once: this one is being stopped.</summary>
    public Task<bool> GiveBack(Job job) => End(job, JobState.Queued, null, Now, failures: null);

    /// <summary>Back in line after a pause that doubles with every failure.</summary>
    public Task<bool> TryLater(Job job, long failures, string error)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, failures - 1)));
        return End(job, JobState.Queued, error, Now + (long)pause.TotalMilliseconds, failures);
    }

    /// <summary>Back in line until it is due, by its own wish; ended instead when somebody has asked for that meanwhile. What it is then; null when it is another's.</summary>
    public Task<string?> PutOff(Job job, PutOff off) => db.Write(session => session.OneOrNone<string>(
        """
        UPDATE job SET state = CASE WHEN cancel_requested THEN 'cancelled' ELSE 'queued' END, progress = @Progress, error = NULL, failures = 0, due_at = @due,
            changed_at = @now, finished_at = CASE WHEN cancel_requested THEN CAST(@now AS BIGINT) ELSE NULL END
        WHERE id = @id AND attempt = @attempt AND state = 'running'
        RETURNING state
        """,
        new { off.Progress, due = Now + (long)off.Pause.TotalMilliseconds, now = Now, id = job.Id, attempt = job.Attempt }));

    private Task<bool> End(Job job, string state, string? error, long due, long? failures) => db.Write(session => session.Execute(
        """
        UPDATE job SET state = @state, error = @error, due_at = @due, changed_at = @now, failures = COALESCE(@failures, failures),
            finished_at = CASE WHEN @state = 'queued' THEN NULL ELSE CAST(@now AS BIGINT) END
        WHERE id = @id AND attempt = @attempt AND state = 'running'
        """,
        new { state, error, due, now = Now, failures, id = job.Id, attempt = job.Attempt }) == 1);

    private bool IsOver(Job job, Func<long, bool> isRunningHere)
    {
        if (job.Runner == runner)
            return !isRunningHere(job.Id);
        return job.HeartbeatAt is null || Now - job.HeartbeatAt > Silence.TotalMilliseconds || (job.Runner is { } name && Runner.HasEnded(name));
    }
}
