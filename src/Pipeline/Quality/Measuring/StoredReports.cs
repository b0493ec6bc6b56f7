using System.Text.Json;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>The last report of each project in the database, for the page to open with after a restart and for other nodes.</summary>
internal static class StoredReports
{
    /// <summary>Raised when a report's JSON can no longer be read as before; reports of another format are measured anew.</summary>
    private const int Format = 1;

    private const string FindSql = """
        SELECT last_annotation, last_change, schema_version, report FROM quality_report WHERE project_id = @projectId AND format = @format
        """;

    private const string MarkSql = """
        SELECT last_annotation, last_change, schema_version FROM quality_report WHERE project_id = @projectId AND format = @format
        """;

    private const string StoreSql = """
        INSERT INTO quality_report (project_id, format, last_annotation, last_change, schema_version, report)
        VALUES (@projectId, @format, @Annotation, @Change, @Schema, @json)
        ON CONFLICT (project_id) DO UPDATE SET format = @format, last_annotation = @Annotation, last_change = @Change, schema_version = @Schema, report = @json
        """;

    private const string KnownSql = """
        SELECT p.id, q.last_annotation FROM project p LEFT JOIN quality_report q ON q.project_id = p.id AND q.format = @format
        WHERE p.archived_at IS NULL ORDER BY p.id
        """;

    /// <summary>Projects with answers of which there is no report, or one that was made so many answers ago.</summary>
    /// <remarks>Numbers of answers run through all projects, so that a report may look older than it is; one that is measured in vain costs little.</remarks>
    public static IReadOnlyList<long> Behind(Session session, long most) =>
    [
        .. from known in session.Query<(long Id, long? Counted)>(KnownSql, new { format = Format }).ToList()
           let newest = QualityMark.Newest(session, known.Id)
           where newest > 0 && (known.Counted is not { } counted || newest - counted >= most)
           select known.Id,
    ];

    public static Measured? Find(Session session, long projectId)
    {
        var row = session.OneOrNone<Row>(FindSql, new { projectId, format = Format });
        return row is not null && JsonSerializer.Deserialize<ProjectAgreement>(row.Report) is { } report ? new Measured(row.Mark, report) : null;
    }

    /// <summary>What the stored report counts; null when there is none.</summary>
    public static QualityMark? Mark(Session session, long projectId) => session.OneOrNone<Row>(MarkSql, new { projectId, format = Format })?.Mark;

    public static void Store(Session session, long projectId, QualityMark mark, string json) =>
        session.Execute(StoreSql, new { projectId, format = Format, mark.Annotation, mark.Change, mark.Schema, json });

    public static string ToJson(ProjectAgreement report) => JsonSerializer.Serialize(report);

    private sealed record Row
    {
        public long LastAnnotation { get; init; }

        public long LastChange { get; init; }

        public long SchemaVersion { get; init; }

        public string Report { get; init; } = "";

        public QualityMark Mark => new(LastAnnotation, LastChange, SchemaVersion);
    }
}
