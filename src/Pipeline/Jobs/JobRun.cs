using System.Data;
using System.Text.Json;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Jobs;

/// <summary>One run of a job, by one process.</summary>
public sealed class JobRun
{
    // failures = 0: a job that gets on is not worn out, however often its process dies
    private static readonly HotSql HoldJob = new(
        """
        UPDATE job SET heartbeat_at = @now, changed_at = @now, failures = 0, progress = COALESCE(@progress, progress)
        WHERE id = @id AND attempt = @attempt AND state = 'running'
        RETURNING cancel_requested
        """,
        DbType.Int64, DbType.String, DbType.Int64, DbType.Int64);

    private readonly TimeProvider time;
    private readonly Action<bool> hold;

    internal JobRun(Job job, TimeProvider time, Action<bool> hold)
    {
        (Job, this.time, this.hold) = (job, time, hold);
    }

    public Job Job { get; }

    /// <summary>How the kind has put the job off; null unless it has.</summary>
    internal PutOff? Off { get; private set; }

    public T Input<T>() => JsonSerializer.Deserialize<T>(Job.Input, JsonSerializerOptions.Web) ?? throw new JsonException("The job has no input.");

    /// <summary>
    /// Call first in every transaction: it fails when another process has taken the job over, so that two never write the same batch.
    /// Also a heartbeat, and how a cancellation asked for on another node arrives.
    /// </summary>
    /// <param name="session">The transaction.</param>
    /// <param name="progress">Stored as the job's progress with everything else in the transaction.</param>
    public void Hold(Session session, object? progress = null)
    {
        var json = progress is null ? null : JsonSerializer.Serialize(progress, JsonSerializerOptions.Web);
        using var row = session.Hot(HoldJob).Read(time.GetUtcNow().ToUnixTimeMilliseconds(), json, Job.Id, Job.Attempt);
        if (!row.Read())
            throw new JobLost(Job.Id);
        hold(row.GetBoolean(0));
    }

    /// <summary>
    /// Call last, and return: the job waits for something outside that takes its time, and is run again, here or elsewhere, when it is due. Until then it keeps no
    /// runner, can be cancelled at once, and shows this progress. No failure is counted.
    /// </summary>
    /// <param name="pause">From the end of this run.</param>
    /// <param name="progress">Stored as the job's progress when it goes back in line.</param>
    public void PutOff(TimeSpan pause, object progress) => Off = new PutOff(pause, JsonSerializer.Serialize(progress, JsonSerializerOptions.Web));
}

/// <summary>A job that is not to be run before a pause has passed.</summary>
internal sealed record PutOff(TimeSpan Pause, string Progress);

#pragma warning disable CA1710 // read at the throw
/// <summary>Another process runs the job now; this run ends without a word.</summary>
public sealed class JobLost(long id) : Exception($"Job {id} is run by another process now.");
