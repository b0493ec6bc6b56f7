namespace Assay.Aggregation.Numbers;

/// <summary>
/// Everyone has a bias, a scale and a scatter: a vote of person a on item i is <c>x_ia = m + b_a + s_a (μ_i − m) + ε</c>, <c>ε ~ N(0, σ_a²)</c>,
/// with m the mean of all votes. Expectation-maximisation over the values μ_i.
/// </summary>
/// <remarks>
/// <para>A linear response per annotator as in Raykar et al. (2010), "Learning from crowds", JMLR 11:1297-1322, section 5 (their τ_a), with bias and
/// scale. Priors that hold where someone has few votes, and fix the scale for all: <c>b ~ N(0, v)</c>, <c>s ~ N(1, ¼)</c>, <c>μ ~ N(m, v)</c>, and
/// σ² drawn with the weight of 5 votes to the mean square of votes around their item's mean; v is the variance of those means.</para>
/// <para>Where all votes are equal, they are the answer. An error is that of μ_i given the people. Time grows with votes × rounds.</para>
/// </remarks>
public sealed class BiasAndScale : INumericAggregator
{
    private const double VarianceOfScale = 0.25, VotesOfScatter = 5;

    /// <summary>The only instance.</summary>
    public static readonly BiasAndScale Instance = new();

    private BiasAndScale() { }

    /// <inheritdoc/>
    public string Name => "bias_and_scale";

    /// <inheritdoc/>
    public string Title => "Bias and scale";

    /// <inheritdoc/>
    public NumericConsensus Aggregate(NumericVotes votes, AggregationOptions? options = null)
    {
        options ??= AggregationOptions.Default;
        var start = Mean.Instance.Aggregate(votes);
        double[] means = [.. start.Values.OfType<double>()];
        var middle = means.Length == 0 ? 0 : Mean.Of(means);
        var variance = means.Length == 0 ? 0 : Mean.SquaresAround(means, middle) / means.Length;
        var scatter = 0.0;
        for (var item = 0; item < votes.Items; item++) scatter += Mean.SquaresAround(votes.ValuesOf(item), start.Values[item] ?? 0) / Math.Max(1, votes.Count);
        var people = new ScaleUse[votes.Annotators];
        people.AsSpan().Fill(new ScaleUse(0, 1, Math.Sqrt(scatter)));
        // all items alike, or nobody ever differs: the means say all
        if (variance == 0 || scatter == 0) return start with { Annotators = people };

        // distances from the middle, so that a bias is learned apart from a scale
        double[] truth = [.. start.Values.Select(value => value - middle ?? 0)];
        // how uncertain each value is; without it the values of few votes would pass for facts, and the scales run away
        var uncertainty = new double[votes.Items];
        var (iteration, converged) = (0, false);
        while (!converged && iteration++ < options.MaxIterations)
        {
            for (var a = 0; a < people.Length; a++) people[a] = Person(votes, a, truth, uncertainty, middle, variance, scatter, people[a].Deviation);
            var moved = 0.0;
            for (var item = 0; item < truth.Length; item++)
            {
                var who = votes.AnnotatorsOf(item);
                var said = votes.ValuesOf(item);
                var (weight, sum) = (1 / variance, 0.0);
                for (var v = 0; v < who.Length; v++)
                {
                    var (bias, scale, deviation) = people[who[v]];
                    var precision = 1 / (deviation * deviation);
                    weight += precision * scale * scale;
                    sum += precision * scale * (said[v] - middle - bias);
                }
                moved = Math.Max(moved, Math.Abs(truth[item] - sum / weight));
                truth[item] = sum / weight;
                uncertainty[item] = 1 / weight;
            }
            converged = moved <= options.Tolerance * Math.Sqrt(variance);
        }
        return new NumericConsensus
        {
            Values = [.. truth.Select((value, item) => votes.ValuesOf(item).Length == 0 ? (double?)null : middle + value)],
            Errors = [.. uncertainty.Select((variance, item) => votes.ValuesOf(item).Length == 0 ? (double?)null : Math.Sqrt(variance))],
            Annotators = people,
            Iterations = Math.Min(iteration, options.MaxIterations),
            Converged = converged,
        };
    }

    /// <summary>Bias and scale by ridge regression of the votes on the values, then the scatter around it.</summary>
    private static ScaleUse Person(
        NumericVotes votes, int annotator, double[] truth, double[] uncertainty, double middle, double variance, double scatter, double deviation)
    {
        var items = votes.ItemsOf(annotator);
        var said = votes.ValuesBy(annotator);
        // the priors are as strong as votes of the scatter there was
        var noise = deviation * deviation;
        double ones = noise / variance, xs = 0, xx = noise / VarianceOfScale, ys = 0, xy = noise / VarianceOfScale;
        for (var v = 0; v < items.Length; v++)
        {
            var (x, y) = (truth[items[v]], said[v] - middle);
            ones++;
            xs += x;
            xx += x * x + uncertainty[items[v]];
            ys += y;
            xy += x * y;
        }
        var determinant = ones * xx - xs * xs;
        var bias = (ys * xx - xs * xy) / determinant;
        var scale = (ones * xy - xs * ys) / determinant;
        var left = VotesOfScatter * scatter;
        for (var v = 0; v < items.Length; v++)
        {
            var residual = said[v] - middle - bias - scale * truth[items[v]];
            left += residual * residual + scale * scale * uncertainty[items[v]];
        }
        return new ScaleUse(bias, scale, Math.Sqrt(left / (VotesOfScatter + items.Length)));
    }
}
