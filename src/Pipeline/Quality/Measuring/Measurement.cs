using Assay.Pipeline.Database;
using Assay.Pipeline.People;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>A report and what it counts.</summary>
internal sealed record Measured(QualityMark Mark, ProjectAgreement Report);

/// <summary>Measures everything the report says: a pure function of the votes, but for the names of people.</summary>
internal static class Measurement
{
    public static Measured Of(Db db, KnownVotes known, DateTimeOffset read)
    {
        var sharing = Sharing(known.Set, out var itemsWithTwo);
        return new Measured(known.Mark, new ProjectAgreement
        {
            MeasuredAt = read,
            IsCurrent = true,
            Answers = known.Set.Count,
            ItemsWithTwo = itemsWithTwo,
            Questions = [.. known.Codes.Schema.Questions.Select((_, place) => new QuestionMeasure(db, known, place).Run())],
            People = db.Read(session => People(session, sharing)),
        });
    }

    /// <summary>Everybody who shares a task with somebody.</summary>
    private static long[] Sharing(VoteSet set, out int itemsWithTwo)
    {
        itemsWithTwo = 0;
        var shares = new bool[set.People.Length];
        for (var task = 0; task < set.Tasks.Length; task++)
        {
            var (from, to) = set.Of(task);
            if (to - from < 2)
                continue;
            itemsWithTwo++;
            for (var vote = from; vote < to; vote++)
                shares[set.Who[vote]] = true;
        }

        return [.. set.People.Where((_, person) => shares[person])];
    }

    private static List<Person> People(Session session, long[] ids) => ids.Length == 0
        ? []
        : [.. session.Query<Person>($"SELECT id, name, email, is_admin, is_simulated FROM person WHERE id {session.Dialect.AnyOf("ids")} ORDER BY id", new { ids })];
}
