using Assay.Learning.Acceptance;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.People;
using Assay.Pipeline.PreAnnotate.Calibrating;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.PreAnnotate.AutoAccept;

/// <summary>
/// Which drafts of a model become labels without a person: set, looked at, taken back. A task that somebody holds, has answered or has skipped is never touched, and a
/// share of tasks drawn by chance goes to people always, so that what is accepted stays measured.
/// </summary>
public sealed class AutoAccepts(Db db, Jobs.Jobs jobs, TimeProvider time)
{
    private const string AcceptedSql = $"SELECT count(*) FROM {AcceptRow.Standing} WHERE d.model_id = @modelId";

    private const string DraftsSql = """
        SELECT count(*) AS all_of_them, count(CASE WHEN confidence >= @InForce THEN 1 END) AS above
        FROM prediction WHERE model_id = @ModelId AND NOT is_replaced AND confidence IS NOT NULL
        """;

    private const string WorkingSql = """
        SELECT count(*) FROM job WHERE project_id = @projectId AND kind IN ('accept_drafts', 'take_back_drafts') AND state IN ('queued', 'running')
        """;

    /// <exception cref="NotFound">The project has no such model.</exception>
    public AcceptState Get(long projectId, long modelId) => db.Read(session => State(session, Load(session, projectId, modelId)));

    /// <summary>Sets how a model's drafts are accepted. A change begins anew: the threshold is chosen, and the promise watched, from then on.</summary>
    /// <exception cref="NotFound">The project has no such model.</exception>
    /// <exception cref="Invalid">A setting is out of its range.</exception>
    /// <exception cref="Conflict">The share of audits would grow while labels stand that were accepted under the smaller one.</exception>
    public async Task<AcceptState> Set(long projectId, long personId, long modelId, AcceptSettings settings)
    {
        var wanted = settings.Checked();
        await db.Write(projectId, session =>
        {
            var row = Load(session, projectId, modelId);
            if (row.Run > 0 && row.Settings == wanted && row.Alarm is null)
                return;
            if (row.Run > 0 && row.Held is null && wanted.AuditShare > row.AuditShare && session.One<long>(AcceptedSql, new { modelId }) > 0)
                throw new Conflict("Labels stand that were accepted with a smaller share of audits, and no audit can be drawn from them now. Take them back before you raise the share.");
            Change(session, row, wanted, personId);
        });
        jobs.Wake();
        return Get(projectId, modelId);
    }

    /// <summary>
    /// Turns accepting off, and takes back what was accepted from the model: its tasks go back to the queue. Labels that people have given since stay.
    /// Done by a job; see <see cref="AcceptState.IsWorking"/>.
    /// </summary>
    /// <param name="projectId">The project.</param>
    /// <param name="personId">Who takes back.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="run">Only what this run has accepted; null for all.</param>
    /// <exception cref="NotFound">The project has no such model, or it had no such run.</exception>
    public async Task<AcceptState> TakeBack(long projectId, long personId, long modelId, long? run = null)
    {
        await db.Write(projectId, session =>
        {
            var row = Load(session, projectId, modelId);
            if (run is { } named && (named < 1 || named > row.Run))
                throw new NotFound($"Model {modelId} had no run {named} of accepting; there were {row.Run}.");
            var input = new TakeBackInput(modelId, run ?? row.Run, run is null);
            if (row.IsOn)
                Change(session, row, row.Settings with { Mode = AcceptModes.Off }, personId);
            Audit.Add(session, Now(), personId, projectId, "drafts.taken_back", $"model {modelId}, {(run is null ? "all runs" : $"run {run}")}");
            jobs.Add(session, new NewJob(TakeBackDrafts.Kind, projectId, personId, AcceptRow.Json(input)));
        });
        jobs.Wake();
        return Get(projectId, modelId);
    }

    /// <summary>Labels of the project that were accepted unseen, of all models and versions, and whether a job is at them.</summary>
    public AcceptedLabels Accepted(long projectId) => db.Read(session => new AcceptedLabels(
        session.One<long>($"SELECT count(*) FROM final_label WHERE project_id = @projectId AND how = '{FinalHow.AutoAccepted}'", new { projectId }),
        session.One<long>(WorkingSql, new { projectId }) > 0));

    /// <summary>Turns accepting off for all models of the project, and takes back what was accepted from any of them, in one step.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="personId">Who takes back.</param>
    public async Task<AcceptedLabels> TakeBackAll(long projectId, long personId)
    {
        await db.Write(projectId, session =>
        {
            var rows = session.Query<AcceptRow>("SELECT * FROM auto_accept WHERE project_id = @projectId AND run > 0 ORDER BY model_id", new { projectId }).ToList();
            foreach (var row in rows)
            {
                if (row.IsOn)
                    Change(session, row, row.Settings with { Mode = AcceptModes.Off }, personId);
                jobs.Add(session, new NewJob(TakeBackDrafts.Kind, projectId, personId, AcceptRow.Json(new TakeBackInput(row.ModelId, row.Run, All: true))));
            }

            if (rows.Count > 0)
                Audit.Add(session, Now(), personId, projectId, "drafts.taken_back", "all models, all runs");
        });
        jobs.Wake();
        return Accepted(projectId);
    }

    private void Change(Session session, AcceptRow row, AcceptSettings wanted, long personId)
    {
        var now = Now();
        var begins = row.Alarm is not null || row.Settings with { AuditsSeeDraft = wanted.AuditsSeeDraft } != wanted || row.Run == 0;
        var set = row with
        {
            Mode = wanted.Mode,
            Threshold = wanted.Threshold,
            Epsilon = wanted.Epsilon,
            Delta = wanted.Delta,
            AuditShare = wanted.AuditShare,
            AuditsSeeDraft = wanted.AuditsSeeDraft,
            ChangedBy = personId,
            ChangedAt = now,
        };
        var saved = begins ? Anew(session, set) : set;
        saved.Save(session);
        Audit.Add(session, now, personId, row.ProjectId, "drafts.accepting_set", $"model {row.ModelId}: {AcceptRow.Json(wanted)}");
        if (saved.IsOn)
            AcceptRuns.Begin(session, row.ProjectId, personId, now);
    }

    private static AcceptRow Anew(Session session, AcceptRow row) => row with
    {
        Run = row.Run + 1,
        InForce = row.Mode == AcceptModes.Fixed ? row.Threshold : null,
        Looks = 0,
        LookedAt = 0,
        LookedLabels = 0,
        Choice = null,
        HeardAt = 0,
        Walked = 0,
        Alarm = null,
        AuditRank = row.Run > 0 ? row.AuditRank : Ranks.BeforeAll(session.One<long>("SELECT coalesce(min(rank), 0) FROM task WHERE project_id = @ProjectId", new { row.ProjectId })),
    };

    private static AcceptRow Load(Session session, long projectId, long modelId)
    {
        if (session.OneOrNone<long?>("SELECT id FROM weak_model WHERE id = @modelId AND project_id = @projectId", new { modelId, projectId }) is null)
            throw new NotFound($"The project has no model {modelId}.");
        var unset = new AcceptSettings();
        return AcceptRow.Find(session, modelId) ?? new AcceptRow
        {
            ModelId = modelId,
            ProjectId = projectId,
            Mode = unset.Mode,
            Threshold = unset.Threshold,
            Epsilon = unset.Epsilon,
            Delta = unset.Delta,
            AuditShare = unset.AuditShare,
            AuditsSeeDraft = unset.AuditsSeeDraft,
        };
    }

    private static AcceptState State(Session session, AcceptRow row)
    {
        var drafts = session.One<DraftCounts>(DraftsSql, new { row.ModelId, row.InForce });
        var audits = AuditBook.All(session, row);
        var monitor = row.IsRiskControlled ? AuditBook.Watch(row, audits) : null;
        return new AcceptState
        {
            ModelId = row.ModelId,
            Settings = row.Settings,
            Run = row.Run,
            ThresholdInForce = row.InForce,
            CalibratedBy = row.Mode == AcceptModes.Fixed && row.LookedAt >= ModelCalibrations.Least ? row.LookedAt : null,
            Accepted = session.One<long>(AcceptedSql, new { modelId = row.ModelId }),
            Drafts = drafts.AllOfThem,
            DraftsAbove = row.InForce is null ? null : drafts.Above,
            Audits = audits.Count,
            AuditsAreHeld = row.Held is not null,
            AuditsWaiting = row.IsRiskControlled ? AuditBook.Waiting(session, row).Count : 0,
            Errors = row.InForce is { } inForce ? Errors([.. audits.Where(audit => audit.Confidence >= inForce)]) : null,
            Choice = row.Chosen,
            NextChoiceAt = row.IsRiskControlled ? new LookSchedule(row.Target).After(row.LookedAt) : null,
            Watch = monitor is null ? null : new WatchState(monitor.Watched, monitor.Wrong, monitor.Evidence, 1 / row.Delta),
            Alarm = row.Alarmed,
            IsWorking = session.One<long>(WorkingSql, new { projectId = row.ProjectId }) > 0,
        };
    }

    private static ErrorEstimate Errors(List<TakenAudit> audits)
    {
        var wrong = audits.Count(audit => audit.IsWrong);
        var (low, high) = Binomial.Interval(wrong, audits.Count);
        return new ErrorEstimate(audits.Count, wrong, audits.Count == 0 ? null : wrong / (double)audits.Count, low, high);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record DraftCounts
    {
        public long AllOfThem { get; init; }

        public long Above { get; init; }
    }
}

/// <summary>Labels of a project that were accepted unseen.</summary>
/// <param name="Labels">How many stand, of all models and versions.</param>
/// <param name="IsWorking">Whether a job accepts or takes back.</param>
public sealed record AcceptedLabels(long Labels, bool IsWorking);
