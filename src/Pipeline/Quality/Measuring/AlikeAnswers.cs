using Assay.Agreement;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>
/// Answers that are neither the same nor different but more or less alike, which the numbers in memory do not hold: read anew, of tasks with two or more
/// of them. Of very many such tasks an even sample.
/// </summary>
internal sealed class AlikeAnswers
{
    /// <summary>Tasks compared at most.</summary>
    public const int MostTasks = 5_000;

    /// <summary>Distances that stand for agreement by chance; those of regions take longer than those of labels.</summary>
    public const int MostDistances = 100_000;

    /// <summary>The same for one of the many periods of a time line.</summary>
    public const int FewDistances = 3_000;

    /// <summary>Characters of answers held at once.</summary>
    private const long MostCharacters = 64_000_000;

    private const int TasksAtOnce = 500;

    private readonly Question question;
    private readonly Answer?[] answers;

    private AlikeAnswers(Question question, Answer?[] answers, IReadOnlyList<int> tasks) => (this.question, this.answers, Tasks) = (question, answers, tasks);

    /// <summary>The places of the tasks whose answers are all here, rising.</summary>
    public IReadOnlyList<int> Tasks { get; }

    /// <summary>Of a question whose answers have a similarity; null for others.</summary>
    public static AlikeAnswers? Load(Db db, KnownVotes known, QuestionVotes votes)
    {
        if (votes.AnswerScale.Level != ScaleLevel.Similarity)
            return null;
        var (set, answers, left) = (known.Set, new Answer?[votes.All.Categories], MostCharacters);
        foreach (var some in Sampled(known.Set, votes).Chunk(TasksAtOnce))
        {
            if (left < 0)
                break;
            var ids = some.ToDictionary(place => set.Tasks[place]);
            db.Read(session =>
            {
                foreach (var (task, person, json) in Rows(session, [.. ids.Keys]))
                {
                    if (set.Find(ids[task], Array.BinarySearch(set.People, person)) is not (>= 0 and var vote) || votes.CategoryOf(vote) is not (>= 0 and var category))
                        continue;
                    left -= answers[category] is null ? json.Length : 0;
                    answers[category] ??= known.Codes.Schema.ReadAnswers(json).Answers?[votes.Question.Name];
                }

                return 0;
            });
        }

        var here = Enumerable.Range(0, set.Tasks.Length)
            .Where(task => Categories(set, votes, task) is { Count: > 1 } said && said.TrueForAll(category => answers[category] is not null));
        return new AlikeAnswers(votes.Question, answers, [.. here]);
    }

    /// <summary>Of two categories of the votes, 0 to 1.</summary>
    public double Distance(int a, int b) => a == b || answers[a] is not { } first || answers[b] is not { } second
        ? (a == b ? 0 : 1)
        : 1 - question.Kind.Similarity(question, first, second);

    /// <summary>How many pairs of answers to each task agree as the kind understands it, of how many.</summary>
    public IEnumerable<(long Agreeing, long Pairs)> Shares(Votes some)
    {
        for (var item = 0; item < some.Items; item++)
        {
            var said = some.CategoriesOf(item).ToArray();
            long agreeing = 0;
            for (var a = 0; a < said.Length; a++)
                for (var b = 0; b < a; b++)
                    if (Agree(said[a], said[b]))
                        agreeing++;
            yield return (agreeing, said.Length * (said.Length - 1L) / 2);
        }
    }

    /// <summary>How far every two people agree, in the order of their numbers.</summary>
    public IReadOnlyList<PairAgreement> Pairs(Votes some, string noKappa)
    {
        var counts = new SortedDictionary<(int First, int Second), (int Agreeing, int Items)>();
        for (var item = 0; item < some.Items; item++)
        {
            var (who, said) = (some.AnnotatorsOf(item).ToArray(), some.CategoriesOf(item).ToArray());
            for (var a = 0; a < who.Length; a++)
            {
                for (var b = 0; b < a; b++)
                {
                    var pair = (Math.Min(who[a], who[b]), Math.Max(who[a], who[b]));
                    var (agreeing, items) = counts.GetValueOrDefault(pair);
                    counts[pair] = (agreeing + (Agree(said[a], said[b]) ? 1 : 0), items + 1);
                }
            }
        }

        return
        [
            .. counts.Select(pair => new PairAgreement(
                pair.Key.First, pair.Key.Second, pair.Value.Items, PercentAgreement.OfPair(pair.Value.Agreeing, pair.Value.Items),
                Coefficient.NotDefined(noKappa, pair.Value.Items))),
        ];
    }

    private bool Agree(int a, int b) => a == b || question.Kind.Agree(question, answers[a], answers[b]);

    private static int[] Sampled(VoteSet set, QuestionVotes votes)
    {
        int[] all = [.. Enumerable.Range(0, set.Tasks.Length).Where(task => Categories(set, votes, task).Count > 1)];
        return all.Length <= MostTasks ? all : [.. Enumerable.Range(0, MostTasks).Select(which => all[(long)which * all.Length / MostTasks])];
    }

    private static List<int> Categories(VoteSet set, QuestionVotes votes, int task)
    {
        var (from, to) = set.Of(task);
        return [.. Enumerable.Range(from, to - from).Select(votes.CategoryOf).Where(category => category >= 0)];
    }

    private static IEnumerable<(long Task, long Person, string Answers)> Rows(Session session, long[] tasks) => session.Query<(long, long, string)>(
        $"SELECT task_id, person_id, answers FROM annotation WHERE task_id {session.Dialect.AnyOf("tasks")} AND state IN ('counted', 'late') AND answers IS NOT NULL ORDER BY id",
        new { tasks });
}
