using Assay.Model.Questions;

namespace Assay.Model;

/// <summary>Decides what becomes of a task. Pure: the same schema, overlap and votes give the same decision.</summary>
public static class TaskPolicy
{
    /// <summary>
    /// With fewer votes than the overlap the task stays open. With enough, it is completed when on every question every two people agree
    /// (as the question's kind understands it), and disputed otherwise, also where some answered an optional question and some did not.
    /// </summary>
    /// <param name="schema">What was asked.</param>
    /// <param name="overlap">How many people are to answer, at least 1.</param>
    /// <param name="votes">The answers that count, one a person, in the order they came. May be more than the overlap: late answers count.</param>
    /// <returns>
    /// When completed: <c>single</c> without confidence for one vote, <c>unanimous</c> with confidence 1 for several.
    /// </returns>
    public static Decision Next(LabelSchema schema, int overlap, IReadOnlyList<Answers> votes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(overlap, 1);
        if (votes.Count < overlap) return new Decision.Open();
        if (votes.Count == 1) return new Decision.Completed(votes[0], FinalHow.Single, null);

        var final = new Answer?[schema.Questions.Count];
        var differing = new List<string>();
        for (var i = 0; i < final.Length; i++)
        {
            var question = schema.Questions[i];
            var answers = votes.Select(vote => vote[question.Name]).ToArray();
            if (AllAgree(question, answers)) final[i] = question.Kind.Merge(question, answers).Answer;
            else differing.Add(question.Name);
        }
        return differing.Count > 0
            ? new Decision.Disputed(differing)
            : new Decision.Completed(new Answers(schema, final), FinalHow.Unanimous, 1);
    }

    // every pair, since agreement of regions is not transitive; people per task are few
    private static bool AllAgree(Question question, Answer?[] answers)
    {
        for (var i = 0; i < answers.Length; i++)
            for (var j = i + 1; j < answers.Length; j++)
                if (!question.Kind.Agree(question, answers[i], answers[j])) return false;
        return true;
    }
}
