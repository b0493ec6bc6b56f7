using Assay.Learning.Text;
using Assay.Model;
using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>
/// The learning loop of a project: set, looked at, begun, stopped. Its model learns from what people label and brings forward what teaches it most; a task that
/// somebody holds, has answered or has skipped is never moved.
/// </summary>
public sealed class Learnings(Db db, Jobs.Jobs jobs, TimeProvider time)
{
    public LearningState Get(long projectId) => db.Read(session => State(session, projectId));

    /// <summary>What the project has learned last of a choice over text; null before there is such a model.</summary>
    public TextClassifier? Model(long projectId) => db.Read(session => LearnedModelRow.Newest(session, projectId)) is { Form: LearnedForm.TextClassifier } saved ? saved.Classifier() : null;

    /// <summary>Sets how the project learns. On begins a turn at once; off puts all tasks back in their order.</summary>
    /// <exception cref="Invalid">A setting is out of its range, or does not fit the schema.</exception>
    /// <exception cref="Conflict">The share that measures the model would grow, and with it take tasks in that were chosen by a model or taught one.</exception>
    public async Task<LearningState> Set(long projectId, long personId, LearningSettings settings)
    {
        await db.Write(projectId, session =>
        {
            var wanted = settings.Checked(ProjectSettings.Load(session, projectId).Schema);
            var row = LearningRow.Of(session, projectId);
            var last = RoundRow.Newest(session, projectId);
            if (row.Run > 0 && row.Settings == wanted)
                return;
            if (last is not null && wanted.RandomShare > row.RandomShare)
                throw new Conflict(FormattableString.Invariant(
                    $"The share that measures the model cannot grow from {row.RandomShare} to {wanted.RandomShare}: tasks that were chosen by it, or have taught it, would measure it. Leave it, or make it smaller."));
            var set = row.With(wanted);
            (set with { Wanted = set.WantedAfter(last?.Labels ?? 0), Run = row.Run + 1, IsAsked = wanted.IsOn, ChangedBy = personId, ChangedAt = Now() }).Save(session);
            Audit.Add(session, Now(), personId, projectId, "learning.set", wanted.IsOn ? $"on, {wanted.Strategy}" : "off");
            LearningRuns.Begin(session, projectId, personId, Now());
        });
        jobs.Wake();
        return Get(projectId);
    }

    /// <summary>Begins a turn now, also without new labels.</summary>
    /// <exception cref="Conflict">The project does not learn.</exception>
    public async Task<LearningState> Start(long projectId, long personId)
    {
        await db.Write(projectId, session =>
        {
            var row = LearningRow.Of(session, projectId);
            if (!row.IsOn)
                throw new Conflict("Active learning is off; turn it on first.");
            (row with { IsAsked = true }).Save(session);
            LearningRuns.Begin(session, projectId, personId, Now());
        });
        jobs.Wake();
        return Get(projectId);
    }

    /// <summary>Stops the turn that waits or is at work; what it has kept stays. The next labels begin another.</summary>
    public async Task<LearningState> Cancel(long projectId)
    {
        foreach (var job in db.Read(session => session.Query<long>(
            $"SELECT id FROM job WHERE project_id = @projectId AND kind = '{LearningRuns.Kind}' AND state IN ('queued', 'running')", new { projectId }).ToList()))
            await jobs.Cancel(job);
        return Get(projectId);
    }

    private LearningState State(Session session, long projectId)
    {
        var row = LearningRow.Of(session, projectId);
        LearningRound[] rounds = [.. RoundRow.Last(session, projectId, TurnStart.MostRounds).Select(round => round.Told)];
        var job = session.OneOrNone<Job>(
            $"SELECT * FROM job WHERE project_id = @projectId AND kind = '{LearningRuns.Kind}' AND due_at <= @now ORDER BY id DESC LIMIT 1", new { projectId, now = Now() });
        var isWorking = job is { IsFinished: false };
        var progress = isWorking && job!.State == JobState.Running ? LearnProgress.Read(job) : null;
        var schema = ProjectSettings.Load(session, projectId).Schema;
        var learner = LearnerKinds.Find(schema, row.Question);
        return new LearningState
        {
            Settings = row.Settings,
            Question = learner?.Question.Name,
            Questions = [.. schema.Questions.Where(question => LearnerKinds.Find(schema, question.Name) is { } could && could.Refusal(schema) is null).Select(question => question.Name)],
            Strategies = [.. LearningSettings.Strategies.Where(name => learner is null || learner.Takes(Strategies.Find(name)!))],
            Labels = session.One<long>($"SELECT count(*) FROM final_label WHERE project_id = @projectId AND {HumanLabels.ByPeople}", new { projectId }),
            Fresh = row.Fresh,
            Wanted = row.Wanted,
            Rounds = rounds,
            Calibration = rounds.Length == 0 ? null : RoundRow.NewestCalibration(session, projectId, rounds[^1].Question),
            Saving = rounds.Length == 0 ? null : RoundRow.NewestSaving(session, projectId, rounds[^1].Question),
            Stop = StopAdvice.Of([.. rounds.Where(round => round.Question == (rounds.Length == 0 ? null : rounds[^1].Question))]),
            IsWorking = isWorking,
            Stage = progress?.Stage,
            Looked = progress?.Done,
            ToLookAt = progress?.Of,
            Error = job?.State == JobState.Failed ? job.Error : null,
        };
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
