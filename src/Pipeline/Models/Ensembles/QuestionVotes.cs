using Assay.Aggregation;
using Assay.Model;
using Assay.Model.Questions;
using Assay.WeakModels;
using Assay.WeakModels.Rules;

namespace Assay.Pipeline.Models.Ensembles;

/// <summary>
/// What the members of an ensemble say to one question, as votes for categories: what is learned of the members from many tasks, and what they come to on one. A member that
/// has not answered the question says nothing.
/// </summary>
internal abstract class QuestionVotes(Question question, EnsembleSettings settings)
{
    /// <summary>Closer than this, two probabilities are as good as equal.</summary>
    protected const double Closeness = 1e-9;

    // a member is supposed to be as right as a rule is, before anything is known of it
    private static readonly OneCoinDawidSkene Aggregator = OneCoinDawidSkene.Supposing(LabelModel.Usual, LabelModel.PriorWeight);

    public Question Question => question;

    protected EnsembleSettings Settings => settings;

    /// <summary>How many votes a member may give to a task, about.</summary>
    public virtual int Ballots => 1;

    /// <summary>What was learned of the members, a ballot each; empty before, and where most of them win.</summary>
    public IReadOnlyList<Learned> Learned { get; set; } = [];

    /// <summary>The votes of the question; null for one that is not combined: its answers are no choices and no spans.</summary>
    public static QuestionVotes? Of(Question question, EnsembleSettings settings) => question switch
    {
        ChoiceQuestion choice => new ChoiceVotes(choice, settings),
        SpansQuestion spans => new SpanVotes(spans, settings),
        _ => null,
    };

    /// <summary>Takes in what the members say of a task, to learn from.</summary>
    /// <param name="said">By member; null for one that says nothing.</param>
    public abstract void Note(IReadOnlyList<Answer?> said);

    /// <summary>Whether two members have answered about one task: of others nothing can be learned.</summary>
    public bool IsShared { get; private set; }

    /// <summary>Learns from all that was noted, and lets go of it.</summary>
    /// <returns>By member how often it is right, as far as is learned, 0 to 1; null for one without votes.</returns>
    public IReadOnlyList<double?> Learn(CancellationToken stop)
    {
        var found = new List<Consensus>();
        foreach (var votes in NotedVotes())
            found.Add(Aggregator.Aggregate(votes, new AggregationOptions { Cancel = stop, Threads = 1 }));
        Learned = [.. found.Select(one => one.Learned)];
        return [.. Enumerable.Range(0, settings.Members.Count).Select(member => found.Select(one => one.Skills[member]).Average())];
    }

    /// <summary>What they come to; null where too few have answered, at a tie, and where it is less sure than it should be.</summary>
    public QuestionDraft? Decide(IReadOnlyList<Answer?> said) =>
        said.Count(answer => answer is not null) >= settings.AtLeast && Elect(said) is { } draft && draft.Confidence >= settings.Minimum ? draft : null;

    /// <summary>The votes noted, a ballot each.</summary>
    protected abstract IEnumerable<Votes> NotedVotes();

    /// <summary>What they come to, whatever was set; null at a tie.</summary>
    protected abstract QuestionDraft? Elect(IReadOnlyList<Answer?> said);

    protected void Shared() => IsShared = true;

    /// <summary>The probability of each category by what members say on a ballot: by what was learned of them, else their shares.</summary>
    protected double[] Probabilities(int ballot, int categories, ReadOnlySpan<int> members, ReadOnlySpan<int> said)
    {
        if (settings.Learns)
            return Learned[ballot].Decide(members, said);
        var shares = new double[categories];
        foreach (var category in said)
            shares[category] += 1.0 / said.Length;
        return shares;
    }
}
