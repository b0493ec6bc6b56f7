namespace Assay.Aggregation.Tests;

public sealed class BradleyTerryTests
{
    [Fact]
    public void The_American_League_of_1987()
    {
        // Agresti (1990), "Categorical Data Analysis", table 10.10; log-abilities against Baltimore as in the R package BradleyTerry2 (Turner and
        // Firth 2012, JSS 48(9)): Boston 1.1077, Cleveland 0.6839, Detroit 1.4364, Milwaukee 1.5814, New York 1.2476, Toronto 1.2945
        string[] teams = ["Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore"];
        int[][] wins =
        [
            [0, 7, 9, 7, 7, 9, 11], [6, 0, 7, 5, 11, 9, 9], [4, 6, 0, 7, 7, 8, 12], [6, 8, 6, 0, 6, 7, 10], [6, 2, 6, 7, 0, 7, 12], [4, 4, 5, 6, 6, 0, 6], [2, 4, 1, 3, 1, 7, 0],
        ];
        var games = from i in Enumerable.Range(0, 7) from j in Enumerable.Range(0, 7) from game in Enumerable.Range(0, wins[i][j]) select (i, j);
        var ranking = new BradleyTerry(Draws: 0).Rank([.. games], 7, new AggregationOptions { Tolerance = 1e-12, MaxIterations = 10_000 });

        double[] expected = [1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839, 0];
        for (var team = 0; team < 7; team++) (ranking.LogStrengths[team] - ranking.LogStrengths[6]).ShouldBe(expected[team], 0.0001, teams[team]);
        ranking.Order.ShouldBe([0, 1, 2, 3, 4, 5, 6]);
        ranking.Converged.ShouldBeTrue();
    }

    [Fact]
    public void One_who_always_wins_is_first_with_a_finite_strength()
    {
        var ranking = new BradleyTerry().Rank([(2, 0), (2, 1), (0, 1)], 4, new AggregationOptions { Tolerance = 1e-13, MaxIterations = 10_000 });

        // 0 won and lost once each, against sides that are equally far: it is level with 3, who met nobody
        ranking.Order.ShouldBe([2, 0, 3, 1]);
        ranking.LogStrengths.ShouldAllBe(strength => double.IsFinite(strength));
        ranking.LogStrengths[3].ShouldBe(0, 1e-9);
    }

    [Fact]
    public void Nothing_to_compare_ranks_all_equal() =>
        new BradleyTerry().Rank([], 3).Order.ShouldBe([0, 1, 2]);

    [Fact]
    public void Comparing_one_with_itself_is_refused() =>
        Should.Throw<ArgumentException>(() => new BradleyTerry().Rank([(1, 1)], 2)).Message.ShouldContain("(1, 1) does not compare two of 2 candidates.");
}
