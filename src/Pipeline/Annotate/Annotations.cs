using System.Data;
using Assay.Pipeline.Database;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Annotate;

/// <summary>Rows of the annotation table and the sums kept over them. All under the project's lock.</summary>
internal static class Annotations
{
    private static readonly HotSql Standing = new(
        "SELECT id FROM annotation WHERE person_id = @person AND task_id = @task AND is_standing", DbType.Int64, DbType.Int64);

    private static readonly HotSql InsertRow = new(
        """
        INSERT INTO annotation (submission_id, project_id, task_id, person_id, state, is_standing, answers, skip_reason, lead_time_ms, guideline_version, created_at,
            prediction_id, draft_use, draft_id, draft_withheld)
        VALUES (@submission, @project, @task, @person, @state, @standing, @answers, @skip, @lead, @guideline, @now, @prediction, @use, @draft, @withheld)
        """,
        DbType.String, DbType.Int64, DbType.Int64, DbType.Int64, DbType.String, DbType.Boolean, DbType.String, DbType.String, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.String,
        DbType.Int64, DbType.Boolean);

    private static readonly HotSql Add = new(
        """
        INSERT INTO tally (project_id, person_id, day, answers, skips, lead_time_ms)
        VALUES (@project, @person, @day, @answers, @skips, @lead)
        ON CONFLICT (project_id, person_id, day) DO UPDATE SET answers = tally.answers + @answers, skips = tally.skips + @skips,
            lead_time_ms = tally.lead_time_ms + @lead
        """,
        DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64);

    /// <summary>Whether the person has answered or skipped the task, and not taken it back.</summary>
    public static bool HasStanding(Session session, long personId, long taskId)
    {
        using var row = session.Hot(Standing).Read(personId, taskId);
        return row.Read();
    }

    public static long Insert(Session session, NewAnnotation row) => session.Insert(
        InsertRow, row.SubmissionId, row.ProjectId, row.TaskId, row.PersonId, row.State, row.IsStanding, row.Answers, row.SkipReason,
        row.LeadTimeMs, row.GuidelineVersion, row.CreatedAt, row.PredictionId, row.DraftUse, row.DraftId, row.DraftWithheld);

    public static void Tally(Session session, long projectId, long personId, long now, int answers, int skips, long leadTimeMs) =>
        session.Hot(Add).Execute(projectId, personId, Days.Of(now), (long)answers, (long)skips, leadTimeMs);
}

internal sealed record NewAnnotation
{
    public required string SubmissionId { get; init; }

    public required long ProjectId { get; init; }

    public required long TaskId { get; init; }

    public required long PersonId { get; init; }

    public required string State { get; init; }

    public required bool IsStanding { get; init; }

    public string? Answers { get; init; }

    public string? SkipReason { get; init; }

    public required long LeadTimeMs { get; init; }

    public required long GuidelineVersion { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>The weak model's draft the person had before them.</summary>
    public long? PredictionId { get; init; }

    /// <summary>What became of it, as JSON.</summary>
    public string? DraftUse { get; init; }

    /// <summary>Where what drafts do is measured: the draft that there was.</summary>
    public long? DraftId { get; init; }

    /// <summary>Whether it was kept from the person.</summary>
    public bool DraftWithheld { get; init; }
}
