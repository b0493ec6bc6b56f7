using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Quality;

/// <summary>Tasks on which people differ, or which an aggregator is not sure enough of, waiting for somebody to decide.</summary>
public sealed class Disputes(Db db, TimeProvider time)
{
    private const string ListSql = """
        SELECT t.id, t.rank, d.since, d.questions, i.data, i.line, b.file_name,
            (SELECT l.person_id FROM lease l WHERE l.task_id = t.id AND l.purpose = 'review' AND l.expires_at > @now LIMIT 1) AS held_by
        FROM task t
        JOIN dispute d ON d.task_id = t.id
        JOIN item i ON i.task_id = t.id
        LEFT JOIN batch b ON b.id = i.batch_id
        WHERE t.project_id = @projectId AND t.status = 'disputed' AND (t.rank, t.id) > (@rank, @after)
        ORDER BY t.rank, t.id LIMIT @limit
        """;

    private const string ClaimSql = """
        SELECT t.id FROM task t
        WHERE t.project_id = @projectId AND t.status = 'disputed'
            AND NOT EXISTS (SELECT 1 FROM lease l WHERE l.task_id = t.id AND l.purpose = 'review' AND l.person_id <> @personId AND l.expires_at > @now)
            AND (@taskId IS NULL OR t.id = @taskId)
        ORDER BY t.rank, t.id LIMIT 1
        """;

    /// <summary>Disputes in queue order, a page at a time.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="after">The last task of the page before, or 0.</param>
    /// <param name="limit">1 to 200.</param>
    public DisputePage List(long projectId, long after, int limit) => db.Read(session =>
    {
        var settings = ProjectSettings.Load(session, projectId);
        var now = Now();
        var rank = after == 0 ? long.MinValue : session.OneOrNone<long?>("SELECT rank FROM task WHERE id = @after", new { after }) ?? long.MinValue;
        var rows = session.Query<Row>(ListSql, new { projectId, rank, after, now, limit = Math.Clamp(limit, 1, 200) }).ToList();
        var total = session.One<long>("SELECT count(*) FROM task WHERE project_id = @projectId AND status = 'disputed'", new { projectId });
        return new DisputePage([.. rows.Select(row => Of(session, settings, row))], total);
    });

    /// <summary>Keeps a dispute for one person to decide, so that two do not decide it at once.</summary>
    /// <returns>The task, or null when none is left for this person.</returns>
    public Task<long?> Claim(long projectId, long personId, long? taskId = null) => db.Write(projectId, session =>
    {
        var now = Now();
        Leases.Expire(session, projectId, now);
        var found = session.OneOrNone<long?>(ClaimSql, new { projectId, personId, now, taskId });
        if (found is not { } task)
            return null;
        var expires = now + (ProjectSettings.Load(session, projectId).LeaseSeconds * 1000L);
        session.Execute(
            """
            INSERT INTO lease (person_id, task_id, purpose, project_id, claimed_at, expires_at) VALUES (@personId, @task, 'review', @projectId, @now, @expires)
            ON CONFLICT (person_id, task_id, purpose) DO UPDATE SET expires_at = @expires
            """,
            new { personId, task, projectId, now, expires });
        return found;
    });

    private static Dispute Of(Session session, ProjectSettings settings, Row row)
    {
        var questions = JsonSerializer.Deserialize<List<string>>(row.Questions) ?? [];
        var question = settings.Schema.Questions.FirstOrDefault(each => each.Name == questions.FirstOrDefault());
        var votes = session
            .Query<string>("SELECT answers FROM annotation WHERE task_id = @Id AND (state = 'counted' OR (@late AND state = 'late')) ORDER BY id", new { row.Id, late = settings.CountsLateAnswers })
            .Select(json => question is null ? null : settings.Schema.ReadAnswers(json).Answers?[question.Name])
            .GroupBy(answer => answer)
            .Select(group => new DisputeVote(group.Key is null || question is null ? "" : question.Kind.Describe(question, group.Key), group.Count()))
            .OrderByDescending(vote => vote.Count)
            .ToList();
        return new Dispute(
            row.Id, Excerpts.Of(settings.Schema, row.Data), DateTimeOffset.FromUnixTimeMilliseconds(row.Since), votes, questions, row.FileName, row.Line, row.HeldBy);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record Row
    {
        public long Id { get; init; }

        public long Since { get; init; }

        public string Questions { get; init; } = "";

        public string Data { get; init; } = "";

        public long? Line { get; init; }

        public string? FileName { get; init; }

        public long? HeldBy { get; init; }
    }
}

/// <param name="Disputes">In queue order.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record DisputePage(IReadOnlyList<Dispute> Disputes, long Total);

/// <param name="TaskId">The task.</param>
/// <param name="Excerpt">The first words of the item.</param>
/// <param name="Since">When the answers began to differ.</param>
/// <param name="Votes">What people answered to the first disputed question, commonest first.</param>
/// <param name="Questions">Names of the questions on which people differ, or which are not sure enough.</param>
/// <param name="File">The file it came from.</param>
/// <param name="Row">The row in it.</param>
/// <param name="HeldBy">The person deciding it now.</param>
public sealed record Dispute(
    long TaskId, string Excerpt, DateTimeOffset Since, IReadOnlyList<DisputeVote> Votes, IReadOnlyList<string> Questions, string? File, long? Row, long? HeldBy);

/// <param name="Label">In words; empty when not answered.</param>
/// <param name="Count">People who said so.</param>
public sealed record DisputeVote(string Label, int Count);
