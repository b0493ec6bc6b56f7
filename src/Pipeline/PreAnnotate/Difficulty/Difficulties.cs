using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.People;
using Assay.Pipeline.PreAnnotate.Drafting;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.WeakModels;

namespace Assay.Pipeline.PreAnnotate.Difficulty;

/// <summary>How hard a project's tasks are: set how that is found out, and looked at.</summary>
public sealed class Difficulties(Db db, Jobs.Jobs jobs, ModelKinds kinds, TimeProvider time)
{
    private const string SourcesSql = "SELECT source AS name, count(*) AS tasks FROM difficulty WHERE project_id = @projectId GROUP BY source";

    private const string TenthSql = "SELECT count(*) FROM difficulty WHERE project_id = @projectId AND score >= @low AND score < @high";

    public DifficultyState Get(long projectId) => db.Read(session => State(session, projectId));

    /// <summary>Sets whether tasks are scored, by what, and how many of the easiest come first. A job does it, again after each import and each run of a model.</summary>
    /// <exception cref="Invalid">A setting is out of its range, or the model cannot judge.</exception>
    public async Task<DifficultyState> Set(long projectId, long personId, DifficultySettings settings)
    {
        var wanted = settings.Checked();
        if (wanted.SetupId is { } setup)
            Check(projectId, setup);
        await db.Write(projectId, session =>
        {
            SetupUses.Begin(session, projectId, wanted.SetupId);
            wanted.Save(session, projectId, personId, Now());
            Audit.Add(session, Now(), personId, projectId, "difficulty.set", JsonSerializer.Serialize(wanted, JsonSerializerOptions.Web));
            DifficultyRuns.Begin(session, projectId, Now());
        });
        jobs.Wake();
        return Get(projectId);
    }

    /// <summary>What it would cost to have a model judge all open tasks that none has judged yet. Nothing is asked.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="setupId">The model.</param>
    /// <param name="cancellation">Stops between items.</param>
    /// <exception cref="NotFound">The project has no such model.</exception>
    /// <exception cref="Invalid">The model cannot judge.</exception>
    public async Task<RunEstimate> Estimate(long projectId, long setupId, CancellationToken cancellation)
    {
        var open = new OpenTasks(db, projectId);
        var tasks = open.CountUnjudged();
        var (setup, settings, sample) = db.Read(session => (
            SetupRow.Load(session, projectId, setupId), ProjectSettings.Load(session, projectId), TaskSample.Of(session, projectId, RunEstimates.Sampled, seed: 1)));
        var judge = kinds.OpenJudge(setup.Kind, JsonElement.Parse(setup.Settings), new ProjectContext(db, settings) { Setup = setup.Id });
        using var held = judge as IDisposable;
        var cost = judge is not IEstimates estimates ? null : sample.Count == 0 || tasks == 0 ? new CostEstimate(0, 0, 0, 0, null)
            : await estimates.Estimate(settings.Schema, sample.Select(task => JsonElement.Parse(task.Data)), tasks / (double)sample.Count, cancellation);
        return RunEstimate.Of(tasks, cost, setup.SpentSoFar);
    }

    /// <summary>Stops the run. What it has scored stays.</summary>
    public async Task<DifficultyState> Cancel(long projectId)
    {
        if (db.Read(session => Last(session, projectId)) is { } job)
            await jobs.Cancel(job.Id);
        return Get(projectId);
    }

    private void Check(long projectId, long setupId)
    {
        var (setup, settings) = db.Read(session => (
            session.OneOrNone<SetupRow>(SetupRow.Select + " WHERE id = @setupId AND project_id = @projectId", new { setupId, projectId })
                ?? throw new Invalid("setupId", "unknown", $"The project has no weak model {setupId}."),
            ProjectSettings.Load(session, projectId)));
        (kinds.OpenJudge(setup.Kind, JsonElement.Parse(setup.Settings), new ProjectContext(db, settings)) as IDisposable)?.Dispose();
    }

    private static Job? Last(Session session, long projectId) => session.OneOrNone<Job>(
        "SELECT * FROM job WHERE project_id = @projectId AND kind = 'score_difficulty' ORDER BY id DESC LIMIT 1", new { projectId });

    private static DifficultyState State(Session session, long projectId)
    {
        var settings = DifficultySettings.Of(session, projectId);
        var sources = session.Query<Count>(SourcesSql, new { projectId }).ToDictionary(row => row.Name, row => row.Tasks);
        var job = Last(session, projectId);
        var progress = job?.Progress is { } json ? JsonSerializer.Deserialize<DifficultyProgress>(json, JsonSerializerOptions.Web) : null;
        return new DifficultyState
        {
            Settings = settings,
            Scored = new DifficultySources(sources.GetValueOrDefault(Sources.Model), sources.GetValueOrDefault(Sources.Predictions), sources.GetValueOrDefault(Sources.Text)),
            Tenths = [.. Enumerable.Range(0, 10).Select(tenth => session.One<long>(TenthSql, new { projectId, low = tenth / 10.0, high = tenth == 9 ? 2 : (tenth + 1) / 10.0 }))],
            Done = progress?.Done ?? 0,
            Total = progress?.Total ?? 0,
            Refused = progress?.Refused ?? 0,
            WhyRefused = progress?.WhyRefused,
            Spent = settings.SetupId is { } setup ? SetupRow.SpentOn(session, setup) : default,
            IsWorking = job is { IsFinished: false },
            Error = job?.State == JobState.Failed ? job.Error : null,
        };
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record Count
    {
        public string Name { get; init; } = "";

        public long Tasks { get; init; }
    }
}
