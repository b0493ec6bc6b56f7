namespace Assay.Model.Questions;

/// <summary>
/// The answer most people gave. Votes that are the same form a group; the largest group wins, and gives the answer that most of it
/// share to the letter. "Not answered" is a vote too, and loses every tie.
/// </summary>
/// <remarks>
/// A tie goes to the answer that the comparer puts first (for a choice: the first label of the schema), without one to the earliest vote.
/// </remarks>
public static class Plurality
{
    /// <summary>Counts the votes, null being "not answered".</summary>
    /// <param name="votes">In order of submission; none gives no answer with support 1.</param>
    /// <param name="same">Whether two answers are the same vote; an equivalence.</param>
    /// <param name="comparer">Which of two answers a tie goes to; null for the earlier one.</param>
    public static Merged Of<TAnswer>(IReadOnlyList<TAnswer?> votes, Func<TAnswer, TAnswer, bool> same, IComparer<TAnswer>? comparer)
        where TAnswer : Answer
    {
        if (votes.Count == 0) return new Merged(null, 1, false);
        var unanswered = 0;
        var groups = new List<List<TAnswer>>();
        foreach (var vote in votes)
        {
            if (vote is null) unanswered++;
            else if (groups.Find(group => same(group[0], vote)) is { } group) group.Add(vote);
            else groups.Add([vote]);
        }
        var most = groups.Count == 0 ? 0 : groups.Max(group => group.Count);
        if (unanswered > most) return new Merged(null, (double)unanswered / votes.Count, false);

        var leaders = groups.FindAll(group => group.Count == most).ConvertAll(MostShared);
        var winner = comparer is null ? leaders[0] : leaders.Min(comparer);
        return new Merged(winner, (double)most / votes.Count, leaders.Count > 1 || unanswered == most);
    }

    // of answers that are the same but not to the letter ("New  York", "New York"), the form most often given, then the earliest
    private static TAnswer MostShared<TAnswer>(List<TAnswer> group) where TAnswer : Answer =>
        group.CountBy(answer => answer).MaxBy(pair => pair.Value).Key;
}
