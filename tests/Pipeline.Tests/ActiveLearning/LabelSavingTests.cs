using System.Text.Json;
using Assay.Learning.Text;
using Assay.Pipeline.ActiveLearning;

namespace Assay.Pipeline.Tests.ActiveLearning;

public sealed class LabelSavingTests
{
    private const int Tasks = 4_000;

    private static readonly int[] Counts = [25, 50, 100, 200];

    /// <summary>Log-odds of 0.8 ln n − 2: of 133 labels between those that were measured, and of 400 beyond.</summary>
    [Theory]
    [InlineData(133, false)]
    [InlineData(400, true)]
    public void The_random_labels_that_are_as_good_are_found_on_the_curve_and_beyond_it(int random, bool isExtrapolated)
    {
        var saving = Estimate(Rising(random), Rising);
        saving.Random!.Value.ShouldBe(random, 0.02 * random);
        (saving.RandomLow < saving.Random && saving.Random < (saving.RandomHigh ?? double.PositiveInfinity)).ShouldBeTrue();
        (saving.IsExtrapolated, saving.Missing, saving.Evaluated, saving.Labels).ShouldBe((isExtrapolated, null, Tasks, 70));
        saving.Accuracy!.Value.ShouldBe(Rising(random), 0.001);
        saving.Curve.Select(point => point.Random).ShouldBe(Counts.Select(count => Rising(count)), 0.001);

        static double Rising(int labels) => 1 / (1 + Math.Exp(2 - (0.8 * Math.Log(labels))));
    }

    [Fact]
    public void A_model_that_is_righter_than_a_curve_that_no_longer_rises_is_out_of_reach_and_no_more_is_told_than_was_measured()
    {
        var saving = Estimate(0.95, _ => 0.8);
        (saving.Random, saving.RandomLow, saving.RandomHigh, saving.Missing, saving.IsExtrapolated).ShouldBe((null, 200, null, "out_of_reach", true));
    }

    [Fact]
    public void A_model_that_is_worse_than_the_fewest_random_labels_make_one_is_worth_no_more_than_these()
    {
        var saving = Estimate(0.5, _ => 0.8);
        (saving.Random, saving.RandomLow, saving.RandomHigh, saving.IsExtrapolated).ShouldBe((25, 25, 25, false));
    }

    /// <summary>Of a thousand tasks chosen labels are right on 10 % more, on tasks of their own: standard error √(0.1 · 0.9 / 1000).</summary>
    [Fact]
    public void The_lead_at_equal_numbers_has_the_interval_of_the_tasks_it_is_found_on()
    {
        var random = Enumerable.Range(0, 1_000).Select(task => task % 10 < 6).ToArray();
        var chosen = Enumerable.Range(0, 1_000).Select(task => task % 10 < 7).ToArray();
        var saving = SavingEstimate.Of(new Hits(chosen, [10, 20], [random, random], [chosen, null]), 15, DateTimeOffset.UnixEpoch);
        saving.LeadAt.ShouldBe(10);
        saving.Lead!.Value.ShouldBe(0.1, 1e-9);
        saving.Lead.Low.ShouldBe(0.1 - (1.96 * Math.Sqrt(0.09 / 1_000)), 0.003);
        saving.Lead.High.ShouldBe(0.1 + (1.96 * Math.Sqrt(0.09 / 1_000)), 0.003);
        saving.Curve.Select(point => point.Chosen).ShouldBe([0.7, null]);
    }

    [Theory]
    [Engines]
    public async Task With_few_labels_of_the_stream_it_is_told_how_many_more_it_takes(string engine)
    {
        using var bench = await LearningBench.Create(engine, 200);
        await bench.Set(new LearningSettings(IsOn: true, RandomShare: 0.3));
        await bench.RunAll();
        bench.State.Saving.ShouldBeNull("there is no model");
        await bench.Answer(60);
        await bench.RunAll();

        var saving = bench.State.Saving.ShouldNotBeNull();
        (saving.Missing, saving.MoreRandom + saving.Evaluated, saving.Random).ShouldBe(("too_few_random", 40, null));
        saving.Evaluated.ShouldBe((int)bench.State.Rounds[^1].Evaluated);
    }

    [Theory]
    [Engines]
    public async Task What_is_told_is_near_what_so_many_random_labels_make_of_a_model(string engine)
    {
        using var bench = await LearningBench.Create(engine, 900);
        await bench.Set(new LearningSettings(IsOn: true, Strategy: "random", RandomShare: 0.4, EveryLabels: 60));
        await bench.RunAll();
        for (var turn = 0; turn < 5; turn++)
        {
            await bench.Answer(60);
            await bench.RunAll();
        }

        var saving = bench.State.Saving.ShouldNotBeNull();
        saving.Missing.ShouldBeNull(JsonSerializer.Serialize(saving));
        saving.Evaluated.ShouldBeGreaterThan(80);
        saving.Curve[^1].Random.ShouldBeGreaterThan(saving.Curve[0].Random, "random labels teach too");
        saving.Curve.Count(point => point.Chosen is not null).ShouldBe(4);

        // as many labels as are told, drawn from all tasks, against the others: as right as the project's own model, within what chance does
        var all = bench.Texts();
        var right = Enumerable.Range(0, 5).Average(draw => RightAfter((int)Math.Round(saving.Random!.Value), all, draw));
        right.ShouldBe(saving.Accuracy!.Value, 0.1);
        RightAfter((int)saving.RandomLow!.Value / 2, all, 1).ShouldBeLessThan(saving.Accuracy.High);
    }

    [Theory]
    [Engines]
    public async Task Calibration_is_told_of_the_newest_model_in_groups_of_ten_or_more(string engine)
    {
        using var bench = await LearningBench.Create(engine, 300);
        await bench.Set(new LearningSettings(IsOn: true, RandomShare: 0.3, EveryLabels: 50));
        await bench.RunAll();
        bench.State.Calibration.ShouldBeNull();
        await bench.Answer(100);
        await bench.RunAll();

        var (round, calibration) = (bench.State.Rounds[^1], bench.State.Calibration.ShouldNotBeNull());
        calibration.Error.ShouldBe(round.CalibrationError!.Value, 1e-12);
        calibration.ByChance.ShouldBeInRange(0.02, 0.6);
        calibration.Groups.Sum(group => group.Items).ShouldBe((int)round.Evaluated);
        calibration.Groups.Sum(group => group.Right).ShouldBe((int)round.Right);
        calibration.Groups.Count.ShouldBe((int)round.Evaluated / 10);
        calibration.Groups.Select(group => group.Confidence).ShouldBeInOrder();
    }

    /// <summary>The own model is right on the last tasks, the others on the first: they share as few as can be.</summary>
    private static LabelSaving Estimate(double own, Func<int, double> random) => SavingEstimate.Of(
        new Hits(
            [.. Enumerable.Range(0, Tasks).Select(task => task >= Math.Round(Tasks * (1 - own)))], Counts,
            [.. Counts.Select(count => Enumerable.Range(0, Tasks).Select(task => task < Math.Round(Tasks * random(count))).ToArray())], [null, null, null, null]),
        70, DateTimeOffset.UnixEpoch);

    private static double RightAfter(int labels, IReadOnlyList<(string Text, int Topic)> all, int seed)
    {
        var random = new Random(seed);
        (string Text, int Topic)[] drawn = [.. all.OrderBy(_ => random.Next())];
        var model = TextClassifier.Train([.. drawn.Take(labels).Select(each => new TrainingText(each.Text, each.Topic))], LearningBench.Topics);
        var others = drawn[labels..];
        var chances = model.Probabilities([.. others.Select(each => each.Text)]);
        return others.Index().Average(each => chances.AsSpan(each.Index * 3, 3).IndexOf(chances.Skip(each.Index * 3).Take(3).Max()) == each.Item.Topic ? 1.0 : 0);
    }
}
