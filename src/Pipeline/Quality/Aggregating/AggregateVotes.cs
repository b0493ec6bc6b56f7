using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Quality.Aggregating;

/// <summary>
/// Learns anew how good each person is from all votes of a project, stores it, and decides again every task whose label, confidence or status is
/// another by it, some at a time. A run sees all changes of votes before it; those during it the next one does. After a run there is none for forty
/// times as long as it took, so that at most a fortieth of the time is spent on it.
/// </summary>
public sealed class AggregateVotes(Db db, Jobs.Jobs jobs, TimeProvider time) : IJobKind
{
    /// <summary>Tasks decided again in one transaction.</summary>
    private const int Step = 100;

    private const int TimesAsLong = 40;

    /// <summary>
    /// Up to so many votes all is learned from nothing, which takes a second, EBCC half a minute: what labels become then follows from the votes alone.
    /// Beyond, a run goes on from what the last one learned.
    /// </summary>
    internal int ColdUpTo { get; init; } = 200_000;

    /// <summary>And from nothing too beyond so many times the votes of the last time: a bad beginning must not last.</summary>
    private const double ColdAfterGrowth = 1.5;

    /// <summary>Why a run failed does not pass by itself.</summary>
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(250);

    public string Name => AggregationRuns.Kind;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var project = run.Job.ProjectId!.Value;
        var (settings, seen) = await db.Write(project, session =>
        {
            run.Hold(session);
            return (ProjectSettings.Load(session, project), AggregationRuns.RunBegun(session, run.Job));
        });
        var done = Left(run.Job) is { } left && left.Goes(settings, seen) ? left : await Learn(run, settings, seen, stop);
        await DecideAgain(run, settings, done, stop);
        await db.Write(project, session =>
        {
            run.Hold(session);
            AggregationRuns.RunEnded(session, run.Job, seen, time.GetElapsedTime(began) * TimesAsLong, Now());
        });
    }

    public Task Finished(Job job) => job.State == JobState.Completed
        ? Task.CompletedTask
        : db.Write(job.ProjectId!.Value, session => AggregationRuns.RunBroken(session, job, job.State == JobState.Failed ? PauseAfterFailure : TimeSpan.Zero, Now()));

    private static AggregateProgress? Left(Job job) =>
        job.Progress is null ? null : JsonSerializer.Deserialize<AggregateProgress>(job.Progress, JsonSerializerOptions.Web);

    private async Task<AggregateProgress> Learn(JobRun run, ProjectSettings settings, long seen, CancellationToken stop)
    {
        var rule = new AggregateProgress
        {
            Stage = AggregateStages.Deciding,
            Aggregator = settings.Aggregator,
            Threshold = settings.ConfidenceThreshold,
            Fit = settings.Fit,
            Seen = seen,
            Total = db.Read(session => ProjectCounts.Count(session, settings.Id)).Total,
        };
        if (!settings.LearnsPeople)
            return rule;

        var tell = Teller(run, settings.Id);
        var last = db.Read(session => Crowd.Find(session, settings));
        var jury = last?.Jury();
        var votes = Read(settings, jury?.People ?? [], rule with { Stage = AggregateStages.Reading }, tell, stop);
        if (votes.Count == 0)
            return rule;
        var isCold = last is null || votes.Count <= ColdUpTo || votes.Count > ColdAfterGrowth * last.ColdVotes;
        var fitted = new CrowdFit(settings, votes, isCold ? null : jury).Run(
            (done, all) => tell(rule with { Stage = AggregateStages.Learning, Done = done, Total = all }), stop);
        return await db.Write(settings.Id, session =>
        {
            // under another rule by now this would be learned for nobody; the run that the change has asked for learns the other
            var now = ProjectSettings.Load(session, settings.Id);
            var fit = now.Aggregator == settings.Aggregator && now.SchemaVersion == settings.SchemaVersion
                ? Crowd.Store(session, settings, fitted, votes.Count, isCold ? votes.Count : last!.ColdVotes, Now())
                : now.Fit;
            var begun = rule with { Fit = fit };
            run.Hold(session, begun);
            return begun;
        });
    }

    private VoteColumns Read(
        ProjectSettings settings, IReadOnlyList<long> known, AggregateProgress progress, Action<AggregateProgress> tell, CancellationToken stop)
    {
        var votes = new VoteColumns(settings.Schema, known);
        var pages = new VotePages(db, settings.Id);
        var done = 0L;
        for (var page = pages.After(0); page is not null; page = pages.After(page.Last))
        {
            stop.ThrowIfCancellationRequested();
            foreach (var vote in page.Votes)
                votes.Add(vote.Task, vote.PersonId, TaskVotes.Read(settings.Schema, vote.Id, vote.Answers));
            tell(progress with { Done = done = Math.Min(progress.Total, done + VotePages.Size) });
        }

        return votes;
    }

    /// <summary>What differs is found outside the lock, and decided within it from the votes and the rule of that moment.</summary>
    private async Task DecideAgain(JobRun run, ProjectSettings settings, AggregateProgress begun, CancellationToken stop)
    {
        var progress = begun;
        var pages = new VotePages(db, settings.Id);
        while (pages.Changed(progress.After) is { } page)
        {
            foreach (var tasks in page.Tasks.Chunk(Step))
            {
                stop.ThrowIfCancellationRequested();
                progress = await Apply(run, settings.Id, tasks, progress with { After = tasks[^1] });
            }

            progress = await Apply(run, settings.Id, [], progress with { After = page.Last, Done = Math.Min(progress.Total, progress.Done + VotePages.Size) });
            jobs.Changed.Raise();
            stop.ThrowIfCancellationRequested();
        }
    }

    private Task<AggregateProgress> Apply(JobRun run, long projectId, long[] tasks, AggregateProgress progress) => db.Write(projectId, session =>
    {
        var settings = session.Shared(projectId, ProjectSettings.Load);
        var now = Now();
        long[] changed = [.. tasks.Where(task => Redecisions.Apply(session, settings, task, now))];
        if (changed.Length > 0)
            VoteChanges.Add(session, projectId, changed);
        var next = progress with { Changed = progress.Changed + changed.Length };
        run.Hold(session, next);
        return next;
    });

    /// <summary>Writes progress down now and then, without the project's lock.</summary>
    private Action<AggregateProgress> Teller(JobRun run, long projectId)
    {
        var told = time.GetTimestamp();
        return progress =>
        {
            if (time.GetElapsedTime(told) < TellEvery)
                return;
            told = time.GetTimestamp();
            db.Write(projectId, session => run.Hold(session, progress)).GetAwaiter().GetResult();
            jobs.Changed.Raise();
        };
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>The parts of a run.</summary>
internal static class AggregateStages
{
    public const string Reading = "reading";
    public const string Learning = "learning";
    public const string Deciding = "deciding";
}

/// <summary>How far a run has come, and what it stands on: it goes on from there only while that is still so.</summary>
internal sealed record AggregateProgress
{
    public string Stage { get; init; } = AggregateStages.Reading;

    /// <summary>Tasks read or looked at, or ballots learned.</summary>
    public long Done { get; init; }

    public long Total { get; init; }

    /// <summary>Tasks decided otherwise than before.</summary>
    public long Changed { get; init; }

    /// <summary>The last task looked at.</summary>
    public long After { get; init; }

    public string Aggregator { get; init; } = "";

    public double Threshold { get; init; }

    public long Fit { get; init; }

    public long Seen { get; init; }

    public bool Goes(ProjectSettings settings, long seen) =>
        Stage == AggregateStages.Deciding && Aggregator == settings.Aggregator && Threshold.Equals(settings.ConfidenceThreshold) && Fit == settings.Fit && Seen == seen;
}
