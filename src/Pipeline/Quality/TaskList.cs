using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Quality;

/// <summary>The tasks of a project as a table, by id, a page at a time. Cost does not grow with the number of pages before.</summary>
public sealed class TaskList(Db db, RecentCounts counts)
{
    private const string Sql = """
        SELECT t.id, t.status, t.overlap, t.submitted, t.rank, t.is_gold, i.data, i.line, b.file_name, f.answers, f.how
        FROM task t
        JOIN item i ON i.task_id = t.id
        LEFT JOIN batch b ON b.id = i.batch_id
        LEFT JOIN final_label f ON f.task_id = t.id
        WHERE t.project_id = @projectId AND t.id > @after
        """;

    /// <param name="projectId">The project.</param>
    /// <param name="status">Only these, or null for all but the archived.</param>
    /// <param name="search">Words the item's data must contain, whatever their case, or null; a number also finds the task with that id.</param>
    /// <param name="after">The last task of the page before, or 0.</param>
    /// <param name="limit">1 to 200.</param>
    public TaskPage Page(long projectId, LabelingStatus? status, string? search, long after, int limit)
    {
        var known = counts.Of(projectId);
        return db.Read(session => Page(session, known, projectId, status, search, after, limit));
    }

    private static TaskPage Page(Session session, ProjectCounts known, long projectId, LabelingStatus? status, string? search, long after, int limit)
    {
        var settings = ProjectSettings.Load(session, projectId);
        var size = Math.Clamp(limit, 1, 200);
        var words = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        var text = status is { } only ? TaskStatusNames.ToText(only) : null;
        var sql = Sql
            + (text is null ? " AND t.status <> 'archived'" : $" AND t.status = '{text}'")
            + (words is null ? "" : " AND (lower(i.data) LIKE @pattern ESCAPE '\\' OR t.id = @number)")
            + " ORDER BY t.id LIMIT @size";
        var rows = session.Query<Row>(sql, new { projectId, after, size, pattern = Pattern(words), number = long.TryParse(words, out var id) ? id : -1 }).ToList();
        return new TaskPage(
            [.. rows.Select(row => Of(settings.Schema, row))],
            rows.Count == size ? rows[^1].Id : null,
            words is not null ? null : status is { } one ? known.Of(one) : known.Total);
    }

    private static TaskRow Of(LabelSchema schema, Row row) => new(
        row.Id, TaskStatusNames.Parse(row.Status), Excerpts.Of(schema, row.Data), row.Submitted, row.Overlap,
        row.Answers is null ? null : JsonElement.Parse(row.Answers), row.How, Ranks.Priority(row.Rank), row.IsGold, row.FileName, row.Line);

    /// <summary>The data is JSON: what it escapes is escaped in the pattern as well.</summary>
    private static string Pattern(string? words)
    {
        var json = JsonSerializer.Serialize((words ?? "").ToLowerInvariant(), Relaxed)[1..^1];
        return $"%{json.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private sealed record Row
    {
        public long Id { get; init; }

        public string Status { get; init; } = "";

        public long Overlap { get; init; }

        public long Submitted { get; init; }

        public long Rank { get; init; }

        public bool IsGold { get; init; }

        public string Data { get; init; } = "";

        public long? Line { get; init; }

        public string? FileName { get; init; }

        public string? Answers { get; init; }

        public string? How { get; init; }
    }
}

/// <param name="Tasks">By id.</param>
/// <param name="Next">Pass as "after" for the next page; null on the last.</param>
/// <param name="Total">How many match; null when searching, since counting would read everything.</param>
public sealed record TaskPage(IReadOnlyList<TaskRow> Tasks, long? Next, long? Total);

public sealed record TaskRow(
    long Id, LabelingStatus Status, string Excerpt, long Answers, long Overlap, JsonElement? Final, string? How, long Priority, bool IsGold, string? File, long? Row);
