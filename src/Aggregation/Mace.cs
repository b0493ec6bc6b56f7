using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// Multi-annotator competence estimation: with chance <c>θ_a</c> a person knows the truth and says it; otherwise they "spam", saying l with chance
/// <c>ξ_a[l]</c> whatever is true. <c>P(a says l | t) = θ_a [l = t] + (1 − θ_a) ξ_a[l]</c>, with frequencies <c>π_t</c> of the categories.
/// </summary>
/// <remarks>
/// <para>Hovy, Berg-Kirkpatrick, Vaswani and Hovy (2013), "Learning whom to trust with MACE", NAACL-HLT. Variational Bayes with Beta(½, ½) on θ and
/// Dirichlet(α) on ξ. Finds those who click one category always.</para>
/// <para>Three things differ from the paper. The α that all strategies come from is learned (<see cref="CommonStrategy"/>), since crowds differ in what
/// their spammers click. Frequencies are learned; with equal ones a rare category is over-called. One run starts from the shares
/// of the votes in place of random ones: on ten real crowds nine random starts raised the bound by less than 0.2 %, and without them the order of the
/// votes does not matter. The skill is the mean of θ, 0 to 1. Time grows with (votes + items × categories) × rounds, memory with (items + people) ×
/// categories.</para>
/// </remarks>
public sealed class Mace : IAggregator
{
    private const double PriorOfKnowing = 0.5;

    /// <summary>The only instance.</summary>
    public static readonly Mace Instance = new();

    private Mace() { }

    /// <inheritdoc/>
    public string Name => "mace";

    /// <inheritdoc/>
    public string Title => "MACE";

    /// <inheritdoc/>
    public Consensus Aggregate(Votes votes, AggregationOptions? options = null)
    {
        options ??= AggregationOptions.Default;
        if (votes.Count == 0 || votes.Categories == 1) return Majority.Instance.Aggregate(votes, options);
        var categories = votes.Categories;
        var truth = SoftLabels.Start(votes, options);
        var frequencies = new double[categories];
        var knowing = new double[votes.Annotators];
        // by person and category said: the chance that they knew, had it been true; what saying it adds to the logarithm of every
        // category's weight; and what it adds to its own beyond that
        double[] knew = new double[votes.Annotators * categories], misses = new double[knew.Length], gains = new double[knew.Length];
        knew.AsSpan().Fill(1 / (1 + 1.0 / categories));
        var common = new CommonStrategy(categories);
        var strategies = new double[knew.Length];
        var divergence = 0.0;
        var run = ExpectationMaximization.Run(options, votes.Count, Maximise, Expect);
        return Consensus.Of(votes, truth, frequencies, knowing, Learn) with
        {
            Iterations = run.Iterations,
            Converged = run.Converged,
            LogLikelihood = run.Objective,
        };

        Learned Learn() => LearnedChances.OfGains(
            votes, Frequencies.Log(frequencies), (a, said) => misses[a * categories + said], (a, said) => gains[a * categories + said]);

        void Maximise()
        {
            Frequencies.Of(votes, truth, frequencies);
            divergence = -common.LogPrior() + Parts.Sum(votes.Annotators, Parts.OfAnnotators, options, (from, to) =>
            {
                var sum = 0.0;
                var spam = new double[categories];
                Span<double> logs = stackalloc double[2];
                for (var a = from; a < to; a++)
                {
                    var items = votes.ItemsOf(a);
                    var said = votes.CategoriesBy(a);
                    var strategy = strategies.AsSpan(a * categories, categories);
                    common.Counts.CopyTo(spam);
                    var known = 0.0;
                    for (var v = 0; v < items.Length; v++)
                    {
                        var here = truth[items[v] * categories + said[v]] * knew[a * categories + said[v]];
                        known += here;
                        spam[said[v]] += 1 - here;
                    }
                    knowing[a] = (known + PriorOfKnowing) / (items.Length + 2 * PriorOfKnowing);
                    sum += GammaFunction.Divergence([known + PriorOfKnowing, items.Length - known + PriorOfKnowing], [PriorOfKnowing, PriorOfKnowing], logs);
                    sum += GammaFunction.Divergence(spam, common.Counts, strategy);
                    for (var at = a * categories; at < (a + 1) * categories; at++)
                    {
                        var (know, guess) = (Math.Exp(logs[0]), Math.Exp(logs[1] + strategy[at - a * categories]));
                        knew[at] = know / (know + guess);
                        misses[at] = Math.Log(guess);
                        gains[at] = Math.Log(know + guess) - misses[at];
                    }
                }
                return sum;
            });
            FitCommon();
        }

        void FitCommon()
        {
            var (sums, people) = (new double[categories], 0);
            for (var a = 0; a < knowing.Length; a++)
            {
                if (votes.ItemsOf(a).Length == 0) continue;
                Row.Add(strategies.AsSpan(a * categories, categories), sums);
                people++;
            }
            common.Fit(sums, people);
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
                        var at = who[v] * categories + said[v];
                        row[said[v]] += gains[at];
                        sum += misses[at];
                    }
                }
                return sum + Softmax.Rows(truth.AsSpan((from * categories)..(to * categories)), categories);
            }) - divergence;
        }
    }
}
