using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Annotate;

/// <summary>A person's last answers, for the trail at the foot of the page.</summary>
public sealed class Trail(Db db)
{
    private const string Sql = """
        SELECT a.submission_id, a.task_id, a.created_at, a.answers, a.skip_reason, i.data, f.how, t.status
        FROM annotation a
        JOIN item i ON i.task_id = a.task_id
        JOIN task t ON t.id = a.task_id
        LEFT JOIN final_label f ON f.task_id = a.task_id
        WHERE a.project_id = @projectId AND a.person_id = @personId AND a.is_standing
        ORDER BY a.id DESC LIMIT @limit
        """;

    public IReadOnlyList<MyAnswer> Mine(long projectId, long personId, int limit) => db.Read<IReadOnlyList<MyAnswer>>(session =>
    {
        var settings = ProjectSettings.Load(session, projectId);
        return
        [
            .. session.Query<Row>(Sql, new { projectId, personId, limit = Math.Clamp(limit, 1, 200) }).Select(row => new MyAnswer(
                row.SubmissionId,
                row.TaskId,
                DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
                row.Answers is null ? null : JsonElement.Parse(row.Answers),
                row.SkipReason,
                Excerpts.Of(settings.Schema, row.Data),
                row.How != FinalHow.Review && row.Status != TaskStatusNames.ToText(LabelingStatus.Archived))),
        ];
    });

    private sealed record Row
    {
        public string SubmissionId { get; init; } = "";

        public long TaskId { get; init; }

        public long CreatedAt { get; init; }

        public string? Answers { get; init; }

        public string? SkipReason { get; init; }

        public string Data { get; init; } = "";

        public string? How { get; init; }

        public string Status { get; init; } = "";
    }
}

/// <param name="SubmissionId">The client's UUID.</param>
/// <param name="TaskId">The task.</param>
/// <param name="At">When it was submitted.</param>
/// <param name="Answers">Null when skipped.</param>
/// <param name="Skipped">The reason for a skip.</param>
/// <param name="Excerpt">The first words of the item.</param>
/// <param name="Undoable">Whether it can still be taken back.</param>
public sealed record MyAnswer(string SubmissionId, long TaskId, DateTimeOffset At, JsonElement? Answers, string? Skipped, string Excerpt, bool Undoable);
