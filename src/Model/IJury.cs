namespace Assay.Model;

/// <summary>One person's answers as a vote.</summary>
public readonly record struct Vote(long Person, Answers Answers);

/// <summary>Decides ballots: by a count, or by what is known of the people who vote.</summary>
public interface IJury
{
    /// <summary>How a label decided by it came about: <c>majority</c>, <c>dawid_skene</c>.</summary>
    string How { get; }

    /// <summary>Whether it knows who is good at what, so that a single vote can be more or less sure.</summary>
    bool KnowsPeople { get; }

    /// <summary>The probability of each category of a ballot; sums to 1. Without votes all are equal.</summary>
    /// <param name="question">The place of the question in the schema.</param>
    /// <param name="ballot">The place of the ballot among those of the question.</param>
    /// <param name="categories">How many there are.</param>
    /// <param name="people">Who voted.</param>
    /// <param name="said">The category each named.</param>
    double[] Weigh(int question, int ballot, int categories, ReadOnlySpan<long> people, ReadOnlySpan<int> said);
}

/// <summary>Everybody's vote counts the same: the probabilities are the shares of the votes.</summary>
public sealed class EqualVotes : IJury
{
    /// <summary>The only instance.</summary>
    public static readonly EqualVotes Instance = new();

    private EqualVotes() { }

    /// <inheritdoc/>
    public string How => FinalHow.Majority;

    /// <inheritdoc/>
    public bool KnowsPeople => false;

    /// <inheritdoc/>
    public double[] Weigh(int question, int ballot, int categories, ReadOnlySpan<long> people, ReadOnlySpan<int> said)
    {
        var shares = new double[categories];
        if (said.Length == 0) Array.Fill(shares, 1.0 / categories);
        foreach (var category in said) shares[category] += 1;
        if (said.Length > 0)
            foreach (ref var share in shares.AsSpan()) share /= said.Length;
        return shares;
    }
}
