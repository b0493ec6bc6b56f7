using Assay.Model;
using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>What the first two people answered who were asked of a task.</summary>
/// <param name="Task">The task.</param>
/// <param name="First">The answer that came first.</param>
/// <param name="Second">The one that came next.</param>
/// <param name="Agree">Whether they say the same, by the question's own measure.</param>
internal readonly record struct TwoAnswers(long Task, Taught First, Taught Second, bool Agree)
{
    /// <summary>More would not make an error rate more exact.</summary>
    private const int Most = 2_000;

    /// <summary>Of the newest tasks that have two answers.</summary>
    public static IReadOnlyList<TwoAnswers> Of(Session session, long projectId, LabelSchema schema, ILearner learner)
    {
        var answers = session.Query<(long Task, string Answers)>(
            """
            SELECT task_id, answers FROM annotation
            WHERE task_id IN (SELECT id FROM task WHERE project_id = @projectId AND overlap > 1 AND submitted > 1 ORDER BY id DESC LIMIT @Most) AND state IN ('counted', 'late')
            ORDER BY id
            """,
            new { projectId, Most });
        var pairs = new List<TwoAnswers>();
        foreach (var task in answers.GroupBy(row => row.Task))
            if (task.Take(2).Select(row => schema.ReadDraft(row.Answers).Answers).ToList() is [{ } one, { } other] && learner.Read(one) is { } first && learner.Read(other) is { } second)
                pairs.Add(new TwoAnswers(task.Key, first, second, learner.Question.Kind.Agree(learner.Question, one[learner.Question.Name], other[learner.Question.Name])));
        return pairs;
    }
}
