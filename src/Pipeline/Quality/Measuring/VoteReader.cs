using Assay.Pipeline.Database;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>A vote as it is stored, with the final label of its task.</summary>
internal sealed record VoteRow
{
    public long Id { get; init; }

    public long TaskId { get; init; }

    public long PersonId { get; init; }

    public long CreatedAt { get; init; }

    public string Answers { get; init; } = "";

    public string? Final { get; init; }
}

/// <summary>
/// Reads the votes of a project: answers that count or came late, to tasks that are not archived. In short pieces, for on SQLite an open reader
/// keeps the log of writes from being emptied.
/// </summary>
internal sealed class VoteReader(Db db, long projectId)
{
    private const int Piece = 20_000;
    private const int TasksAtOnce = 500;

    private const string Columns = """
        SELECT a.id, a.task_id, a.person_id, a.created_at, a.answers, f.answers AS final
        FROM annotation a
        JOIN task t ON t.id = a.task_id
        LEFT JOIN final_label f ON f.task_id = a.task_id
        WHERE a.state IN ('counted', 'late') AND a.answers IS NOT NULL AND t.status <> 'archived'
        """;

    /// <summary>The plus keeps SQLite from an index that would bring the rows out of order.</summary>
    private const string ByNumberSql = $"{Columns} AND a.id > @after AND a.id <= @upTo AND +a.project_id = @projectId";

    private const string ByPersonSql =
        $"{Columns} AND a.project_id = @projectId AND a.person_id = @person AND a.id > @after AND a.id <= @upTo ORDER BY a.id LIMIT @piece";

    /// <summary>Votes with ids above the first up to the second.</summary>
    public IEnumerable<VoteRow> Between(long after, long upTo)
    {
        var all = db.Read(session => session.One<long>(
            "SELECT coalesce(sum(answers + skips), 0) FROM tally WHERE project_id = @projectId", new { projectId }));

        // what others did meanwhile lies between: where that is most of it, the index by person finds what belongs here
        return upTo - after <= Math.Max(5 * Piece, 4 * all) ? ByNumber(after, upTo) : ByPerson(after, upTo);
    }

    /// <summary>All votes on some tasks, with ids up to a last one.</summary>
    public IEnumerable<VoteRow> On(IEnumerable<long> tasks, long upTo) => tasks.Chunk(TasksAtOnce).SelectMany(some => db.Read(session =>
        session.Query<VoteRow>($"{Columns} AND a.task_id {session.Dialect.AnyOf("some")} AND a.id <= @upTo ORDER BY a.id", new { some, upTo }).ToList()));

    /// <summary>Tasks in the log of changes after the first entry up to the second; null when the log no longer reaches back so far.</summary>
    public static HashSet<long>? Changed(Session session, long projectId, long after, long upTo)
    {
        if (after == upTo)
            return [];
        var oldest = session.One<long>("SELECT min(sequence) FROM vote_change WHERE project_id = @projectId", new { projectId });
        return oldest > after + 1
            ? null
            : [.. session.Query<long>(
                "SELECT task_id FROM vote_change WHERE project_id = @projectId AND sequence > @after AND sequence <= @upTo", new { projectId, after, upTo })];
    }

    private IEnumerable<VoteRow> ByNumber(long after, long upTo)
    {
        for (; after < upTo; after += Piece)
        {
            var piece = new { projectId, after, upTo = Math.Min(upTo, after + Piece) };
            foreach (var row in db.Read(session => session.Query<VoteRow>(ByNumberSql, piece).ToList()))
                yield return row;
        }
    }

    private IEnumerable<VoteRow> ByPerson(long after, long upTo)
    {
        var people = db.Read(session => session.Query<long>(
            $"{QualityMark.People} SELECT person_id FROM people WHERE person_id IS NOT NULL", new { projectId }).ToList());
        foreach (var person in people)
        {
            List<VoteRow> rows;
            var from = after;
            do
            {
                var piece = new { projectId, person, after = from, upTo, piece = Piece };
                rows = db.Read(session => session.Query<VoteRow>(ByPersonSql, piece).ToList());
                foreach (var row in rows)
                    yield return row;
                from = rows.Count > 0 ? rows[^1].Id : upTo;
            }
            while (rows.Count == Piece);
        }
    }
}
