using Assay.Model;
using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>What the first two people answered who were asked of a task, where one label fits.</summary>
/// <param name="Task">The task.</param>
/// <param name="First">The class that came first.</param>
/// <param name="Second">The one that came next.</param>
internal readonly record struct TwoAnswers(long Task, int First, int Second)
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
            if (task.Take(2).Select(row => schema.ReadDraft(row.Answers).Answers is { } read ? learner.Read(read) : null).ToList() is [{ Labels: [var first] }, { Labels: [var second] }])
                pairs.Add(new TwoAnswers(task.Key, first, second));
        return pairs;
    }
}
