namespace Assay.Model.Questions;

/// <summary>Merges answers that are put together from all votes, where the answer most people gave would throw away what the others found.</summary>
internal static class AnswerVotes
{
    /// <summary>
    /// Equal answers come back as they are. "Not answered" wins when it is more than half. The order of the votes makes no difference.
    /// </summary>
    /// <param name="votes">Null is "not answered".</param>
    /// <param name="order">Any total order of answers; 0 for equal ones.</param>
    /// <param name="agree">Whether a vote stands behind the outcome: these are its support.</param>
    /// <param name="together">What answers that are not all equal come to, and whether another outcome had as good a claim.</param>
    public static Merged Merge<TAnswer>(
        IReadOnlyList<TAnswer?> votes, Comparison<TAnswer> order, Func<TAnswer, TAnswer, bool> agree, Func<IReadOnlyList<TAnswer>, (TAnswer Answer, bool Tied)> together)
        where TAnswer : Answer
    {
        if (votes.Count == 0) return new Merged(null, 1, false);
        var given = votes.OfType<TAnswer>().ToList();
        var empty = votes.Count - given.Count;
        if (empty > given.Count) return new Merged(null, (double)empty / votes.Count, false);
        given.Sort(order);
        var (answer, tied) = given.TrueForAll(given[0].Equals) ? (given[0], false) : together(given);
        return new Merged(answer, (double)given.Count(vote => agree(vote, answer)) / votes.Count, tied || empty == given.Count);
    }
}
