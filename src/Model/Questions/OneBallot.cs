namespace Assay.Model.Questions;

/// <summary>One ballot, whose categories are the answers themselves. "Left empty" is the last of them where the question may be.</summary>
internal abstract class OneBallot(IReadOnlyList<Answer> answers, bool isRequired) : Ballots
{
    private readonly Dictionary<Answer, int> places = answers.Select((answer, place) => (answer, place)).ToDictionary(pair => pair.answer, pair => pair.place);

    public sealed override IReadOnlyList<int> Categories { get; } = [answers.Count + (isRequired ? 0 : 1)];

    protected IReadOnlyList<Answer> Answers => answers;

    public sealed override void Mark(Answer? answer, Span<int> marks) =>
        marks[0] = answer is not null ? places.GetValueOrDefault(answer, Abstained) : isRequired ? Abstained : answers.Count;

    public sealed override Merged Elect(IReadOnlyList<double[]> probabilities)
    {
        var row = probabilities[0];
        return Elect(row.AsSpan(0, answers.Count), isRequired ? 0 : row[answers.Count]);
    }

    protected abstract Merged Elect(ReadOnlySpan<double> given, double empty);
}

/// <summary>The most probable answer; the first of the schema among equals; "left empty" loses every tie.</summary>
internal sealed class LikeliestBallot(IReadOnlyList<Answer> answers, bool isRequired) : OneBallot(answers, isRequired)
{
    protected override Merged Elect(ReadOnlySpan<double> given, double empty)
    {
        var most = 0.0;
        foreach (var probability in given) most = Math.Max(most, probability);
        if (empty > most + Closeness) return new Merged(null, empty, false);
        var (first, equals) = (-1, empty > most - Closeness ? 1 : 0);
        for (var place = 0; place < given.Length; place++)
        {
            if (given[place] < most - Closeness) continue;
            equals++;
            if (first < 0) first = place;
        }
        return new Merged(Answers[first], given[first], equals > 1);
    }
}

/// <summary>
/// The median, for answers that have an order: the least with at least half of the probability at or below it. It is the answer expected to be
/// nearest to the truth, where the likeliest of a broad scale may lie at its end. Left empty when that is more probable than any answer at all.
/// </summary>
internal sealed class MedianBallot(IReadOnlyList<Answer> answers, bool isRequired) : OneBallot(answers, isRequired)
{
    protected override Merged Elect(ReadOnlySpan<double> given, double empty)
    {
        var all = 0.0;
        foreach (var probability in given) all += probability;
        if (empty > all + Closeness) return new Merged(null, empty, false);
        var (place, below) = (0, given[0]);
        while (below < all / 2 - Closeness) below += given[++place];
        // exactly half lies at or below: the next possible value has as good a claim
        var tied = below < all / 2 + Closeness && all > Closeness;
        return new Merged(Answers[place], given[place], tied || empty > all - Closeness);
    }
}
