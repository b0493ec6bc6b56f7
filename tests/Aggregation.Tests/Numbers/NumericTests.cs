using System.Globalization;
using Assay.Aggregation.Numbers;

namespace Assay.Aggregation.Tests.Numbers;

public sealed class NumericTests
{
    public static TheoryData<string> Names => [.. NumericAggregators.All.Select(aggregator => aggregator.Name)];

    [Theory, MemberData(nameof(Names))]
    public void What_all_say_comes_back_and_an_item_without_votes_has_no_number(string name)
    {
        var consensus = NumericAggregators.Find(name)!.Aggregate(NumericVotes.Of([0, 0, 1, 1, 3, 3], [0, 1, 0, 1, 0, 1], [5, 5, 2, 2, 8, 8], 4, 2));

        consensus.Values[2].ShouldBeNull();
        foreach (var (item, value) in new[] { (0, 5.0), (1, 2.0), (3, 8.0) }) consensus.Values[item]!.Value.ShouldBe(value, 1e-12);
    }

    [Theory, MemberData(nameof(Names))]
    public void Neither_the_order_of_items_nor_that_of_people_matters(string name)
    {
        var (item, annotator, value, _) = Simulate(seed: 5);
        var straight = NumericAggregators.Find(name)!.Aggregate(NumericVotes.Of(item, annotator, value, 200, 8));
        var turned = NumericAggregators.Find(name)!.Aggregate(NumericVotes.Of([.. item.Select(i => 199 - i)], [.. annotator.Select(a => 7 - a)], value, 200, 8));

        for (var i = 0; i < 200; i++) turned.Values[199 - i]!.Value.ShouldBe(straight.Values[i]!.Value, 1e-9);
    }

    [Theory, MemberData(nameof(Names))]
    public void Another_unit_gives_the_same_in_that_unit(string name)
    {
        var (item, annotator, value, _) = Simulate(seed: 6);
        var plain = NumericAggregators.Find(name)!.Aggregate(NumericVotes.Of(item, annotator, value, 200, 8));
        var other = NumericAggregators.Find(name)!.Aggregate(NumericVotes.Of(item, annotator, [.. value.Select(x => 32 + 1.8 * x)], 200, 8));

        for (var i = 0; i < 200; i++) other.Values[i]!.Value.ShouldBe(32 + 1.8 * plain.Values[i]!.Value, 1e-9);
    }

    [Theory, MemberData(nameof(Names))]
    public void No_votes_give_no_numbers(string name)
    {
        NumericAggregators.Find(name)!.Aggregate(NumericVotes.Of([], [], [], 0, 0)).Values.ShouldBeEmpty();
        NumericAggregators.Find(name)!.Aggregate(NumericVotes.Of([], [], [], 2, 1)).Values.ShouldBe([null, null]);
    }

    [Fact]
    public void A_median_of_an_even_number_is_between_and_a_wild_vote_does_not_move_it()
    {
        var consensus = Median.Instance.Aggregate(NumericVotes.Of([0, 0, 0, 0, 1, 1, 1], [0, 1, 2, 3, 0, 1, 2], [1, 2, 4, 9, 3, 3, 1e6], 2, 4));

        consensus.Values.ShouldBe([3.0, 3.0]);
        consensus.Errors[1].ShouldBe(0);
    }

    [Fact]
    public void A_mean_has_the_standard_error_of_the_textbook()
    {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sum of squares 32
        var consensus = Mean.Instance.Aggregate(NumericVotes.Of(new int[8], [.. Enumerable.Range(0, 8)], [2, 4, 4, 4, 5, 5, 7, 9], 1, 8));

        consensus.Values[0].ShouldBe(5.0);
        consensus.Errors[0]!.Value.ShouldBe(Math.Sqrt(32 / 7.0 / 8), 1e-12);
    }

    [Fact]
    public void The_model_finds_the_people_it_was_drawn_from_and_beats_the_mean()
    {
        var (item, annotator, value, truth) = Simulate(seed: 7);
        var votes = NumericVotes.Of(item, annotator, value, 200, 8);
        var model = BiasAndScale.Instance.Aggregate(votes);

        Error(model, truth).ShouldBeLessThan(0.7 * Error(Mean.Instance.Aggregate(votes), truth));
        model.Annotators![0].Deviation.ShouldBeLessThan(model.Annotators[7].Deviation);
        model.Annotators[1].Bias.ShouldBeGreaterThan(model.Annotators[2].Bias + 3);
        model.Annotators[3].Scale.ShouldBeLessThan(0.75 * model.Annotators[4].Scale);
        model.Converged.ShouldBeTrue();
    }

    [Fact]
    public void On_the_ratings_of_Snow_2008_the_model_follows_the_experts_better_than_the_mean_on_average()
    {
        // anger and joy better, valence .008 below
        var gains = new List<double>();
        foreach (var name in new[] { "snow_anger", "snow_joy", "snow_valence" })
        {
            var rows = File.ReadLines(Crowd.Path("crowd", name, "answers.csv")).Skip(1).Select(line => line.Split(',')).ToList();
            var items = rows.Select(row => row[0]).Distinct().ToList();
            var people = rows.Select(row => row[1]).Distinct().ToList();
            var votes = NumericVotes.Of(
                [.. rows.Select(row => items.IndexOf(row[0]))], [.. rows.Select(row => people.IndexOf(row[1]))], [.. rows.Select(row => Number(row[2]))], items.Count, people.Count);
            double[] gold = [.. items.Select(item => Number(rows.First(row => row[0] == item)[3]))];

            var (mean, model) = (Correlation(Mean.Instance.Aggregate(votes), gold), Correlation(BiasAndScale.Instance.Aggregate(votes), gold));
            TestContext.Current.TestOutputHelper?.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{name}: mean {mean:F4}, median {Correlation(Median.Instance.Aggregate(votes), gold):F4}, bias and scale {model:F4}"));
            model.ShouldBeGreaterThan(mean - 0.01, name);
            gains.Add(model - mean);
        }
        gains.Average().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void What_is_not_a_number_is_refused() =>
        Should.Throw<ArgumentException>(() => NumericVotes.Of([0], [0], [double.NaN], 1, 1)).Message.ShouldContain("it must be a finite number");

    /// <summary>200 items from 0 to 10, eight people: 1 sits 3 too high, 2 as much too low, 3 keeps to the middle, 4 goes to the ends, 5 to 7
    /// scatter widely.</summary>
    private static (int[] Item, int[] Annotator, double[] Value, double[] Truth) Simulate(int seed)
    {
        var random = new Random(seed);
        (double Bias, double Scale, double Deviation)[] people = [(0, 1, 0.3), (3, 1, 0.5), (-3, 1, 0.5), (0, 0.5, 0.5), (0, 1.4, 0.5), (0, 1, 2.5), (0, 1, 2.5), (0, 1, 3)];
        double[] truth = [.. Enumerable.Range(0, 200).Select(_ => 10 * random.NextDouble())];
        int[] item = [.. Enumerable.Range(0, 200 * 4).Select(v => v / 4)], annotator = [.. item.Select((i, v) => (v % 4 + i) % 8)];
        return (item, annotator, [.. item.Zip(annotator, (i, a) => 5 + people[a].Bias + people[a].Scale * (truth[i] - 5) + people[a].Deviation * Normal())], truth);

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private static double Error(NumericConsensus consensus, double[] truth) => Math.Sqrt(consensus.Values.Zip(truth, (value, right) => Math.Pow(value!.Value - right, 2)).Average());

    private static double Correlation(NumericConsensus consensus, double[] gold)
    {
        double[] x = [.. consensus.Values.Select(value => value!.Value)];
        var (meanX, meanY) = (x.Average(), gold.Average());
        var together = x.Zip(gold, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return together / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * gold.Sum(b => (b - meanY) * (b - meanY)));
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
