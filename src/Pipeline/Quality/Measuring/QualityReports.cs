using System.Collections.Concurrent;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>
/// How far people agree in each project. The last report is given at once and says its age; when anything has changed since, the next is worked
/// out behind it from the votes in memory. Reports are stored, so that a restart begins with the last one.
/// </summary>
public sealed class QualityReports(Db db, VoteMemory votes, TimeProvider time)
{
    private const int MostKept = 1_000;

    /// <summary>So many answers behind, a report is measured anew before anybody asks for it.</summary>
    private const long FarBehind = 25_000;

    /// <summary>After a report passes as much time as measuring it took, times this: at most a quarter of the time is spent on them.</summary>
    private const int Rest = 3;

    /// <summary>Work that short needs no rest after it.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<long, Project> projects = new();

    /// <summary>How long a caller waits for a newer report before the last one is given.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The newest report there is without a long wait; only of a project that was never measured it is waited for.</summary>
    /// <exception cref="Model.NotFound">There is no such project.</exception>
    public async Task<ProjectAgreement> Lately(long projectId)
    {
        var project = Kept(projectId);
        var mark = Mark(projectId);
        project.Latest ??= db.Read(session => StoredReports.Find(session, projectId));
        if (project.Latest is { } latest && latest.Mark == mark)
            return latest.Report with { IsCurrent = true };
        if (project.Latest is not { } old)
            return (await Renewing(projectId, project)).Report;
        if (!IsRested(project))
            return old.Report with { IsCurrent = false };
        try
        {
            return (await Renewing(projectId, project).WaitAsync(Patience)).Report;
        }
        catch (TimeoutException)
        {
            return old.Report with { IsCurrent = false };
        }
    }

    /// <summary>A report of everything acknowledged before the call, however long it takes.</summary>
    /// <exception cref="Model.NotFound">There is no such project.</exception>
    public async Task<ProjectAgreement> Now(long projectId)
    {
        var project = Kept(projectId);
        for (var mark = Mark(projectId); ;)
            if ((await Renewing(projectId, project)) is { } measured && IsUpTo(measured.Mark, mark))
                return measured.Report;
    }

    /// <summary>
    /// Measures projects that were never measured or whose last report is far behind, so that their page need not wait. To be called now and then.
    /// </summary>
    public async Task KeepUp(CancellationToken stop)
    {
        foreach (var projectId in db.Read(session => StoredReports.Behind(session, FarBehind)))
        {
            stop.ThrowIfCancellationRequested();
            await Renewing(projectId, Kept(projectId));
        }
    }

    /// <summary>As <see cref="Lately"/>, for a caller that cannot wait otherwise.</summary>
    public ProjectAgreement Of(long projectId) => Lately(projectId).GetAwaiter().GetResult();

    private static bool IsUpTo(QualityMark measured, QualityMark mark) =>
        measured.Annotation >= mark.Annotation && measured.Change >= mark.Change && measured.Schema >= mark.Schema;

    private bool IsRested(Project project) => project.Took < Short || time.GetElapsedTime(project.Ended) > project.Took * Rest;

    private Project Kept(long projectId)
    {
        if (projects.Count > MostKept)
            projects.Clear();
        return projects.GetOrAdd(projectId, _ => new Project());
    }

    private QualityMark Mark(long projectId) => db.Read(session => QualityMark.Of(session, ProjectSettings.Load(session, projectId)));

    /// <summary>The work on the next report, begun if nobody has; many wait for one.</summary>
    private Task<Measured> Renewing(long projectId, Project project)
    {
        lock (project)
        {
            if (project.Renewing is { IsCompleted: false } running)
                return running;

            // what failed behind a report given at once is told to whoever comes next
            if (project.Renewing is { IsFaulted: true } failed)
            {
                project.Renewing = null;
                return failed;
            }

            return project.Renewing = Task.Run(() => Renew(projectId, project));
        }
    }

    private async Task<Measured> Renew(long projectId, Project project)
    {
        var measured = FromAnotherNode(projectId, project.Latest) ?? await Measure(projectId, project);
        project.Latest = measured;
        return measured;
    }

    private async Task<Measured> Measure(long projectId, Project project)
    {
        var read = time.GetUtcNow();
        var known = await votes.Of(projectId);
        var begun = time.GetTimestamp();
        var measured = Measurement.Of(db, known, read);
        (project.Ended, project.Took) = (time.GetTimestamp(), time.GetElapsedTime(begun));
        var json = StoredReports.ToJson(measured.Report);
        await db.Write(session => StoredReports.Store(session, projectId, measured.Mark, json));
        return measured;
    }

    /// <summary>Another node may have measured already what is counted now.</summary>
    private Measured? FromAnotherNode(long projectId, Measured? latest)
    {
        var mark = Mark(projectId);
        if (latest?.Mark == mark)
            return latest;
        return db.Read(session => StoredReports.Mark(session, projectId) == mark ? StoredReports.Find(session, projectId) : null) is { } stored && stored.Mark == mark
            ? stored
            : null;
    }

    private sealed class Project
    {
        public volatile Measured? Latest;

        public Task<Measured>? Renewing { get; set; }

        public long Ended { get; set; }

        public TimeSpan Took { get; set; }
    }
}
