using Assay.Model;

namespace Assay.Aggregation;

/// <summary>What an aggregator found.</summary>
public sealed record Consensus
{
    /// <summary>The answer of an item without votes.</summary>
    public const int NoAnswer = -1;

    // closer than this, two probabilities are as good as equal: the votes do not say which is meant
    private const double Closeness = 1e-9;

    /// <summary>The most probable category of each item; among equals the lowest number; <see cref="NoAnswer"/> where nobody voted.</summary>
    public required IReadOnlyList<int> Answers { get; init; }

    /// <summary>The probability of each category of each item. Where nobody voted, what the method takes for the frequencies of the
    /// categories.</summary>
    public required SoftLabels SoftLabels { get; init; }

    /// <summary>How good each person is, on the method's own scale, which its page names; more is better, null for one who did not vote.</summary>
    public required IReadOnlyList<double?> Skills { get; init; }

    /// <summary>Each person's confusion matrix; null when the method has none.</summary>
    public Confusions? Confusions { get; init; }

    /// <summary>What was learned of the people, to decide further items by. Worked out when it is first asked for.</summary>
    /// <exception cref="InvalidOperationException">The consensus comes from no aggregator of categories.</exception>
    public Learned Learned => Learning?.Value ?? throw new InvalidOperationException("No aggregator made this consensus.");

    internal Lazy<Learned>? Learning { private get; init; }

    /// <summary>How hard each item is on the method's own scale; null when the method has none.</summary>
    public IReadOnlyList<double>? Difficulties { get; init; }

    /// <summary>Items whose answer is one of several equally probable ones.</summary>
    public required int Ties { get; init; }

    /// <summary>Rounds taken; 0 where there was nothing to repeat.</summary>
    public int Iterations { get; init; }

    /// <summary>Whether the last round changed next to nothing.</summary>
    public bool Converged { get; init; } = true;

    /// <summary>The natural logarithm of the likelihood of the votes, or the bound that stands for it; null when the method has no model of
    /// votes.</summary>
    public double? LogLikelihood { get; init; }

    /// <summary>
    /// Answers and ties by the soft labels, which get the frequencies of the categories where nobody voted.
    /// </summary>
    /// <param name="votes">The votes.</param>
    /// <param name="probabilities">By item and category; taken over, not copied.</param>
    /// <param name="frequencies">Of the categories; empty for equal ones.</param>
    /// <param name="skills">Of each person; taken where they voted.</param>
    /// <param name="learn">Gives what was learned of the people.</param>
    internal static Consensus Of(
        Votes votes, double[] probabilities, ReadOnlySpan<double> frequencies, ReadOnlySpan<double> skills, Func<Learned> learn)
    {
        var answers = new int[votes.Items];
        var ties = 0;
        for (var item = 0; item < votes.Items; item++)
        {
            var row = probabilities.AsSpan(item * votes.Categories, votes.Categories);
            if (votes.CategoriesOf(item).Length == 0)
            {
                if (frequencies.IsEmpty) row.Fill(1.0 / votes.Categories);
                else frequencies.CopyTo(row);
                answers[item] = NoAnswer;
                continue;
            }
            (answers[item], var equals) = Likeliest(row);
            if (equals > 1) ties++;
        }
        var known = new double?[votes.Annotators];
        for (var annotator = 0; annotator < known.Length; annotator++)
            known[annotator] = votes.ItemsOf(annotator).Length > 0 ? skills[annotator] : null;
        return new Consensus
        {
            Answers = answers,
            SoftLabels = new SoftLabels(probabilities, votes.Items, votes.Categories),
            Skills = known,
            Learning = new Lazy<Learned>(learn),
            Ties = ties,
        };
    }

    /// <summary>The most probable category, the lowest among equals, and how many equals there are.</summary>
    internal static (int Category, int Tied) Likeliest(ReadOnlySpan<double> row)
    {
        var most = 0.0;
        foreach (var probability in row) most = Math.Max(most, probability);
        var (first, equals) = (NoAnswer, 0);
        for (var category = 0; category < row.Length; category++)
        {
            if (row[category] < most - Closeness) continue;
            if (equals++ == 0) first = category;
        }
        return (first, equals);
    }
}
