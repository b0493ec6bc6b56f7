using Assay.Model;

namespace Assay.Aggregation.Tests;

public sealed class MaceTests
{
    [Fact]
    public void The_distribution_of_strategies_is_found_from_draws()
    {
        // Dirichlet(1, 3, 6) by sums of exponential deviates; a sum of k of them is Gamma(k)
        int[] shapes = [1, 3, 6];
        var random = new Random(2000);
        var sums = new double[3];
        const int People = 20_000;
        for (var person = 0; person < People; person++)
        {
            double[] draw = [.. shapes.Select(shape => Enumerable.Range(0, shape).Sum(_ => -Math.Log(1 - random.NextDouble())))];
            for (var l = 0; l < 3; l++) sums[l] += Math.Log(draw[l] / draw.Sum());
        }
        var common = new CommonStrategy(3);
        for (var round = 0; round < 100; round++) common.Fit([.. sums], People);

        for (var l = 0; l < 3; l++) common.Counts[l].ShouldBe(shapes[l], 0.03 * shapes[l]);
    }

    [Fact]
    public void Without_people_strategies_stay_even()
    {
        var common = new CommonStrategy(4);
        for (var round = 0; round < 100; round++) common.Fit(new double[4], 0);
        foreach (var count in common.Counts) count.ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Where_spammers_click_one_category_a_newcomers_vote_for_it_says_less()
    {
        // four in ten click 0, the others are mostly right; everyone votes on eight items of 400
        var random = new Random(13);
        int[] truth = [.. Enumerable.Range(0, 400).Select(_ => random.Next(3))];
        List<int> item = [], annotator = [], category = [];
        for (var person = 0; person < 300; person++)
            for (var vote = 0; vote < 8; vote++)
            {
                var i = random.Next(400);
                item.Add(i);
                annotator.Add(person);
                category.Add(person % 10 < 4 ? 0 : random.NextDouble() < 0.85 ? truth[i] : random.Next(3));
            }
        var consensus = Mace.Instance.Aggregate(Votes.Of(item.ToArray(), annotator.ToArray(), category.ToArray(), 400, 300, 3));

        consensus.Learned.Decide([-1, -1], [0, 1])[1].ShouldBeGreaterThan(0.7);
        consensus.Answers.Zip(truth).Count(pair => pair.First == pair.Second).ShouldBeGreaterThan(360);
    }
}
