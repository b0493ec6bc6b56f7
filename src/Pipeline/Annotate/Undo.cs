using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Annotate;

/// <summary>Takes a person's own submission back: the task is theirs again, with what they had answered as the draft.</summary>
public sealed class Undo(Db db, TimeProvider time)
{
    private const string FindSql = """
        SELECT id, task_id, state, answers, created_at, lead_time_ms, prediction_id
        FROM annotation WHERE submission_id = @submissionId AND person_id = @personId AND project_id = @projectId AND is_standing
        """;

    /// <exception cref="NotFound">The person has no such standing submission.</exception>
    /// <exception cref="Conflict">A reviewer has decided the task since.</exception>
    public async Task<ClaimedTask> Take(long projectId, long personId, string submissionId)
    {
        var lease = await db.Write(projectId, session => Reverse(session, projectId, personId, submissionId));
        return db.Read(session => ClaimView.Task(session, projectId, personId, lease));
    }

    private Picked Reverse(Session session, long projectId, long personId, string submissionId)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var row = session.OneOrNone<Row>(FindSql, new { submissionId, personId, projectId })
            ?? throw new NotFound("There is no such submission of yours to undo; it may be undone already.");
        var task = TaskState.Load(session, projectId, row.TaskId);
        var how = session.OneOrNone<string>("SELECT how FROM final_label WHERE task_id = @TaskId", new { row.TaskId });
        if (how == FinalHow.Review)
            throw new Conflict($"A reviewer has decided task {task.Id} since; it cannot be undone.");
        if (task.Status == LabelingStatus.Archived)
            throw new Conflict($"Task {task.Id} was archived since; it cannot be undone.");

        session.Execute("UPDATE annotation SET state = 'undone', is_standing = FALSE WHERE id = @Id", new { row.Id });
        VoteChanges.Add(session, projectId, task.Id);
        var skipped = row.State == AnnotationStates.Skipped;
        Annotations.Tally(session, projectId, personId, row.CreatedAt, skipped ? 0 : -1, skipped ? -1 : 0, -row.LeadTimeMs);
        var settings = ProjectSettings.Load(session, projectId);
        if (row.Answers is not null)
            Drafts.Store(session, personId, task.Id, row.Answers, Settled(session, settings, row), now);

        var purpose = task.IsGold ? LeasePurposes.Gold : LeasePurposes.Annotate;
        if (!task.IsGold)
            Restore(session, settings, task, row.State, now);
        if (!skipped)
            AggregationRuns.Note(session, settings, personId, now);
        var expires = now + (settings.LeaseSeconds * 1000L);
        Leases.Insert(session, projectId, personId, task.Id, purpose, now, expires);
        return new Picked(task.Id, ClaimReasons.Undone, expires, settings.GuidelineVersion, settings.SchemaVersion, !Withholding.Holds(task.Id, settings.WithheldShare));
    }

    /// <summary>Whoever has answered has dealt with all of the weak model's draft.</summary>
    private static string? Settled(Session session, ProjectSettings settings, Row row) =>
        row.PredictionId is { } id ? SeenDraft.Load(session, settings.Id, row.TaskId, id).Settled(settings.Schema) : null;

    private static void Restore(Session session, ProjectSettings settings, TaskState task, string state, long now)
    {
        var held = task with { Leased = task.Leased + 1 };
        switch (state)
        {
            case AnnotationStates.Counted when task.IsOpen:
                (held with { Submitted = task.Submitted - 1 }).Settled().Save(session, now);
                break;
            case AnnotationStates.Counted:
                TaskOutcomes.Reopen(session, held with { Submitted = task.Submitted - 1 }, now);
                break;
            case AnnotationStates.Skipped when task.Status == LabelingStatus.Skipped:
                TaskOutcomes.Reopen(session, held with { Skips = task.Skips - 1 }, now);
                break;
            case AnnotationStates.Skipped:
                (held with { Skips = task.Skips - 1 }).Settled().Save(session, now);
                break;
            default: // late: it was not waited for, so the task stays closed; an aggregator heard it all the same
                held.Save(session, now);
                if (settings.CountsLateAnswers)
                    Redecisions.Apply(session, settings, task.Id, now);
                break;
        }
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public string State { get; init; } = "";

        public string? Answers { get; init; }

        public long CreatedAt { get; init; }

        public long LeadTimeMs { get; init; }

        public long? PredictionId { get; init; }
    }
}
