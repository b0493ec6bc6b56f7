using Assay.Agreement;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>The tasks on whose answers people differ most.</summary>
public sealed class WorstTasks(Db db, VoteMemory votes)
{
    private const int Farthest = 10_000;

    /// <summary>The worst first; everything acknowledged before the call counts.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="question">The question's name.</param>
    /// <param name="after">How many tasks came on the pages before, 0 to 10,000.</param>
    /// <param name="limit">1 to 200.</param>
    /// <exception cref="Invalid">There is no such question, or so many pages.</exception>
    public async Task<WorstPage> Of(long projectId, string question, int after, int limit)
    {
        if (after is < 0 or > Farthest)
            throw new Invalid(nameof(after), "out_of_range", $"after is {after}; it must be 0 to {Farthest}.");
        var known = await votes.Of(projectId);
        var place = Confusions.Place(known.Codes.Schema, question);
        var size = Math.Clamp(limit, 1, 200);
        var found = Worst(known, new QuestionVotes(known, place), after + size + 1).Skip(after).ToList();
        var shown = found[..Math.Min(size, found.Count)];
        var ids = shown.Select(item => known.Set.Tasks[item.Item]).ToArray();
        var (heads, said) = db.Read(session => (TaskHead.Of(session, projectId, ids), Said(session, projectId, ids, question)));
        return new WorstPage(
            [
                .. shown.Zip(ids).Where(pair => heads.ContainsKey(pair.Second)).Select(pair => new WorstTask(
                    pair.Second, heads[pair.Second].Excerpt, heads[pair.Second].Status, pair.First.Votes, pair.First.AgainstChance, [.. said[pair.Second]])),
            ],
            found.Count > size ? after + size : null);
    }

    private IReadOnlyList<ItemDisagreement> Worst(KnownVotes known, QuestionVotes votes, int most)
    {
        if (AlikeAnswers.Load(db, known, votes) is { } alike)
        {
            return
            [
                .. ItemDisagreements.Worst(votes.Of(alike.Tasks), alike.Distance, most, AlikeAnswers.MostDistances)
                    .Select(found => found with { Item = alike.Tasks[found.Item] }),
            ];
        }

        return votes.AnswerScale.Level == ScaleLevel.Set
            ? ItemDisagreements.Worst(votes.All, new SetDistances(votes.Sets).Of, most)
            : ItemDisagreements.Worst(votes.All, votes.Scale, most);
    }

    /// <summary>What people answered, in words, which the numbers in memory do not hold.</summary>
    private static ILookup<long, DisputeVote> Said(Session session, long projectId, long[] tasks, string name)
    {
        var schema = ProjectSettings.Load(session, projectId).Schema;
        if (tasks.Length == 0 || schema.Question(name) is not { } question)
            return Array.Empty<DisputeVote>().ToLookup(_ => 0L);
        var rows = session.Query<(long Task, string Answers)>(
            $"SELECT task_id, answers FROM annotation WHERE task_id {session.Dialect.AnyOf("tasks")} AND state IN ('counted', 'late') AND answers IS NOT NULL ORDER BY id",
            new { tasks });
        return rows
            .Select(row => (row.Task, Answer: schema.ReadAnswers(row.Answers).Answers?[name]))
            .Where(row => row.Answer is not null)
            .GroupBy(row => (row.Task, Label: question.Kind.Describe(question, row.Answer!)))
            .OrderByDescending(group => group.Count())
            .ToLookup(group => group.Key.Task, group => new DisputeVote(group.Key.Label, group.Count()));
    }
}
