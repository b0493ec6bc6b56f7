using Assay.Learning.Tagging;

namespace Assay.Learning.Tests.Tagging;

public sealed class TemperatureTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3)]
    public void Of_scores_that_are_so_many_times_too_large_it_is_that(double times)
    {
        var (scheme, random, features) = (new TagScheme(2), new Random(4), new FeatureIndex());
        for (var key = 1UL; key <= 30; key++) features.Add(key);
        var weights = CrfWeights.Zero(scheme, features);
        for (var feature = 0; feature < features.Count; feature++)
            for (var tag = 0; tag < scheme.Tags; tag++) weights.Row(feature)[tag] = 4 * random.NextSingle();
        Chain[] drawn = [.. Enumerable.Range(0, 6000).Select(_ => Drawn(weights, random.Next(features.Count), random))];
        weights.Scale(times);
        Temperature.Of(weights, drawn).ShouldBe(times, 0.06 * times);
    }

    [Fact]
    public void Without_texts_to_learn_it_from_it_is_1() => Temperature.Of(CrfWeights.Zero(new TagScheme(1), new FeatureIndex()), []).ShouldBe(1);

    /// <summary>A chain of one token, its tag drawn by the chances of the field.</summary>
    private static Chain Drawn(CrfWeights weights, int feature, Random random)
    {
        var lattice = new Lattice(weights.Scheme);
        lattice.Take(weights.Pairs);
        lattice.Sum(weights.Row(feature), 1);
        var (left, tag) = (random.NextDouble(), 0);
        while ((left -= lattice.Chances(0)[tag]) > 0 && tag < weights.Scheme.Tags - 1) tag++;
        return new Chain([feature], [0, 1], [tag], 1);
    }
}
