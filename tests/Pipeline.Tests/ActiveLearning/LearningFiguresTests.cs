using Assay.Pipeline.ActiveLearning;

namespace Assay.Pipeline.Tests.ActiveLearning;

public sealed class LearningFiguresTests
{
    [Fact]
    public void The_gain_of_an_exact_power_law_is_found()
    {
        // 0.9 - 2 / n
        var rounds = new[] { 20L, 40, 80, 160, 320 }.Select(labels => (labels, 100_000L, (long)Math.Round(100_000 * (0.9 - (2.0 / labels))))).ToArray();
        LearningCurve.Gain(rounds)!.Value.ShouldBe((2.0 / 320) - (2.0 / 420), 1e-5);
    }

    [Fact]
    public void Before_four_rounds_of_different_labels_with_ten_evaluated_each_no_gain_is_told()
    {
        LearningCurve.Gain([(20, 50, 30), (40, 50, 35), (80, 50, 38)]).ShouldBeNull();
        LearningCurve.Gain([(20, 9, 5), (40, 50, 35), (80, 50, 38), (100, 50, 40)]).ShouldBeNull();
        LearningCurve.Gain([(20, 50, 30), (40, 50, 35), (80, 50, 38), (100, 50, 40)]).ShouldNotBeNull();
    }

    [Fact]
    public void Accuracy_that_falls_or_is_perfect_promises_nothing()
    {
        LearningCurve.Gain([(20, 50, 40), (40, 50, 38), (80, 50, 36), (100, 50, 35)]).ShouldBe(0);
        LearningCurve.Gain([(20, 50, 50), (40, 50, 50), (80, 50, 50), (100, 50, 50)]).ShouldBe(0);
    }

    /// <summary>Of four items three alike: chance (2·2 + 1·2 + 1·0) / 16 = 0.375, κ = (0.75 − 0.375) / 0.625.</summary>
    [Fact]
    public void Agreement_takes_chance_out() =>
        Stability.Kappa([[0], [0], [1], [2]], [[0], [0], [1], [1]], 3, isMultiLabel: false)!.Value.ShouldBe(0.375 / 0.625, 1e-12);

    /// <summary>Of six decisions five alike; yes 3 and 2 of six: chance 0.5·(1/3) + 0.5·(2/3) = 0.5.</summary>
    [Fact]
    public void Of_several_labels_each_is_a_decision() =>
        Stability.Kappa([[0, 1], [2]], [[0], [2]], 3, isMultiLabel: true)!.Value.ShouldBe(((5 / 6.0) - 0.5) / 0.5, 1e-12);

    [Fact]
    public void Models_that_say_one_thing_of_everything_agree() => Stability.Kappa([[0], [0]], [[0], [0]], 2, isMultiLabel: false).ShouldBe(1);

    /// <summary>Class 0: given 2, said 1, both 1 → 2/3; class 1: given 1, said 2, both 1 → 2/3; class 2 never.</summary>
    [Fact]
    public void F1_is_the_mean_over_classes_that_were_given_or_said()
    {
        var evaluation = Evaluation.Of<int>([new([0], [0], 0.9), new([0], [1], 0.6), new([1], [1], 0.8)], label => label, 3);
        (evaluation.Items, evaluation.Right).ShouldBe((3, 2));
        evaluation.MacroF1!.Value.ShouldBe(2 / 3.0, 1e-12);
        evaluation.CalibrationError!.Value.ShouldBe((0.1 + 0.6 + 0.2) / 3, 1e-12);
    }

    [Fact]
    public void Tasks_that_measure_come_at_their_share_and_go_on_alone_where_the_others_end()
    {
        NextTasks.Mixed([1, 2, 3, 4, 5, 6], [10, 20], 0.25, 8).ShouldBe([1, 2, 3, 10, 4, 5, 6, 20]);
        NextTasks.Mixed([1], [10, 20, 30], 0.25, 8).ShouldBe([1, 10, 20, 30]);
        NextTasks.Mixed([1, 2, 3], [], 0.25, 2).ShouldBe([1, 2]);
    }

    [Fact]
    public void One_should_stop_when_predictions_have_settled_and_little_is_to_be_gained()
    {
        Advice((0.995, 0.02), (0.995, 0.01)).ShouldBe((false, "too_few_rounds"));
        Advice((0.98, 0.001), (0.995, 0.001), (0.995, 0.001)).ShouldBe((false, "predictions_change"));
        Advice((0.995, 0.001), (0.995, 0.001), (0.995, 0.02)).ShouldBe((false, "still_gaining"));
        Advice((0.995, 0.001), (0.995, 0.001), (0.995, null)).ShouldBe((false, "gain_unknown"));
        Advice((0.5, 0.2), (0.995, 0.02), (0.99, 0.01), (1, 0.004)).ShouldBe((true, "settled"));

        static (bool, string) Advice(params (double Agreement, double? Gain)[] rounds)
        {
            var advice = StopAdvice.Of([.. rounds.Select(round => new RoundRow { Version = "1", Agreement = round.Agreement, Gain = round.Gain }.Told)]);
            return (advice.ShouldStop, advice.Reason);
        }
    }
}
