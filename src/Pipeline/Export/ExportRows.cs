using Assay.Pipeline.Database;

namespace Assay.Pipeline.Export;

/// <summary>Reads a project's rows by task id, some at a time. Archived tasks are left out.</summary>
internal sealed class ExportRows(Session session, long projectId, ExportOptions options)
{
    private const int PageSize = 1_000;

    private const string TaskSql = """
        SELECT t.id, t.status, t.is_gold, i.data, i.line, b.file_name AS file, f.answers AS label, f.how, f.confidence, f.decided_at, f.decided_by,
            f.comment, f.guideline_version, f.from_annotations, m.name AS model, m.version AS model_version, p.prompt_key
        FROM task t
        JOIN item i ON i.task_id = t.id
        LEFT JOIN batch b ON b.id = i.batch_id
        LEFT JOIN final_label f ON f.task_id = t.id
        LEFT JOIN prediction p ON p.id = f.prediction_id
        LEFT JOIN weak_model m ON m.id = p.model_id
        WHERE t.project_id = @projectId AND t.id > @after AND t.status <> 'archived' AND (@all OR t.status = 'completed')
        ORDER BY t.id LIMIT @PageSize
        """;

    private const string DuplicateSql = """
        SELECT d.task_id AS id, d.data, d.line, b.file_name AS file
        FROM duplicate d LEFT JOIN batch b ON b.id = d.batch_id
        WHERE d.task_id BETWEEN @first AND @last AND d.project_id = @projectId
        ORDER BY d.task_id, d.id
        """;

    private const string AnnotationSql = """
        SELECT a.id, a.task_id, a.person_id, p.name AS person, p.is_simulated, a.state, a.answers, a.skip_reason, a.created_at, a.lead_time_ms, a.guideline_version,
            m.name AS model, m.version AS model_version, d.prompt_key, a.draft_use
        FROM annotation a JOIN person p ON p.id = a.person_id
        LEFT JOIN prediction d ON d.id = a.prediction_id LEFT JOIN weak_model m ON m.id = d.model_id
        WHERE a.task_id BETWEEN @first AND @last AND a.project_id = @projectId
        ORDER BY a.task_id, a.id
        """;

    public IEnumerable<ExportRow> Read()
    {
        for (var after = 0L; ;)
        {
            var page = session.Query<ExportRow>(TaskSql, new { projectId, after, all = !options.OnlyDecided, PageSize }).ToList();
            if (page.Count == 0)
                yield break;
            var range = new { first = page[0].Id, last = page[^1].Id, projectId };
            var repeats = session.Query<ExportRow>(DuplicateSql, range).ToLookup(row => row.Id);
            var annotations = options.Annotations ? session.Query<ExportAnnotation>(AnnotationSql, range).ToLookup(row => row.TaskId) : null;
            foreach (var task in page)
            {
                var row = annotations is null ? task : task with { Annotations = [.. annotations[task.Id]] };
                yield return row;
                foreach (var repeat in repeats[task.Id])
                    yield return row with { Data = repeat.Data, File = repeat.File, Line = repeat.Line, IsDuplicate = true, Annotations = [] };
            }

            after = page[^1].Id;
        }
    }

    /// <summary>The data of every row, for finding out which columns there are.</summary>
    public IEnumerable<string> Data() => session.Stream<string>(
        """
        SELECT i.data FROM item i JOIN task t ON t.id = i.task_id
        WHERE t.project_id = @projectId AND t.status <> 'archived' AND (@all OR t.status = 'completed')
        ORDER BY t.id
        """,
        new { projectId, all = !options.OnlyDecided });
}
