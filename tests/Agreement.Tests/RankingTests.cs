namespace Assay.Agreement.Tests;

public sealed class RankingTests
{
    [Fact]
    public void Tau_of_scipy_s_documentation() =>
        // scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]): -0.47140452079103173
        KendallTau.Of([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])!.Value.ShouldBe(-0.47140452079103173, 1e-12);

    [Fact]
    public void Tau_is_one_for_the_same_order_and_minus_one_turned_round()
    {
        KendallTau.Of([1, 2, 3, 4], [10, 20, 30, 40]).ShouldBe(1);
        KendallTau.Of([1, 2, 3, 4], [4, 3, 2, 1]).ShouldBe(-1);
        KendallTau.Of([1, 2, double.NaN, 3], [1, 2, 9, 3]).ShouldBe(1);
        KendallTau.Of([1, 1], [1, 2]).ShouldBeNull();
        KendallTau.Of([1], [1]).ShouldBeNull();
    }

    [Fact]
    public void W_is_what_the_mean_of_Spearman_s_rho_over_all_pairs_makes_it()
    {
        // Kendall and Babington Smith (1939): mean ρ = (mW − 1)/(m − 1), without ties
        var random = new Random(2);
        for (var trial = 0; trial < 50; trial++)
        {
            double[][] rankings = [.. Enumerable.Range(0, 4).Select(_ =>
            {
                double[] ranks = [.. Enumerable.Range(1, 7).Select(rank => (double)rank)];
                random.Shuffle(ranks);
                return ranks;
            })];
            var rho = Enumerable.Range(0, 4).SelectMany(a => Enumerable.Range(0, a).Select(b =>
                1 - 6 * rankings[a].Zip(rankings[b], (x, y) => (x - y) * (x - y)).Sum() / (7 * (49 - 1)))).Average();
            KendallW.Of(rankings)!.Value.ShouldBe((rho * 3 + 1) / 4, 1e-12);
        }
    }

    [Fact]
    public void W_with_ties_is_one_where_all_tie_alike_and_zero_where_two_contradict()
    {
        KendallW.Of([[1, 2, 2, 4], [10, 20, 20, 30], [0, 1, 1, 2]])!.Value.ShouldBe(1, 1e-12);
        KendallW.Of([[1, 2, 3], [3, 2, 1]]).ShouldBe(0);
        KendallW.Of([[1, 1, 1], [1, 1, 1]]).ShouldBeNull();
        KendallW.Of([[1, 2, 3]]).ShouldBeNull();
        Should.Throw<ArgumentException>(() => KendallW.Of([[1, 2], [1]]));
    }
}
