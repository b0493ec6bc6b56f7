namespace Assay.WeakModels.Rules;

/// <summary>
/// Learns without a label how right each rule is, from which rules speak together of the same items (data programming: Ratner et al. 2016, "Data programming:
/// creating large training sets, quickly", NeurIPS 29). A rule votes with one probability on items of its label and with another on all others; given the label,
/// rules vote independently. Both probabilities and the shares of the labels are fitted by expectation maximisation, as Dawid and Skene (1979) do for people.
/// Rules that repeat each other count twice: that is for who writes them to see.
/// </summary>
/// <remarks>
/// A rule begins as one that is right 4 times in 5, worth <see cref="PriorWeight"/> items, and stays at least as likely on its own label as elsewhere: that rules
/// are better than guessing is what makes the labels tell apart. Learned from items on which at least one rule votes; that a rule keeps silent counts too.
/// Where rules seldom meet, accuracies are little more than the prior and too high for bad rules: look at them, do not trust them.
/// </remarks>
public sealed class LabelModel
{
    /// <summary>How many items the prior of a rule is worth.</summary>
    public const double PriorWeight = 8;

    /// <summary>How right a rule is supposed to be before anything is known of it.</summary>
    public const double Usual = 0.8;

    /// <summary>What the likeliest label must be at least: as likely as not.</summary>
    public const double LeastProbability = 0.5;

    /// <summary>How much of the doubt the votes must take away at least: (p − π) / (1 − π), with π the label's share, which is known without them.</summary>
    public const double LeastGain = 0.1;

    private const int MostIterations = 300;
    private const double Still = 1e-6;

    private readonly int[] labelOf;
    private readonly double[] own;
    private readonly double[] other;
    private readonly double[] shares;
    private readonly double[] silence;

    private LabelModel(int[] labelOf, int labels)
    {
        this.labelOf = labelOf;
        (own, other) = (new double[labelOf.Length], new double[labelOf.Length]);
        (shares, silence) = (new double[labels], new double[labels]);
        Array.Fill(shares, 1.0 / labels);
    }

    /// <summary>By rule: how probable its label is on an item of which only this is known, that the rule votes; 0 to 1.</summary>
    public IReadOnlyList<double> Accuracies => [.. labelOf.Select((_, rule) => Accuracy(rule))];

    /// <summary>By label: its share of the items that rules speak of; they sum to 1.</summary>
    public IReadOnlyList<double> Shares => shares;

    /// <summary>Learns from which rules voted on each item. Neither the order of items nor of anything else matters.</summary>
    /// <param name="labelOf">The label each rule votes for, 0 to <paramref name="labels"/> − 1.</param>
    /// <param name="labels">How many labels there are, at least 1.</param>
    /// <param name="votes">For each item its rules, each once, in one order; items without votes say nothing.</param>
    public static LabelModel Fit(IReadOnlyList<int> labelOf, int labels, IEnumerable<int[]> votes)
    {
        var model = new LabelModel([.. labelOf], labels);
        var patterns = votes.Where(rules => rules.Length > 0).CountBy(rules => rules, SameRules.Instance).ToList();
        var coverage = model.Begin(patterns);
        for (var iteration = 0; iteration < MostIterations && model.Step(patterns, coverage) > Still; iteration++) { }
        return model;
    }

    /// <summary>The probability of each label given who voted and who did not.</summary>
    /// <param name="rules">Those that voted, each once.</param>
    /// <param name="probabilities">As long as there are labels; they sum to 1.</param>
    public void Weigh(ReadOnlySpan<int> rules, Span<double> probabilities)
    {
        for (var label = 0; label < shares.Length; label++) probabilities[label] = Math.Log(shares[label]) + silence[label];
        foreach (var rule in rules) probabilities[labelOf[rule]] += Odds(own[rule]) - Odds(other[rule]);
        var most = double.NegativeInfinity;
        foreach (var one in probabilities) most = Math.Max(most, one);
        var sum = 0.0;
        foreach (ref var one in probabilities) sum += one = Math.Exp(one - most);
        foreach (ref var one in probabilities) one /= sum;
    }

    /// <summary>
    /// The label of an item, or null where the votes do not tell: where two labels are as likely, where the likeliest has less than <see cref="LeastProbability"/>, and where it is hardly
    /// likelier than without the votes (<see cref="LeastGain"/>): rules that are no better than chance, or against all of which the shares stand. Of a single label there is no doubt.
    /// </summary>
    /// <param name="probabilities">Of each label, as <see cref="Weigh"/> has them.</param>
    public int? Decide(ReadOnlySpan<double> probabilities)
    {
        if (probabilities.Length == 1) return 0;
        return Likeliest(probabilities) is { } best && probabilities[best] >= LeastProbability && Gain(probabilities[best], shares[best]) >= LeastGain ? best : null;
    }

    /// <summary>The label with the highest share; null where another has the same.</summary>
    internal static int? Likeliest(ReadOnlySpan<double> shares)
    {
        var best = 0;
        for (var label = 1; label < shares.Length; label++)
            if (shares[label] > shares[best]) best = label;
        for (var label = 0; label < shares.Length; label++)
            if (label != best && shares[label] >= shares[best] - 1e-9) return null;
        return best;
    }

    /// <summary>Whether a rule's vote tells something: that its label is likelier by it than without it.</summary>
    /// <param name="rule">The rule.</param>
    public bool IsTelling(int rule) => shares.Length == 1 || Gain(Accuracy(rule), shares[labelOf[rule]]) >= LeastGain;

    private static double Gain(double probability, double share) => (probability - share) / (1 - share);

    private double Accuracy(int rule) =>
        shares[labelOf[rule]] * own[rule] / (shares[labelOf[rule]] * own[rule] + (1 - shares[labelOf[rule]]) * other[rule]);

    private double[] Begin(List<KeyValuePair<int[], int>> patterns)
    {
        var items = Math.Max(1.0, patterns.Sum(pattern => (double)pattern.Value));
        var coverage = new double[labelOf.Length];
        foreach (var (rules, count) in patterns)
            foreach (var rule in rules) coverage[rule] += count / items;
        for (var rule = 0; rule < labelOf.Length; rule++)
        {
            own[rule] = Bounded(coverage[rule] * Usual * shares.Length);
            other[rule] = Math.Min(own[rule], Bounded(coverage[rule] * (1 - Usual) * shares.Length / Math.Max(1, shares.Length - 1)));
        }
        Hush();
        return coverage;
    }

    private double Step(List<KeyValuePair<int[], int>> patterns, double[] coverage)
    {
        var (labels, all) = (shares.Length, 0.0);
        var (onOwn, onAll) = (new double[labelOf.Length], new double[labelOf.Length]);
        var counts = new double[labels];
        var probabilities = new double[labels];
        foreach (var (rules, items) in patterns)
        {
            Weigh(rules, probabilities);
            all += items;
            for (var label = 0; label < labels; label++) counts[label] += items * probabilities[label];
            foreach (var rule in rules)
            {
                onOwn[rule] += items * probabilities[labelOf[rule]];
                onAll[rule] += items;
            }
        }
        var moved = 0.0;
        for (var rule = 0; rule < labelOf.Length; rule++)
        {
            var (here, prior) = (counts[labelOf[rule]], coverage[rule] * PriorWeight);
            var right = Bounded((onOwn[rule] + prior * Usual) / (here + PriorWeight * Usual));
            var wrong = Math.Min(right, Bounded((onAll[rule] - onOwn[rule] + prior * (1 - Usual)) / (all - here + PriorWeight)));
            moved = Math.Max(moved, Math.Max(Math.Abs(right - own[rule]), Math.Abs(wrong - other[rule])));
            (own[rule], other[rule]) = (right, wrong);
        }
        for (var label = 0; label < labels; label++)
        {
            var share = (counts[label] + 1) / (all + labels);
            moved = Math.Max(moved, Math.Abs(share - shares[label]));
            shares[label] = share;
        }
        Hush();
        return moved;
    }

    /// <summary>What it says of each label that none of its rules votes.</summary>
    private void Hush()
    {
        Array.Clear(silence);
        for (var rule = 0; rule < labelOf.Length; rule++) silence[labelOf[rule]] += Math.Log(1 - own[rule]) - Math.Log(1 - other[rule]);
    }

    private static double Odds(double probability) => Math.Log(probability / (1 - probability));

    private static double Bounded(double probability) => Math.Clamp(probability, 1e-6, 0.99);

    private sealed class SameRules : IEqualityComparer<int[]>
    {
        public static readonly SameRules Instance = new();

        public bool Equals(int[]? a, int[]? b) => a.AsSpan().SequenceEqual(b);

        public int GetHashCode(int[] rules)
        {
            var hash = new HashCode();
            foreach (var rule in rules) hash.Add(rule);
            return hash.ToHashCode();
        }
    }
}
