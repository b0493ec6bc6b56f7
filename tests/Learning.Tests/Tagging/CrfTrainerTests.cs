using Assay.Learning.Tagging;

namespace Assay.Learning.Tests.Tagging;

public sealed class CrfTrainerTests
{
    [Fact]
    public void Training_ends_where_the_penalised_likelihood_is_flat()
    {
        var scheme = new TagScheme(1);
        var (out1, unit, begin, last) = (TagScheme.Outside, TagScheme.Unit(0), TagScheme.Begin(0), TagScheme.Last(0));
        Chain[] chains =
        [
            new([0, 1, 0, 2], [0, 2, 4], [out1, unit], 1), new([0, 2, 0, 2], [0, 2, 4], [begin, last], 1), new([0, 1, 0, 1, 0, 2], [0, 2, 4, 6], [out1, out1, out1], 2),
        ];
        var features = new FeatureIndex();
        for (var key = 1UL; key <= 3; key++) features.Add(key);
        var weights = CrfWeights.Zero(scheme, features);
        const double penalty = 0.3;
        new CrfTrainer(weights, chains, new SequenceTaggerOptions { Dropout = 0, Penalty = penalty, LearningRate = 0.1 }).Run(6000, default);

        var slopes = Slopes(weights, chains, penalty);
        slopes.Max(Math.Abs).ShouldBeLessThan(0.02);
        Slopes(CrfWeights.Zero(scheme, features), chains, penalty).Max(Math.Abs).ShouldBeGreaterThan(0.5);
    }

    private static List<double> Slopes(CrfWeights weights, Chain[] chains, double penalty)
    {
        var (scheme, lattice) = (weights.Scheme, new Lattice(weights.Scheme));
        lattice.Take(weights.Pairs);
        var slopes = weights.Rows.Select(weight => -penalty * weight).ToArray();
        var byPair = new double[scheme.Pairs];
        foreach (var chain in chains)
        {
            var scores = weights.Scores(chain);
            CrfTrainer.Differentiate(lattice, scheme, scores, weights.Pairs, chain.Tags, byPair);
            for (var i = 0; i < chain.Tokens; i++)
                foreach (var feature in chain.Of(i))
                    for (var tag = 0; tag < scheme.Tags; tag++)
                        slopes[(feature * scheme.Stride) + tag] += chain.Weight * scores[(i * scheme.Stride) + tag];
        }

        return [.. slopes];
    }
}
