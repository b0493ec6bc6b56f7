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

    /// <summary>
    /// Four good rules and two that are coin flips. What decides without knowing a label is held against Bayes' rule with the rates the votes were drawn by: both abstain from the same items, of
    /// which nobody could tell more than chance, and decide the others alike.
    /// </summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.7)]
    public void It_abstains_where_the_true_rates_tell_nothing_either(double share)
    {
        int[] labelOf = [0, 1, 0, 1, 0, 1];
        double[] accuracy = [.9, .9, .85, .85, .5, .5];
        const double Coverage = 0.3;
        var (truths, votes) = Simulate(labelOf, accuracy, share, 20_000, Coverage, seed: 11);
        var model = LabelModel.Fit(labelOf, 2, votes);
        var covered = truths.Zip(votes, (truth, voted) => (Truth: truth, Voted: voted)).Where(one => one.Voted.Length > 0).ToList();
        var ofCovered = covered.Average(one => one.Truth == 0 ? 1.0 : 0);

        var (same, abstained, likelier, decided, right) = (0, 0, 0.0, 0, 0);
        var probabilities = new double[2];
        foreach (var (truth, voted) in covered)
        {
            model.Weigh(voted, probabilities);
            var label = model.Decide(probabilities);
            var bayes = Bayes(voted);
            var best = bayes >= 0.5 ? 0 : 1;
            var (sure, known) = best == 0 ? (bayes, ofCovered) : (1 - bayes, 1 - ofCovered);
            if (label == (sure >= LabelModel.LeastProbability && (sure - known) / (1 - known) >= LabelModel.LeastGain ? best : null)) same++;
            if (label is null) (abstained, likelier) = (abstained + 1, likelier + (truth == 0 ? 1 : 0));
            else (decided, right) = (decided + 1, right + (label == truth ? 1 : 0));
        }

        (same / (double)covered.Count).ShouldBeGreaterThan(0.95);
        abstained.ShouldBeInRange(covered.Count / 20, covered.Count / 2);
        (right / (double)decided).ShouldBeGreaterThan(0.85);
        Enumerable.Range(0, 6).Select(model.IsTelling).ShouldBe([true, true, true, true, false, false]);
        foreach (var noise in (int[][])[[4], [5], [4, 5]])
        {
            model.Weigh(noise, probabilities);
            model.Decide(probabilities).ShouldBeNull($"coins say nothing: {string.Join(' ', probabilities)}");
        }

        double Bayes(int[] voted)
        {
            double[] chance = [share, 1 - share];
            for (var label = 0; label < 2; label++)
                for (var rule = 0; rule < labelOf.Length; rule++)
                {
                    var rate = Coverage * 2 * (labelOf[rule] == label ? accuracy[rule] : 1 - accuracy[rule]);
                    chance[label] *= voted.Contains(rule) ? rate : 1 - rate;
                }
            return chance[0] / (chance[0] + chance[1]);
        }
    }

    [Theory]
    [InlineData(new[] { 0.5, 0.5 }, null)]
    [InlineData(new[] { 0.2, 0.8 }, 1)]
    [InlineData(new[] { 0.53, 0.47 }, null)]
    [InlineData(new[] { 1.0 }, 0)]
    [InlineData(new[] { 0.45, 0.3, 0.25 }, null)]
    [InlineData(new[] { 0.5, 0.3, 0.2 }, 0)]
    [InlineData(new[] { 0.4, 0.4, 0.2 }, null)]
    public void A_label_must_be_as_likely_as_not_and_likelier_than_without_the_votes(double[] probabilities, int? label) =>
        LabelModel.Fit([0], probabilities.Length, []).Decide(probabilities).ShouldBe(label, "with even shares");

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
