using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// Everyone has a confusion matrix: <c>P(a says l | t) = e_a[t, l]</c>, with frequencies <c>π_t</c> of the categories. Answers and matrices
/// are found together by expectation-maximisation of <c>Σ_i log Σ_t π_t Π_a e_a[t, l_ia]</c>.
/// </summary>
/// <remarks>
/// <para>Dawid and Skene (1979), "Maximum likelihood estimation of observer error-rates using the EM algorithm", Applied Statistics 28:20-28. Sees
/// through those who lean to one category, or who turn two round. Wants some tens of votes a person; below that the one-coin form.</para>
/// <para>Each cell of a matrix gets 0.1 of a vote beforehand (a Dirichlet prior, as in Raykar et al. 2010, JMLR 11:1297-1322), so that nothing is
/// impossible and few votes do not make a certainty. Starts from the shares of the votes and goes to the
/// optimum nearest to them; that need not be the highest. The skill is the chance of being right, <c>Σ_t π_t e_a[t, t]</c>.</para>
/// <para>Time grows with votes × categories × rounds, memory with (items + people × categories) × categories, 8 bytes each. One annotator: their
/// answers. Two who always differ: ties, for nothing says who is right.</para>
/// </remarks>
public sealed class DawidSkene : IAggregator
{
    private const double Prior = 0.1;

    /// <summary>The only instance.</summary>
    public static readonly DawidSkene Instance = new();

    private DawidSkene() { }

    /// <inheritdoc/>
    public string Name => "dawid_skene";

    /// <inheritdoc/>
    public string Title => "Dawid-Skene";

    /// <inheritdoc/>
    public Consensus Aggregate(Votes votes, AggregationOptions? options = null)
    {
        options ??= AggregationOptions.Default;
        if (votes.Count == 0) return Majority.Instance.Aggregate(votes, options);
        var (categories, cells) = (votes.Categories, votes.Categories * votes.Categories);
        var truth = SoftLabels.Start(votes, options);
        var frequencies = new double[categories];
        // by person, then by what was said, then by truth: a vote reads and writes one row of neighbours
        var logs = new double[Confusions.Cells(votes, categories)];
        var run = ExpectationMaximization.Run(options, votes.Count, Maximise, Expect);

        var chances = new double[logs.Length];
        var skills = new double[votes.Annotators];
        for (var a = 0; a < skills.Length; a++)
            for (var said = 0; said < categories; said++)
                for (var t = 0; t < categories; t++)
                {
                    var chance = chances[a * cells + t * categories + said] = Math.Exp(logs[a * cells + said * categories + t]);
                    if (said == t) skills[a] += frequencies[t] * chance;
                }
        return Consensus.Of(votes, truth, frequencies, skills, () => LearnedChances.OfMatrices(votes, Frequencies.Log(frequencies), logs)) with
        {
            Confusions = new Confusions(chances, categories),
            Iterations = run.Iterations,
            Converged = run.Converged,
            LogLikelihood = run.Objective,
        };

        void Maximise()
        {
            Frequencies.Of(votes, truth, frequencies);
            Parts.Each(votes.Annotators, Parts.OfAnnotators, options, (from, to) =>
            {
                var sums = new double[categories];
                for (var a = from; a < to; a++)
                {
                    var counts = logs.AsSpan(a * cells, cells);
                    counts.Clear();
                    var items = votes.ItemsOf(a);
                    var said = votes.CategoriesBy(a);
                    for (var v = 0; v < items.Length; v++)
                    {
                        var row = counts.Slice(said[v] * categories, categories);
                        var soft = truth.AsSpan(items[v] * categories, categories);
                        for (var t = 0; t < row.Length; t++) row[t] += soft[t];
                    }
                    sums.AsSpan().Clear();
                    for (var at = 0; at < cells; at += categories)
                        for (var t = 0; t < categories; t++) sums[t] += counts[at + t] = counts[at + t] + Prior;
                    for (var at = 0; at < cells; at += categories)
                        for (var t = 0; t < categories; t++) counts[at + t] /= sums[t];
                    Softmax.Log(counts);
                }
            });
        }

        double Expect()
        {
            var log = Frequencies.Log(frequencies);
            return Parts.Sum(votes.Items, Parts.OfItems, options, (from, to) =>
            {
                for (var item = from; item < to; item++)
                {
                    var who = votes.AnnotatorsOf(item);
                    var said = votes.CategoriesOf(item);
                    var row = truth.AsSpan(item * categories, categories);
                    log.CopyTo(row);
                    for (var v = 0; v < who.Length; v++)
                    {
                        var weights = logs.AsSpan(who[v] * cells + said[v] * categories, categories);
                        for (var t = 0; t < row.Length; t++) row[t] += weights[t];
                    }
                }
                return Softmax.Rows(truth.AsSpan((from * categories)..(to * categories)), categories);
            });
        }
    }
}
