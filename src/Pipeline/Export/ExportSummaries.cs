using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Export;

/// <summary>What an export would hold, before it is made.</summary>
public sealed class ExportSummaries(Db db)
{
    /// <summary>Ids, status, provenance and the names around them, in JSONL.</summary>
    private const int BytesAround = 220;

    private const string SampleSql = """
        SELECT avg(size) FROM (
            SELECT length(i.data) + length(f.answers) AS size FROM final_label f JOIN item i ON i.task_id = f.task_id
            WHERE f.project_id = @projectId ORDER BY f.decided_at LIMIT 200) sample
        """;

    public ExportSummary Of(long projectId) => db.Read(session =>
    {
        var schema = ProjectSettings.Load(session, projectId).Schema;
        var tasks = ProjectCounts.Count(session, projectId);
        var size = session.OneOrNone<double?>(SampleSql, new { projectId });
        return new ExportSummary(
            tasks.Decided, tasks.Total, size is { } each ? (long)(tasks.Decided * (each + BytesAround)) : null, [.. schema.Questions.Select(question => question.Name)]);
    });
}

/// <param name="Decided">Tasks with a final label.</param>
/// <param name="Total">Tasks, the archived aside.</param>
/// <param name="BytesEstimate">Of the decided ones as JSONL, from a sample; null when there are none.</param>
/// <param name="SchemaQuestions">Names of the questions, in order.</param>
public sealed record ExportSummary(long Decided, long Total, long? BytesEstimate, IReadOnlyList<string> SchemaQuestions);
