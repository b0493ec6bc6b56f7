using Assay.Model.Questions;

namespace Assay.Model;

/// <summary>Decides what becomes of a task. Pure: the same schema, overlap and votes give the same decision.</summary>
public static class TaskPolicy
{
    /// <summary>
    /// With fewer votes than the overlap the task stays open. With enough, it is completed when on every question every two people agree
    /// (as the question's kind understands it), and disputed otherwise, also where some answered an optional question and some did not. Of a question that
    /// was not asked of everybody, those who were asked decide.
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

        var (final, differing) = (new Answer?[schema.Questions.Count], new List<string>());
        for (var i = 0; i < final.Length; i++)
        {
            var question = schema.Questions[i];
            if (!IsToBeDecided(schema, i, final, differing)) continue;
            var asked = votes.Where(vote => vote.IsAsked(question.Name)).Select(vote => vote[question.Name]).ToArray();
            if (!AllAgree(question, asked) || !Settle(schema, i, final, question.Kind.Merge(question, asked).Answer)) differing.Add(question.Name);
        }
        return differing.Count > 0
            ? new Decision.Disputed(differing)
            : new Decision.Completed(new Answers(schema, final), FinalHow.Unanimous, 1);
    }

    /// <summary>
    /// The same by a jury: with enough votes the task is completed when on every question the answer the jury elects is at least so sure as asked, and
    /// is not tied; otherwise disputed over the others. A question whose answers have no categories (free text) is decided by its kind's merge,
    /// whose support is the share of the votes.
    /// </summary>
    /// <param name="schema">What was asked.</param>
    /// <param name="overlap">How many people are to answer, at least 1.</param>
    /// <param name="votes">The answers that count, in the order they came.</param>
    /// <param name="jury">Decides the ballots.</param>
    /// <param name="threshold">The least confidence, in [0, 1].</param>
    /// <returns>
    /// When completed: how the jury decides, and the confidence of the least sure question. One vote before a jury that does not know people is
    /// <c>single</c> without confidence.
    /// </returns>
    public static Decision Next(LabelSchema schema, int overlap, IReadOnlyList<Vote> votes, IJury jury, double threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(overlap, 1);
        if (votes.Count < overlap) return new Decision.Open();
        if (votes.Count == 1 && !jury.KnowsPeople) return new Decision.Completed(votes[0].Answers, FinalHow.Single, null);

        var (final, unsure) = (new Answer?[schema.Questions.Count], new List<string>());
        var confidence = 1.0;
        for (var i = 0; i < final.Length; i++)
        {
            if (!IsToBeDecided(schema, i, final, unsure)) continue;
            var elected = Elect(schema, i, [.. votes.Where(vote => vote.Answers.IsAsked(schema.Questions[i].Name))], jury);
            confidence = Math.Min(confidence, elected.Support);
            // what was summed from shares may miss the threshold by an error of rounding
            if (!Settle(schema, i, final, elected.Answer) || elected.Tied || elected.Support < threshold - 1e-9) unsure.Add(schema.Questions[i].Name);
        }
        return unsure.Count > 0 ? new Decision.Disputed(unsure) : new Decision.Completed(new Answers(schema, final), jury.How, Math.Clamp(confidence, 0, 1));
    }

    private static Merged Elect(LabelSchema schema, int place, IReadOnlyList<Vote> votes, IJury jury)
    {
        var question = schema.Questions[place];
        if (schema.Ballots[place] is not { } ballots)
            return question.Kind.Merge(question, [.. votes.Select(vote => vote.Answers[question.Name])]);
        var count = ballots.Categories.Count;
        var marks = new int[votes.Count * count];
        for (var v = 0; v < votes.Count; v++)
            ballots.Mark(votes[v].Answers[question.Name], marks.AsSpan(v * count, count));

        var probabilities = new double[count][];
        var (people, said) = (new long[votes.Count], new int[votes.Count]);
        for (var ballot = 0; ballot < count; ballot++)
        {
            var given = 0;
            for (var v = 0; v < votes.Count; v++)
                if (marks[v * count + ballot] is var mark && mark != Ballots.Abstained) (people[given], said[given++]) = (votes[v].Person, mark);
            probabilities[ballot] = jury.Weigh(place, ballot, ballots.Categories[ballot], people.AsSpan(0, given), said.AsSpan(0, given));
        }
        return ballots.Elect(probabilities);
    }

    /// <summary>
    /// A question that hangs on another is decided where that one was answered so, among those who were asked; while it is open what that one is, also, so that
    /// whoever decides sees both.
    /// </summary>
    private static bool IsToBeDecided(LabelSchema schema, int place, Answer?[] final, List<string> open) =>
        schema.Questions[place].When is not { } when || open.Contains(when.Question) || schema.IsAsked(place, final);

    /// <summary>Takes an answer in beside those to the questions before; false when it cannot stand there whole, or is missing where one is needed.</summary>
    private static bool Settle(LabelSchema schema, int place, Answer?[] final, Answer? answer)
    {
        var question = schema.Questions[place];
        if (answer is null) return !question.Required || !schema.IsAsked(place, final);
        (final[place], var isWhole) = question.Kind.FitTo(question, answer, other => schema.Place(other) is var at and >= 0 ? final[at] : null);
        return isWhole;
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
