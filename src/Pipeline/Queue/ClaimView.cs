using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Assay.Learning.Acceptance;
using Assay.Pipeline.Database;
using Assay.Pipeline.Media;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Queue;

/// <summary>Reads what a person sees of the tasks they were handed.</summary>
internal static class ClaimView
{
    private const string ItemColumns = "i.data, i.line, b.file_name, d.answers, d.settled";

    private const string ItemSql = """
        FROM item i
        LEFT JOIN batch b ON b.id = i.batch_id
        LEFT JOIN draft d ON d.task_id = i.task_id AND d.person_id = @person
        """;

    private const string DraftColumns = "p.id, p.schema_version, p.answers, w.name, w.version, w.id, x.audit_share";

    /// <summary>The draft of the first weak model, in the project's order, that has one.</summary>
    private const string DraftSql = $"""
        LEFT JOIN prediction p ON p.id = ({Withholding.ShownOf}i.task_id{Withholding.ShownFirst})
        LEFT JOIN weak_model w ON w.id = p.model_id
        LEFT JOIN auto_accept x ON x.model_id = p.model_id AND x.mode <> 'off' AND NOT x.audits_see_draft
        """;

    private const string NoDraft = "NULL, NULL, NULL, NULL, NULL, NULL, NULL";

    private const string OfTask = "WHERE i.task_id = @task";

    private const int Columns = 12;

    /// <summary>What the person has done: a row a day, so one of many years costs little more than one of today.</summary>
    private const string DoneSql = """
        (SELECT sum(answers + skips) FROM tally WHERE project_id = @project AND person_id = @person),
        (SELECT sum(answers + skips) FROM tally WHERE project_id = @project AND person_id = @person AND day = @day)
        """;

    private static readonly HotSql Items = new($"SELECT {ItemColumns}, {NoDraft} {ItemSql} {OfTask}", DbType.Int64, DbType.Int64);

    private static readonly HotSql ItemsDrafted = new($"SELECT {ItemColumns}, {DraftColumns} {ItemSql} {DraftSql} {OfTask}", DbType.Int64, DbType.Int64);

    /// <summary>Most claims are for one task: one statement for all there is to know.</summary>
    private static readonly HotSql FirstItem = new(
        $"SELECT {ItemColumns}, {NoDraft}, {DoneSql} {ItemSql} {OfTask}", DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64);

    private static readonly HotSql FirstItemDrafted = new(
        $"SELECT {ItemColumns}, {DraftColumns}, {DoneSql} {ItemSql} {DraftSql} {OfTask}", DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64);

    private static readonly HotSql DoneAlone = new($"SELECT {DoneSql}", DbType.Int64, DbType.Int64, DbType.Int64);

    public static Claim Of(Session session, DateTimeOffset now, ProjectCounts counts, long projectId, long personId, IReadOnlyList<Picked> picked)
    {
        var day = Days.Of(now);
        if (picked.Count == 0)
        {
            var why = Why(session, projectId);
            using var done = session.Hot(DoneAlone).Read(projectId, personId, day);
            done.Read();
            return new Claim([], why, Progress(done, 0, counts));
        }

        var tasks = new ClaimedTask[picked.Count];
        ClaimProgress progress;
        using (var row = session.Hot(picked[0].MayHaveDraft ? FirstItemDrafted : FirstItem).Read(projectId, personId, day, picked[0].TaskId))
        {
            row.Read();
            tasks[0] = Task(row, picked[0]);
            progress = Progress(row, Columns, counts);
        }

        for (var i = 1; i < tasks.Length; i++)
            tasks[i] = Task(session, personId, picked[i]);
        Complete(session, projectId, picked[0].SchemaVersion, tasks);
        return new Claim(tasks, null, progress);
    }

    public static ClaimedTask Task(Session session, long projectId, long personId, Picked picked)
    {
        ClaimedTask[] task = [Task(session, personId, picked)];
        Complete(session, projectId, picked.SchemaVersion, task);
        return task[0];
    }

    private static ClaimedTask Task(Session session, long personId, Picked picked)
    {
        using var row = session.Hot(picked.MayHaveDraft ? ItemsDrafted : Items).Read(personId, picked.TaskId);
        row.Read();
        return Task(row, picked);
    }

    /// <summary>A draft made under another schema is only shown if it fits this one. Media: one query for all tasks, and none where the schema shows none.</summary>
    private static void Complete(Session session, long projectId, long schemaVersion, ClaimedTask[] tasks)
    {
        var schema = ParsedSchemas.Of(session, projectId, schemaVersion);
        for (var i = 0; i < tasks.Length; i++)
            if (tasks[i].Suggestion is { } old && old.SchemaVersion != schemaVersion && schema.ReadDraft(old.Answers.GetRawText()).Answers is null)
                tasks[i] = tasks[i] with { Suggestion = null };
        if (!ItemMedia.HasMedia(schema))
            return;
        var media = ItemMedia.Of(session, projectId, schema, [.. tasks.Select(task => task.Data)]);
        for (var i = 0; i < tasks.Length; i++)
            tasks[i] = tasks[i] with { Media = media?[i] };
    }

    private static ClaimedTask Task(DbDataReader row, Picked picked) => new(
        picked.TaskId,
        JsonElement.Parse(row.GetString(0)),
        row.IsDBNull(2) ? null : new ItemSource(row.GetString(2), row.IsDBNull(1) ? 0 : row.GetInt64(1)),
        picked.Reason,
        DateTimeOffset.FromUnixTimeMilliseconds(picked.ExpiresAt),
        row.IsDBNull(3) ? null : JsonElement.Parse(row.GetString(3)),
        picked.GuidelineVersion)
    {
        Settled = row.IsDBNull(4) ? null : JsonElement.Parse(row.GetString(4)),
        Suggestion = row.IsDBNull(5) || IsBlindAudit(row, picked.TaskId)
            ? null
            : new Suggestion(row.GetInt64(5), row.GetString(8), row.GetString(9), JsonElement.Parse(row.GetString(7))) { SchemaVersion = row.GetInt64(6) },
    };

    /// <summary>Whether the task measures the model, whose draft would sway the person.</summary>
    private static bool IsBlindAudit(DbDataReader row, long taskId) => !row.IsDBNull(11) && RandomDraw.Of(row.GetInt64(10), taskId) < row.GetDouble(11);

    // PostgreSQL's sum of integers is a decimal
    private static ClaimProgress Progress(DbDataReader row, int at, ProjectCounts counts) => new(
        row.IsDBNull(at + 1) ? 0 : Convert.ToInt64(row.GetValue(at + 1), CultureInfo.InvariantCulture),
        row.IsDBNull(at) ? 0 : Convert.ToInt64(row.GetValue(at), CultureInfo.InvariantCulture),
        counts.Decided,
        counts.Total);

    private static EmptyQueue Why(Session session, long projectId)
    {
        if (session.OneOrNone<long?>("SELECT archived_at FROM project WHERE id = @projectId", new { projectId }) is not null)
            return new EmptyQueue("paused", 0);
        if (session.OneOrNone<long?>("SELECT id FROM task WHERE project_id = @projectId AND status <> 'archived' LIMIT 1", new { projectId }) is null)
            return new EmptyQueue("no_data", 0);
        var held = session.One<long>("SELECT count(*) FROM lease WHERE project_id = @projectId AND purpose = 'annotate'", new { projectId });
        var open = session.OneOrNone<long?>("SELECT id FROM task WHERE project_id = @projectId AND open_slots > 0 LIMIT 1", new { projectId });
        return new EmptyQueue(open is not null ? "nothing_left_for_you" : held > 0 ? "held_by_others" : "all_done", held);
    }
}
