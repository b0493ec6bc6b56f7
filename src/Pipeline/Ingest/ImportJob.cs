using Assay.Formats;
using Assay.Pipeline.Database;
using Assay.Pipeline.Ingest.Answers;
using Assay.Pipeline.Jobs;

namespace Assay.Pipeline.Ingest;

/// <summary>An import as people see it.</summary>
public sealed record ImportJob
{
    private const string Sql = """
        SELECT b.*, j.kind, j.state, j.error, j.created_at, j.started_at, j.finished_at, u.state AS undo_state, u.error AS undo_error, p.name AS created_by
        FROM batch b JOIN job j ON j.id = b.id LEFT JOIN job u ON u.id = b.undo_job_id LEFT JOIN person p ON p.id = j.created_by
        """;

    private const int SampleSize = 20;

    public required long Id { get; init; }

    public required long ProjectId { get; init; }

    public required string FileName { get; init; }

    public required string Format { get; init; }

    /// <summary>Whether the file holds answers that people gave elsewhere, and not items.</summary>
    public required bool Answers { get; init; }

    /// <summary>A state of <see cref="JobState"/>, or "undoing", or "undone".</summary>
    public required string State { get; init; }

    public required long BytesRead { get; init; }

    public required long BytesTotal { get; init; }

    /// <summary>Good and bad ones.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Tasks made, or answers stored.</summary>
    public required long Imported { get; init; }

    public required long Duplicates { get; init; }

    public required long Rejected { get; init; }

    public required IReadOnlyList<RejectedRow> RejectedSample { get; init; }

    public string? Error { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public required string CreatedBy { get; init; }

    public double? RowsPerSecond { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsFinished => State is not (JobState.Queued or JobState.Running or "undoing");

    internal static ImportJob? Find(Session session, long projectId, long id) =>
        session.OneOrNone<Row>($"{Sql} WHERE b.project_id = @projectId AND b.id = @id", new { projectId, id })?.Told(session);

    internal static IReadOnlyList<ImportJob> List(Session session, long projectId, int most) =>
        [.. session.Query<Row>($"{Sql} WHERE b.project_id = @projectId ORDER BY b.id DESC LIMIT @most", new { projectId, most }).ToList().Select(row => row.Told(session))];

    /// <summary>Those of the project that changed at this time or later, with the time of the latest change.</summary>
    internal static IReadOnlyList<(long ChangedAt, ImportJob Job)> ChangedSince(Session session, long projectId, long time) =>
        [.. session.Query<Row>(
            $"""
            SELECT * FROM (
                SELECT x.*, CASE WHEN COALESCE(x.undo_changed, 0) > x.import_changed THEN x.undo_changed ELSE x.import_changed END AS changed_at
                FROM ({Sql.Replace("SELECT b.*,", "SELECT b.*, j.changed_at AS import_changed, u.changed_at AS undo_changed,", StringComparison.Ordinal)}
                WHERE b.project_id = @projectId) x) y
            WHERE changed_at >= @time ORDER BY id
            """,
            new { projectId, time }).ToList().Select(row => (row.ChangedAt, row.Told(session)))];

    private sealed record Row
    {
        public long Id { get; init; }
        public long ProjectId { get; init; }
        public string FileName { get; init; } = "";
        public string Format { get; init; } = "";
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public string? UndoState { get; init; }
        public long BytesRead { get; init; }
        public long BytesTotal { get; init; }
        public long RowsRead { get; init; }
        public long Imported { get; init; }
        public long Duplicates { get; init; }
        public long Rejected { get; init; }
        public long RanMs { get; init; }
        public string? Error { get; init; }
        public string? UndoError { get; init; }
        public long CreatedAt { get; init; }
        public long? StartedAt { get; init; }
        public long? FinishedAt { get; init; }
        public string? CreatedBy { get; init; }
        public long ChangedAt { get; init; }

        public ImportJob Told(Session session) => new()
        {
            Id = Id,
            ProjectId = ProjectId,
            FileName = FileName,
            Format = Format,
            Answers = Kind == ImportAnswers.Kind,
            State = UndoState switch
            {
                JobState.Queued or JobState.Running => "undoing",
                JobState.Completed => "undone",
                _ => State,
            },
            BytesRead = BytesRead,
            BytesTotal = BytesTotal,
            RowsRead = RowsRead,
            Imported = Imported,
            Duplicates = Duplicates,
            Rejected = Rejected,
            RejectedSample = Rejected == 0 ? [] : RejectedRows.Page(session, Id, -1, SampleSize).Select(row => row.Row).ToList(),
            Error = UndoState == JobState.Failed ? $"Not undone: {UndoError}" : Error,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            StartedAt = StartedAt is { } started ? DateTimeOffset.FromUnixTimeMilliseconds(started) : null,
            FinishedAt = FinishedAt is { } finished ? DateTimeOffset.FromUnixTimeMilliseconds(finished) : null,
            CreatedBy = CreatedBy ?? "",
            RowsPerSecond = RanMs > 0 ? Math.Round(1000.0 * RowsRead / RanMs) : null,
        };
    }
}
