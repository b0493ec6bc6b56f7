using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// Generative model of labels, abilities and difficulties: a person of ability <c>α_a</c> is right on an item of ease <c>e^β_i</c> with chance
/// <c>σ(α_a e^β_i) = 1 / (1 + exp(−α_a e^β_i))</c>; an error where t is true says l with chance <c>E[t, l]</c>, the same for all people.
/// </summary>
/// <remarks>
/// <para>Whitehill, Ruvolo, Wu, Bergsma and Movellan (2009), "Whose vote should count more", NIPS 22. Normal priors of mean 1 on α and β as there,
/// with variance ¼ where the paper has 1, since few votes say little; categories equally frequent. For items that differ much in difficulty.</para>
/// <para>The paper has two categories, so that errors have one way to go. With more, where they go is learned, with one vote beforehand for each
/// pair of categories: spread evenly, a category that many say by mistake would pass for the truth.</para>
/// <para>A round takes one Newton step an ability and one Fisher step an item, each of at most 1, in place of a search by conjugate gradients.
/// A skill is α, any real number: 0 guesses, below 0 misleads. A difficulty is <c>e^−β</c>, above 0, with its prior at e^−1. The objective is the
/// log-likelihood with the priors' logarithms up to a constant. Time grows with votes × categories × rounds.</para>
/// </remarks>
public sealed class Glad : IAggregator
{
    internal const double PriorMean = 1, PriorPrecision = 4;

    /// <summary>The only instance.</summary>
    public static readonly Glad Instance = new();

    private Glad() { }

    /// <inheritdoc/>
    public string Name => "glad";

    /// <inheritdoc/>
    public string Title => "GLAD";

    /// <inheritdoc/>
    public Consensus Aggregate(Votes votes, AggregationOptions? options = null)
    {
        options ??= AggregationOptions.Default;
        if (votes.Count == 0 || votes.Categories == 1) return Majority.Instance.Aggregate(votes, options);
        var categories = votes.Categories;
        var truth = SoftLabels.Start(votes, options);
        double[] abilities = new double[votes.Annotators], eases = new double[votes.Items];
        abilities.AsSpan().Fill(PriorMean);
        eases.AsSpan().Fill(Math.Exp(PriorMean));
        var errors = new SharedErrors(categories);
        if (options.WarmStart is null) Expect();
        var run = ExpectationMaximization.Run(options, votes.Count, Maximise, Expect);
        return Consensus.Of(votes, truth, [], abilities, () => LearnedAbilities.Of(votes, abilities, errors)) with
        {
            Difficulties = [.. eases.Select(ease => 1 / ease)],
            Iterations = run.Iterations,
            Converged = run.Converged,
            LogLikelihood = run.Objective,
        };

        void Maximise()
        {
            errors.Learn(votes, truth);
            Parts.Each(votes.Annotators, Parts.OfAnnotators, options, (from, to) =>
            {
                double[] right = [];
                for (var a = from; a < to; a++)
                {
                    var items = votes.ItemsOf(a);
                    var said = votes.CategoriesBy(a);
                    if (right.Length < items.Length) right = new double[items.Length];
                    for (var v = 0; v < items.Length; v++) right[v] = -abilities[a] * eases[items[v]];
                    Softmax.Exp(right.AsSpan(0, items.Length));
                    var (slope, curve) = ((PriorMean - abilities[a]) * PriorPrecision, PriorPrecision);
                    for (var v = 0; v < items.Length; v++)
                    {
                        var (chance, ease) = (1 / (1 + right[v]), eases[items[v]]);
                        slope += (truth[items[v] * categories + said[v]] - chance) * ease;
                        curve += chance * (1 - chance) * ease * ease;
                    }
                    abilities[a] += Math.Clamp(slope / curve, -1, 1);
                }
            });
            Parts.Each(votes.Items, Parts.OfItems, options, (from, to) =>
            {
                double[] right = [];
                for (var item = from; item < to; item++)
                {
                    var who = votes.AnnotatorsOf(item);
                    var said = votes.CategoriesOf(item);
                    if (right.Length < who.Length) right = new double[who.Length];
                    var ease = eases[item];
                    for (var v = 0; v < who.Length; v++) right[v] = -abilities[who[v]] * ease;
                    Softmax.Exp(right.AsSpan(0, who.Length));
                    var beta = Math.Log(ease);
                    var (slope, curve) = ((PriorMean - beta) * PriorPrecision, PriorPrecision);
                    for (var v = 0; v < who.Length; v++)
                    {
                        var (chance, pull) = (1 / (1 + right[v]), abilities[who[v]] * ease);
                        slope += (truth[item * categories + said[v]] - chance) * pull;
                        curve += chance * (1 - chance) * pull * pull;
                    }
                    eases[item] = Math.Exp(beta + Math.Clamp(slope / curve, -1, 1));
                }
            });
        }

        double Expect()
        {
            var prior = -Math.Log(categories);
            var likelihood = Parts.Sum(votes.Items, Parts.OfItems, options, (from, to) =>
            {
                var sum = 0.0;
                for (var item = from; item < to; item++)
                {
                    var who = votes.AnnotatorsOf(item);
                    var said = votes.CategoriesOf(item);
                    var row = truth.AsSpan(item * categories, categories);
                    row.Fill(prior);
                    for (var v = 0; v < who.Length; v++)
                    {
                        // log σ(x) − log(1 − σ(x)) = x, and log(1 − σ(x)) = −log(1 + e^x)
                        var x = abilities[who[v]] * eases[item];
                        Row.Add(errors.Saying(said[v]), row);
                        row[said[v]] += x;
                        sum -= LogOnePlusExp(x);
                    }
                    var off = Math.Log(eases[item]) - PriorMean;
                    sum -= PriorPrecision * off * off / 2;
                }
                return sum + Softmax.Rows(truth.AsSpan((from * categories)..(to * categories)), categories);
            });
            likelihood += errors.LogPrior();
            foreach (var ability in abilities) likelihood -= PriorPrecision * (ability - PriorMean) * (ability - PriorMean) / 2;
            return likelihood;
        }
    }

    private static double LogOnePlusExp(double x) => x > 0 ? x + Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x));
}
