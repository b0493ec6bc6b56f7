namespace Assay.Model.Questions;

/// <summary>
/// How the answers to one question are put to a vote: in ballots, on each of which a person names one category of a closed list or abstains. What
/// decides a ballot, a count or a model of people, gives a probability to each category; <see cref="Elect"/> makes an answer of them.
/// </summary>
public abstract class Ballots
{
    /// <summary>The mark of somebody who says nothing on a ballot.</summary>
    public const int Abstained = -1;

    // closer than this, two probabilities are as good as equal
    private protected const double Closeness = 1e-9;

    /// <summary>The number of categories of each ballot, at least 1 each.</summary>
    public abstract IReadOnlyList<int> Categories { get; }

    /// <summary>Marks what a person said on each ballot: a category or <see cref="Abstained"/>.</summary>
    /// <param name="answer">Null for a question left empty.</param>
    /// <param name="marks">As long as <see cref="Categories"/>.</param>
    public abstract void Mark(Answer? answer, Span<int> marks);

    /// <summary>The answer the ballots come to, and how sure it is.</summary>
    /// <param name="probabilities">Of each category of each ballot, summing to 1 a ballot. Shares of votes are such.</param>
    /// <returns>A valid answer, or null for left empty, where that may be. The support is the probability of the answer; tied when another is as
    /// probable.</returns>
    public abstract Merged Elect(IReadOnlyList<double[]> probabilities);
}
