using Assay.WeakModels.Rules;

namespace Assay.WeakModels.Tests.Rules;

public sealed class LabelModelTests
{
    /// <summary>
    /// Ten rules of known accuracy: what is learned without a label decides better than most votes do, and is as sure as it is right. Where rules meet often,
    /// their accuracies come near the true ones; where they seldom do, those of bad rules do not.
    /// </summary>
    [Theory]
    [InlineData(0.5, 0.4, 0.05)]
    [InlineData(0.85, 0.4, 0.08)]
    [InlineData(0.7, 0.05, 0.25)]
    public void The_accuracy_of_rules_is_found_without_labels(double share, double coverage, double within)
    {
        int[] labelOf = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1];
        double[] accuracy = [.95, .95, .9, .9, .7, .7, .6, .6, .6, .6];
        var (truths, votes) = Simulate(labelOf, accuracy, share, 20_000, coverage, seed: 7);
        var model = LabelModel.Fit(labelOf, 2, votes);

        for (var rule = 0; rule < accuracy.Length; rule++)
        {
            var right = truths.Zip(votes).Where(one => one.Second.Contains(rule)).Average(one => one.First == labelOf[rule] ? 1.0 : 0);
            model.Accuracies[rule].ShouldBe(right, within, $"rule {rule}");
        }
        var (mine, most, sure) = (0, 0.0, 0.0);
        var covered = truths.Zip(votes).Where(one => one.Second.Length > 0).ToList();
        var probabilities = new double[2];
        foreach (var (truth, voted) in covered)
        {
            model.Weigh(voted, probabilities);
            if ((probabilities[0] > .5 ? 0 : 1) == truth) mine++;
            sure += probabilities.Max();
            var zeros = voted.Count(rule => labelOf[rule] == 0);
            most += zeros * 2 == voted.Length ? 0.5 : (zeros * 2 > voted.Length ? 0 : 1) == truth ? 1 : 0;
        }
        mine.ShouldBeGreaterThan((int)most);
        (sure / covered.Count).ShouldBe(mine / (double)covered.Count, 0.03, "its confidence is its accuracy");
    }

    [Fact]
    public void Probabilities_sum_to_one_whoever_votes()
    {
        var model = LabelModel.Fit([0, 1, 2, 0], 3, [[0, 3], [0, 1], [1, 2], [0, 3], [3]]);
        model.Shares.Sum().ShouldBe(1, 1e-12);
        var probabilities = new double[3];
        model.Weigh([], probabilities);
        probabilities.Sum().ShouldBe(1, 1e-12);
        model.Weigh([0, 1, 2, 3], probabilities);
        probabilities.Sum().ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Neither_the_order_of_items_nor_of_nothing_matters()
    {
        int[][] votes = [[0, 1], [0, 2], [1], [0, 1, 2], []];
        var once = LabelModel.Fit([0, 1, 1], 2, votes);
        var again = LabelModel.Fit([0, 1, 1], 2, votes.Reverse());
        again.Accuracies.ShouldBe(once.Accuracies, 1e-9);
        LabelModel.Fit([0, 1], 2, []).Shares.ShouldBe([.5, .5], 1e-12);
        LabelModel.Fit([0], 1, [[0]]).Shares.ShouldBe([1], 1e-12);
    }

    private static (List<int> Truths, List<int[]> Votes) Simulate(int[] labelOf, double[] accuracy, double share, int items, double coverage, int seed)
    {
        var random = new Random(seed);
        var (truths, votes) = (new List<int>(), new List<int[]>());
        for (var item = 0; item < items; item++)
        {
            var truth = random.NextDouble() < share ? 0 : 1;
            int[] voted = [.. Enumerable.Range(0, labelOf.Length).Where(rule =>
                random.NextDouble() < coverage * 2 * (labelOf[rule] == truth ? accuracy[rule] : 1 - accuracy[rule]))];
            truths.Add(truth);
            votes.Add(voted);
        }
        return (truths, votes);
    }
}
