using Assay.Model.Regions;
using CsCheck;

namespace Assay.Model.Tests.Regions;

public sealed class AssignmentTests
{
    [Fact]
    public void The_best_pairs_are_those_of_trying_them_all()
    {
        var tables = Gen.Select(Gen.Int[1, 6], Gen.Int[1, 6]).SelectMany((rows, columns) => Gen.Int[-2, 9].Select(gain => (double)gain).Array[columns].Array[rows]);
        var random = new PCG(1, 1955);
        for (var i = 0; i < 2_000; i++)
        {
            var gains = tables.Generate(random, null, out _);
            var taken = Assignment.Best(gains);
            taken.Where(column => column >= 0).ShouldBeUnique();
            taken.Index().Where(pair => pair.Item >= 0).ShouldAllBe(pair => gains[pair.Index][pair.Item] > 0);
            taken.Index().Sum(pair => pair.Item < 0 ? 0 : gains[pair.Index][pair.Item]).ShouldBe(BestByTrying(gains, 0, 0), 1e-9, $"case {i}");
        }
    }

    [Fact]
    public void A_greedy_choice_that_costs_more_later_is_not_made() =>
        Assignment.Best([[10, 9], [9, 1]]).ShouldBe([1, 0]);

    [Fact]
    public void Without_rows_or_columns_nothing_is_paired()
    {
        Assignment.Best([]).ShouldBeEmpty();
        Assignment.Best([[], []]).ShouldBe([-1, -1]);
        Should.Throw<ArgumentException>(() => Assignment.Best([[1], [1, 2]]));
        Should.Throw<ArgumentException>(() => Assignment.Best([[double.NaN]]));
    }

    private static double BestByTrying(double[][] gains, int row, int used)
    {
        if (row == gains.Length) return 0;
        var best = BestByTrying(gains, row + 1, used);
        for (var column = 0; column < gains[row].Length; column++)
            if ((used >> column & 1) == 0) best = Math.Max(best, gains[row][column] + BestByTrying(gains, row + 1, used | 1 << column));
        return best;
    }
}
