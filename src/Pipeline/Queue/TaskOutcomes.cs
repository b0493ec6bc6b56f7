using System.Data;
using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>A label as it is exported, with how it came about.</summary>
public sealed record FinalLabelRow
{
    public required string Answers { get; init; }

    /// <summary>A word of <see cref="FinalHow"/>, or the name of the aggregator.</summary>
    public required string How { get; init; }

    public double? Confidence { get; init; }

    public long? DecidedBy { get; init; }

    public string? Comment { get; init; }

    public required long GuidelineVersion { get; init; }

    /// <summary>The annotations it came from.</summary>
    public required IReadOnlyList<long> From { get; init; }

    /// <summary>The weak model's draft that became the label; null for what people decided.</summary>
    public long? PredictionId { get; init; }
}

/// <summary>Ends and reopens tasks: the status, the final label or dispute, and the queue change together. All under the project's lock.</summary>
internal static class TaskOutcomes
{
    private static readonly HotSql Store = new(
        """
        INSERT INTO final_label (task_id, project_id, answers, how, confidence, decided_by, decided_at, comment, guideline_version, from_annotations, prediction_id)
        VALUES (@task, @project, @answers, @how, @confidence, @by, @now, @comment, @guideline, @from, @prediction)
        ON CONFLICT (task_id) DO UPDATE SET answers = @answers, how = @how, confidence = @confidence, decided_by = @by, decided_at = @now,
            comment = @comment, guideline_version = @guideline, from_annotations = @from, prediction_id = @prediction
        """,
        DbType.Int64, DbType.Int64, DbType.String, DbType.String, DbType.Double, DbType.Int64, DbType.Int64, DbType.String, DbType.Int64, DbType.String,
        DbType.Int64);

    /// <summary>Completes the task with a label.</summary>
    public static TaskState Complete(Session session, TaskState task, FinalLabelRow label, long now)
    {
        session.Hot(Store).Execute(
            task.Id, task.ProjectId, label.Answers, label.How, label.Confidence, label.DecidedBy, now, label.Comment, label.GuidelineVersion,
            JsonSerializer.Serialize(label.From), label.PredictionId);
        if (label.PredictionId is null)
            AcceptRuns.Note(session, task.ProjectId, now);
        if (label is { PredictionId: null, How: not (FinalHow.Arbitration or FinalHow.Gold) })
            LearningRuns.Note(session, task.ProjectId, now);
        if (task.Status == LabelingStatus.Disputed)
        {
            session.Execute("DELETE FROM dispute WHERE task_id = @Id", new { task.Id });
            ArbitrationRuns.Note(session, task.ProjectId, now);
        }

        return Saved(session, task with { Status = LabelingStatus.Completed }, now);
    }

    /// <summary>Hands the task to whoever decides disputes.</summary>
    public static TaskState Dispute(Session session, TaskState task, IReadOnlyList<string> questions, long now)
    {
        session.Execute(
            """
            INSERT INTO dispute (task_id, project_id, questions, since) VALUES (@Id, @ProjectId, @questions, @now)
            ON CONFLICT (task_id) DO UPDATE SET questions = @questions, opinion_id = NULL
            """,
            new { task.Id, task.ProjectId, questions = JsonSerializer.Serialize(questions), now });
        ArbitrationRuns.Note(session, task.ProjectId, now);
        return Saved(session, task with { Status = LabelingStatus.Disputed }, now);
    }

    /// <summary>Takes back what was decided: the task wants answers again, as many as it lacks.</summary>
    public static TaskState Reopen(Session session, TaskState task, long now)
    {
        session.Execute("DELETE FROM final_label WHERE task_id = @Id", new { task.Id });
        session.Execute("DELETE FROM dispute WHERE task_id = @Id", new { task.Id });
        var open = Saved(session, (task with { Status = LabelingStatus.Pending }).Settled(), now);
        if (open.OpenSlots > 0)
            Reopenings.Add(session, open);
        return open;
    }

    /// <summary>Takes the task out of the queue without a label.</summary>
    public static TaskState SetAside(Session session, TaskState task, LabelingStatus status, long now) =>
        Saved(session, task with { Status = status }, now);

    /// <summary>Applies what the votes amount to.</summary>
    public static TaskState Apply(Session session, TaskState task, Decision decision, long guidelineVersion, IReadOnlyList<long> from, long now) => decision switch
    {
        Decision.Completed completed => Complete(
            session,
            task,
            new FinalLabelRow
            {
                Answers = completed.Final.ToJson(),
                How = completed.How,
                Confidence = completed.Confidence,
                GuidelineVersion = guidelineVersion,
                From = from,
            },
            now),
        Decision.Disputed disputed => Dispute(session, task, disputed.Questions, now),
        _ => Saved(session, task.Settled(), now),
    };

    private static TaskState Saved(Session session, TaskState task, long now)
    {
        task.Save(session, now);
        return task;
    }
}
