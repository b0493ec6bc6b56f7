using System.Text.Json;
using Assay.Learning.Acceptance;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Quality.Arbitration;

/// <summary>A project's arbiter: set, looked at, asked again, taken back.</summary>
public sealed class Arbitrations(Db db, Jobs.Jobs jobs, ModelKinds kinds, TimeProvider time)
{
    private const string CountsSql = """
        SELECT (SELECT count(*) FROM dispute WHERE project_id = @projectId) AS open,
            (SELECT count(*) FROM dispute WHERE project_id = @projectId AND opinion_id IS NULL) AS unasked,
            (SELECT count(*) FROM dispute d JOIN opinion o ON o.id = d.opinion_id WHERE d.project_id = @projectId AND o.answers IS NULL) AS failed,
            (SELECT count(*) FROM opinion o JOIN final_label f ON f.task_id = o.task_id AND f.how = 'arbitration'
             WHERE o.project_id = @projectId AND o.decided_at IS NOT NULL AND o.undone_at IS NULL) AS decided,
            (SELECT count(*) FROM opinion WHERE project_id = @projectId AND decided_at IS NOT NULL AND undone_at IS NOT NULL) AS undone,
            (SELECT count(*) FROM opinion WHERE project_id = @projectId AND clarification_state = 'open') AS clarifications
        """;

    public ArbitrationState Get(long projectId) => db.Read(session => State(session, projectId));

    /// <summary>Sets who is asked, and what becomes of the opinions. Another arbiter or promise begins with no record, and every open dispute is put to it.</summary>
    /// <exception cref="Invalid">A setting is out of its range, the project has no such model, or it does not fit the schema.</exception>
    public async Task<ArbitrationState> Set(long projectId, long personId, ArbitrationSettings settings)
    {
        var wanted = settings.Checked();
        if (wanted.SetupId is { } setup)
            Check(projectId, setup);
        await db.Write(projectId, session =>
        {
            var row = ArbitrationRow.Of(session, projectId);
            if (row.Run > 0 && row.Settings == wanted && !ArbiterRecords.Of(session, row).IsBroken)
                return;
            SetupUses.Begin(session, projectId, wanted.SetupId);
            (ArbitrationRow.From(projectId, wanted) with { Run = row.Run + 1, ChangedBy = personId, ChangedAt = Now() }).Save(session);
            session.Execute("UPDATE dispute SET opinion_id = NULL WHERE project_id = @projectId", new { projectId });
            Audit.Add(session, Now(), personId, projectId, "arbitration.set", $"model {wanted.SetupId?.ToString() ?? "none"}, {wanted.Policy}");
            if (wanted.SetupId is not null)
                ArbitrationRuns.Begin(session, projectId, Now());
        });
        jobs.Wake();
        return Get(projectId);
    }

    /// <summary>What it would cost to put all open disputes to a model, estimated from up to 200 of them. Nothing is asked.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="setupId">The model.</param>
    /// <param name="cancellation">Stops between disputes.</param>
    /// <exception cref="NotFound">The project has no such model.</exception>
    /// <exception cref="Invalid">The model does not fit the schema.</exception>
    public async Task<RunEstimate> Estimate(long projectId, long setupId, CancellationToken cancellation)
    {
        const int Sampled = 200;
        var (setup, settings, count, sample) = db.Read(session =>
        {
            var project = ProjectSettings.Load(session, projectId);
            var open = session.Query<OpenRow>(
                $"""
                SELECT d.task_id, i.data FROM dispute d JOIN task t ON t.id = d.task_id JOIN item i ON i.task_id = d.task_id
                WHERE d.project_id = @projectId AND t.status = 'disputed' ORDER BY d.task_id LIMIT {Sampled}
                """,
                new { projectId }).ToList();
            return (
                SetupRow.Load(session, projectId, setupId), project,
                session.One<long>("SELECT count(*) FROM dispute d JOIN task t ON t.id = d.task_id WHERE d.project_id = @projectId AND t.status = 'disputed'", new { projectId }),
                open.ConvertAll(row => (row.Data, Answers: TaskVotes.Load(session, project, row.TaskId).Votes.Select(vote => vote.Answers).ToList())));
        });
        var context = new ProjectContext(db, settings) { Setup = setup.Id };
        var arbiter = kinds.OpenArbiter(setup.Kind, JsonElement.Parse(setup.Settings), context);
        using var held = arbiter as IDisposable;
        var guidelines = context.Guidelines();
        var disputes = sample.Select(each => new WeakModels.Arbitration.Dispute(settings.Schema, JsonElement.Parse(each.Data), each.Answers) { Guidelines = guidelines });
        return RunEstimate.Of(count, await arbiter.Estimate(disputes, sample.Count == 0 ? 1 : count / (double)sample.Count, cancellation), setup.SpentSoFar);
    }

    /// <summary>Puts the disputes again on which the arbiter has failed.</summary>
    /// <exception cref="Conflict">There is no arbiter.</exception>
    public async Task<ArbitrationState> AskAgain(long projectId)
    {
        await db.Write(projectId, session =>
        {
            if (ArbitrationRow.Of(session, projectId).SetupId is null)
                throw new Conflict("The project has no arbiter; choose one of its models first.");
            session.Execute(
                "UPDATE dispute SET opinion_id = NULL WHERE project_id = @projectId AND opinion_id IN (SELECT id FROM opinion WHERE project_id = @projectId AND answers IS NULL)",
                new { projectId });
            ArbitrationRuns.Begin(session, projectId, Now());
        });
        jobs.Wake();
        return Get(projectId);
    }

    /// <summary>Lets the arbiter decide nothing more, and takes back all it has decided. Done by a job.</summary>
    public async Task<ArbitrationState> TakeBack(long projectId, long personId)
    {
        await db.Write(projectId, session =>
        {
            var row = ArbitrationRow.Of(session, projectId);
            if (row.Decides)
                (row with { Policy = ArbitrationPolicies.OpinionOnly, ChangedBy = personId, ChangedAt = Now() }).Save(session);
            Audit.Add(session, Now(), personId, projectId, "arbitration.taken_back", null);
            jobs.Add(session, new NewJob(TakeBackOpinions.Kind, projectId, personId, "{}"));
        });
        jobs.Wake();
        return Get(projectId);
    }

    private void Check(long projectId, long setupId)
    {
        var (setup, settings) = db.Read(session =>
        {
            var row = session.OneOrNone<SetupRow>(SetupRow.Select + " WHERE id = @setupId AND project_id = @projectId", new { setupId, projectId });
            return (row ?? throw new Invalid("setupId", "unknown", $"The project has no weak model {setupId}."), ProjectSettings.Load(session, projectId));
        });
        (kinds.OpenArbiter(setup.Kind, JsonElement.Parse(setup.Settings), new ProjectContext(db, settings)) as IDisposable)?.Dispose();
    }

    private static ArbitrationState State(Session session, long projectId)
    {
        var row = ArbitrationRow.Of(session, projectId);
        var counts = session.One<Counts>(CountsSql, new { projectId });
        var record = ArbiterRecords.Of(session, row);
        var (low, high) = Binomial.Interval(record.Audits - record.Wrong, record.Audits);
        var job = session.OneOrNone<Job>(
            "SELECT * FROM job WHERE project_id = @projectId AND kind IN ('arbitrate', 'take_back_opinions') ORDER BY id DESC LIMIT 1", new { projectId });
        var setup = row.SetupId is { } id ? session.OneOrNone<SetupRow>(SetupRow.Select + " WHERE id = @id", new { id }) : null;
        return new ArbitrationState
        {
            Settings = row.Settings,
            Model = setup?.Name,
            Open = counts.Open,
            Unasked = counts.Unasked,
            Failed = counts.Failed,
            Decided = counts.Decided,
            Undone = counts.Undone,
            Audits = record.Audits,
            Right = record.Audits - record.Wrong,
            Low = low,
            High = high,
            IsTrusted = record.IsTrusted,
            IsBroken = record.IsBroken,
            NextTestAt = record.NextTestAt,
            Clarifications = counts.Clarifications,
            Spent = setup?.SpentSoFar ?? default,
            IsWorking = job is { IsFinished: false },
            Error = job?.State == JobState.Failed ? job.Error : null,
        };
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record Counts
    {
        public long Open { get; init; }

        public long Unasked { get; init; }

        public long Failed { get; init; }

        public long Decided { get; init; }

        public long Undone { get; init; }

        public long Clarifications { get; init; }
    }

    private sealed record OpenRow
    {
        public long TaskId { get; init; }

        public string Data { get; init; } = "";
    }
}
