using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.WeakModels.Arbitration;

namespace Assay.Pipeline.Quality.Arbitration;

/// <summary>
/// Puts a project's disputes to its arbiter, a few at a time, and keeps the opinions; where the policy says so and the arbiter is right often enough, an
/// opinion becomes the label. What fails leaves the dispute open and is told. May be stopped anywhere: a dispute with an opinion is not put again.
/// </summary>
public sealed class Arbitrate(Db db, Jobs.Jobs jobs, ModelKinds kinds, TimeProvider time) : IJobKind
{
    /// <summary>Disputes put at once: what is done again after a crash.</summary>
    private const int Step = 16;

    private const string UnaskedSql = """
        SELECT d.task_id, i.data FROM dispute d JOIN task t ON t.id = d.task_id JOIN item i ON i.task_id = d.task_id
        WHERE d.project_id = @project AND d.opinion_id IS NULL AND t.status = 'disputed' ORDER BY d.task_id LIMIT @Step
        """;

    public string Name => ArbitrationRuns.Kind;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var project = run.Job.ProjectId!.Value;
        var row = db.Read(session => ArbitrationRow.Of(session, project));
        if (row.SetupId is null)
            return;
        if (db.Read(session => Unasked(session, project)).Count > 0)
            await Ask(run, row, stop);
        await new OpinionsDecide(db, jobs, time).Run(run, stop);
    }

    private async Task Ask(JobRun run, ArbitrationRow row, CancellationToken stop)
    {
        var project = row.ProjectId;
        var (setup, begun) = db.Read(session => (SetupRow.Load(session, project, row.SetupId!.Value), ProjectSettings.Load(session, project)));
        var context = new ProjectContext(db, begun) { Setup = setup.Id };
        var arbiter = kinds.OpenArbiter(setup.Kind, JsonElement.Parse(setup.Settings), context);
        using var held = arbiter as IDisposable;
        await using var account = ModelAccount.Of(db, project, arbiter, setup.Id);
        while (db.Read(session => Unasked(session, project)) is { Count: > 0 } page)
        {
            stop.ThrowIfCancellationRequested();
            // schema, rule and guidelines may have changed since the last page
            var settings = db.Read(session => ProjectSettings.Load(session, project));
            var guidelines = (context with { Project = settings }).Guidelines();
            var asked = await Task.WhenAll(page.Select(task => Put(arbiter, settings, guidelines, task, stop)));
            var isSame = await db.Write(project, session =>
            {
                run.Hold(session);
                account.Book(session);
                return Keep(session, row, settings, asked);
            });
            jobs.Changed.Raise();
            if (!isSame)
                return; // the settings have changed; the job that the change has asked for goes on
        }
    }

    private async Task<Asked> Put(IArbiter arbiter, ProjectSettings settings, string? guidelines, OpenDispute open, CancellationToken stop)
    {
        var votes = db.Read(session => TaskVotes.Load(session, settings, open.TaskId));
        var dispute = new WeakModels.Arbitration.Dispute(settings.Schema, JsonElement.Parse(open.Data), [.. votes.Votes.Select(vote => vote.Answers)]) { Guidelines = guidelines };
        var opinion = await ModelKinds.Ask(arbiter, dispute, stop);
        var said = opinion.Failure is null ? Answers.Of(settings.Schema, opinion.ByQuestion.Select(each => (each.Key, each.Value.Answer))).ToJson() : null;
        var reading = said is null ? null : db.Read(session => settings.Schema.ReadAnswers(said, ItemExtents.Of(session, settings, open.TaskId)));
        return new Asked(open.TaskId, opinion, JsonSerializer.Serialize(votes.Ids), reading is { Answers: { } answers } ? answers.ToJson() : null, reading);
    }

    /// <summary>False where another arbiter is asked by now.</summary>
    private bool Keep(Session session, ArbitrationRow begun, ProjectSettings settings, Asked[] asked)
    {
        var row = ArbitrationRow.Of(session, begun.ProjectId);
        if (row.Run != begun.Run || row.SetupId is null)
            return false;
        var current = ProjectSettings.Load(session, begun.ProjectId);
        foreach (var one in asked)
        {
            // decided or answered meanwhile: if it is still in dispute it is put again, with the new answers
            if (TaskState.TryLoad(session, begun.ProjectId, one.TaskId) is not { Status: LabelingStatus.Disputed } || current.SchemaVersion != settings.SchemaVersion
                || JsonSerializer.Serialize(TaskVotes.Load(session, current, one.TaskId).Ids) != one.Votes)
                continue;
            var id = one.Row(row, settings.GuidelineVersion, time.GetUtcNow().ToUnixTimeMilliseconds()).Add(session);
            session.Execute("UPDATE dispute SET opinion_id = @id WHERE task_id = @TaskId", new { id, one.TaskId });
        }

        return true;
    }

    private static List<OpenDispute> Unasked(Session session, long project) => [.. session.Query<OpenDispute>(UnaskedSql, new { project, Step })];

    private sealed record OpenDispute
    {
        public long TaskId { get; init; }

        public string Data { get; init; } = "";
    }

    private sealed record Asked(long TaskId, Opinion Opinion, string Votes, string? Answers, AnswersReading? Reading)
    {
        public OpinionRow Row(ArbitrationRow row, long guidelineVersion, long now) => new()
        {
            ProjectId = row.ProjectId,
            TaskId = TaskId,
            Run = row.Run,
            Model = Opinion.Model,
            Version = Opinion.Version,
            Answers = Answers,
            Confidence = Answers is null ? null : Opinion.ByQuestion.Values.Min(draft => draft.Confidence),
            Reasons = Opinion.Reasons,
            Failure = Answers is not null ? null : Opinion.Failure ?? string.Join(" ", Reading!.Violations.Take(3).Select(violation => violation.Message)),
            Votes = Votes,
            GuidelineVersion = guidelineVersion,
            IsBlind = row.IsBlind(TaskId),
            CreatedAt = now,
            Clarification = Opinion.Clarification,
            ClarificationState = Opinion.Clarification is null ? null : ClarificationStates.Open,
        };
    }
}
