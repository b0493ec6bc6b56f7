using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Quality.Aggregating;

/// <summary>Walks a project's tasks by id, some at a time: each page is a short read of its own, so that nobody waits for a long one.</summary>
internal sealed class VotePages(Db db, long projectId)
{
    public const int Size = 1_000;

    private const string LastSql = """
        SELECT max(id) FROM (SELECT id FROM task WHERE project_id = @projectId AND id > @after ORDER BY id LIMIT @size) page
        """;

    private const string VoteSql = """
        SELECT t.id AS task, a.id, a.person_id, a.state, a.answers
        FROM task t JOIN annotation a ON a.task_id = t.id
        WHERE t.project_id = @projectId AND t.id > @after AND t.id <= @last AND t.status <> 'archived' AND a.state IN ('counted', 'late')
        ORDER BY t.id, a.id
        """;

    /// <summary>The next tasks with their votes, late ones too; null after the last.</summary>
    public VotePage? After(long after) => db.Read(session => After(session, after));

    public VotePage? After(Session session, long after) =>
        session.OneOrNone<long?>(LastSql, new { projectId, after, size = Size }) is { } last
            ? new VotePage(last, [.. session.Query<AnswerRow>(VoteSql, new { projectId, after, last })])
            : null;

    /// <summary>The tasks of the next page whose label is another by the project's rule and people as they are now; null after the last.</summary>
    public ChangedPage? Changed(long after) => db.Read(session =>
    {
        if (After(session, after) is not { } page)
            return null;
        var settings = ProjectSettings.Load(session, projectId);
        var outcomes = session.Query<Redecisions.Outcome>(
            Redecisions.Outcome.Sql + " WHERE t.project_id = @projectId AND t.id > @after AND t.id <= @Last AND t.status IN ('completed', 'disputed') AND NOT t.is_gold",
            new { projectId, after, page.Last }).ToDictionary(outcome => outcome.Id);
        var changed = new List<long>();
        foreach (var votes in page.Votes.Where(vote => settings.CountsLateAnswers || vote.State == "counted").GroupBy(vote => vote.Task))
        {
            if (!outcomes.TryGetValue(votes.Key, out var outcome) || outcome.IsSettled)
                continue;
            var read = new TaskVotes(
                [.. votes.Select(vote => vote.Id)],
                [.. votes.Select(vote => new Vote(vote.PersonId, TaskVotes.Read(settings.Schema, vote.Id, vote.Answers)))]);
            if (outcome.Differs(read.Decide(session, settings, outcome.Overlap)))
                changed.Add(votes.Key);
        }

        return new ChangedPage(page.Last, changed);
    });
}

/// <param name="Last">The last task looked at.</param>
/// <param name="Votes">By task, in the order they came.</param>
internal sealed record VotePage(long Last, IReadOnlyList<AnswerRow> Votes);

/// <param name="Last">The last task looked at.</param>
/// <param name="Tasks">Those to decide again.</param>
internal sealed record ChangedPage(long Last, IReadOnlyList<long> Tasks);

internal sealed record AnswerRow
{
    public long Task { get; init; }

    public long Id { get; init; }

    public long PersonId { get; init; }

    public string State { get; init; } = "";

    public string Answers { get; init; } = "";
}
