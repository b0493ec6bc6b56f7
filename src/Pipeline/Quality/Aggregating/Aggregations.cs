using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Quality.Aggregating;

/// <summary>The runs that aggregate a project's votes, as people see them.</summary>
public sealed class Aggregations(Db db, Jobs.Jobs jobs, TimeProvider time)
{
    /// <summary>The run that waits or is going on, or else the last one; null when there was none lately.</summary>
    public AggregationRun? Latest(long projectId) => db.Read(session => Last(session, projectId)) is { } job ? AggregationRun.Of(job) : null;

    /// <summary>Decides all tasks anew, as soon as can be.</summary>
    public async Task<AggregationRun> Start(long projectId, long personId)
    {
        var job = await db.Write(projectId, session =>
        {
            AggregationRuns.DecideAll(session, projectId, personId, time.GetUtcNow().ToUnixTimeMilliseconds());
            return Last(session, projectId)!;
        });
        jobs.Wake();
        return AggregationRun.Of(job);
    }

    /// <summary>Stops the run; what it has decided stays, the rest is decided with the next change of a vote.</summary>
    /// <exception cref="NotFound">There is no run.</exception>
    public async Task<AggregationRun> Cancel(long projectId)
    {
        var job = db.Read(session => Last(session, projectId)) ?? throw new NotFound("Votes of this project were not aggregated lately; there is nothing to cancel.");
        await jobs.Cancel(job.Id);
        return AggregationRun.Of(jobs.Get(job.Id));
    }

    private static Job? Last(Session session, long projectId) => session.OneOrNone<Job>(
        "SELECT * FROM job WHERE project_id = @projectId AND kind = 'aggregate' ORDER BY id DESC LIMIT 1", new { projectId });
}

/// <param name="Id">The job.</param>
/// <param name="State">queued, running, completed, cancelled or failed.</param>
/// <param name="Stage">reading, learning or deciding; null before it has begun.</param>
/// <param name="Done">Of the stage.</param>
/// <param name="Total">Of the stage.</param>
/// <param name="Changed">Tasks decided otherwise than before.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="DueAt">A queued one begins then.</param>
/// <param name="FinishedAt">Null while it is not.</param>
public sealed record AggregationRun(
    long Id, string State, string? Stage, long Done, long Total, long Changed, string? Error, DateTimeOffset DueAt, DateTimeOffset? FinishedAt)
{
    internal static AggregationRun Of(Job job)
    {
        var progress = job.Progress is null ? null : JsonSerializer.Deserialize<AggregateProgress>(job.Progress, JsonSerializerOptions.Web);
        return new AggregationRun(
            job.Id, job.State, progress?.Stage, progress?.Done ?? 0, progress?.Total ?? 0, progress?.Changed ?? 0, job.Error,
            DateTimeOffset.FromUnixTimeMilliseconds(job.DueAt), job.FinishedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }
}
