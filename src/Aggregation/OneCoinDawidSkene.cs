using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// Dawid-Skene with one number a person: the chance <c>s_a</c> of being right, whatever is true; errors scatter evenly.
/// <c>P(a says l | t) = s_a if l = t, else (1 − s_a) / (K − 1)</c>, with frequencies <c>π_t</c> of the categories.
/// </summary>
/// <remarks>
/// <para>The ZenCrowd model (Demartini, Difallah and Cudré-Mauroux 2012, WWW) as an EM of Dawid and Skene (1979), Applied Statistics 28:20-28. For
/// few votes a person, where a whole matrix cannot be learned. A skill is s, 0 to 1; below 1/K is worse than guessing.</para>
/// <para>Each s is held within [ε, 1 − ε], ε = 1e-10, so that one vote is never proof. Starts from the shares of the votes; finds the same
/// optimum for any number of threads. Time grows with (votes + items × categories) × rounds, memory with items × categories.</para>
/// <para><see cref="Supposing"/> begins with a guess of everyone's skill instead, and holds on to it as to some votes (a Beta prior, as in Raykar et al. 2010, JMLR
/// 11:1297-1322); every category begins with one item. Somebody whose items nobody else saw then keeps about that skill, where the plain form believes them whole.</para>
/// </remarks>
public sealed class OneCoinDawidSkene : IAggregator
{
    private const double Least = 1e-10;

    /// <summary>The only instance.</summary>
    public static readonly OneCoinDawidSkene Instance = new(0.5, 0);

    private readonly double usual;
    private readonly double weight;

    private OneCoinDawidSkene(double usual, double weight) => (this.usual, this.weight) = (usual, weight);

    /// <summary>The same, where everyone begins with a supposed skill.</summary>
    /// <param name="skill">The chance of being right, above 0 and below 1.</param>
    /// <param name="votes">How many votes the supposition is worth, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static OneCoinDawidSkene Supposing(double skill, double votes)
    {
        if (!(skill is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(skill), skill, "A supposed skill is above 0 and below 1.");
        if (!(votes > 0)) throw new ArgumentOutOfRangeException(nameof(votes), votes, "A supposition is worth more than no vote.");
        return new OneCoinDawidSkene(skill, votes);
    }

    /// <inheritdoc/>
    public string Name => "one_coin_dawid_skene";

    /// <inheritdoc/>
    public string Title => "One-coin Dawid-Skene";

    /// <inheritdoc/>
    public Consensus Aggregate(Votes votes, AggregationOptions? options = null)
    {
        options ??= AggregationOptions.Default;
        if (votes.Count == 0 || votes.Categories == 1) return Majority.Instance.Aggregate(votes, options);
        var categories = votes.Categories;
        var truth = SoftLabels.Start(votes, options);
        var frequencies = new double[categories];
        var skills = new double[votes.Annotators];
        // what a vote adds to the logarithm of its category's weight, above what it adds to all others
        var gains = new double[votes.Annotators];
        var misses = new double[votes.Annotators];
        if (weight > 0)
        {
            Array.Fill(frequencies, 1.0 / categories);
            for (var a = 0; a < skills.Length; a++) Weigh(a, usual);
            Expect();
        }
        var run = ExpectationMaximization.Run(options, votes.Count, Maximise, Expect);
        return Consensus.Of(votes, truth, frequencies, skills, Learn) with
        {
            Iterations = run.Iterations,
            Converged = run.Converged,
            LogLikelihood = run.Objective,
        };

        Learned Learn() => LearnedChances.OfGains(votes, Frequencies.Log(frequencies), (a, _) => misses[a], (a, _) => gains[a]);

        void Maximise()
        {
            Frequencies.Of(votes, truth, frequencies);
            if (weight > 0)
                foreach (ref var frequency in frequencies.AsSpan()) frequency = (frequency * votes.Items + 1) / (votes.Items + categories);
            Parts.Each(votes.Annotators, Parts.OfAnnotators, options, (from, to) =>
            {
                for (var a = from; a < to; a++)
                {
                    var items = votes.ItemsOf(a);
                    var said = votes.CategoriesBy(a);
                    var right = 0.0;
                    for (var v = 0; v < items.Length; v++) right += truth[items[v] * categories + said[v]];
                    Weigh(a, weight > 0 ? (right + usual * weight) / (items.Length + weight) : right / Math.Max(1, items.Length));
                }
            });
        }

        void Weigh(int a, double skill)
        {
            skills[a] = Math.Clamp(skill, Least, 1 - Least);
            misses[a] = Math.Log((1 - skills[a]) / (categories - 1));
            gains[a] = Math.Log(skills[a]) - misses[a];
        }

        double Expect()
        {
            var log = Frequencies.Log(frequencies);
            return Parts.Sum(votes.Items, Parts.OfItems, options, (from, to) =>
            {
                var sum = 0.0;
                for (var item = from; item < to; item++)
                {
                    var who = votes.AnnotatorsOf(item);
                    var said = votes.CategoriesOf(item);
                    var row = truth.AsSpan(item * categories, categories);
                    log.CopyTo(row);
                    for (var v = 0; v < who.Length; v++)
                    {
                        row[said[v]] += gains[who[v]];
                        sum += misses[who[v]];
                    }
                }
                return sum + Softmax.Rows(truth.AsSpan((from * categories)..(to * categories)), categories);
            });
        }
    }
}
