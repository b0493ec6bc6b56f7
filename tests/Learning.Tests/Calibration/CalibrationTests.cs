using Assay.Learning.Calibration;
using CsCheck;

namespace Assay.Learning.Tests.Calibration;

public sealed class CalibrationTests
{
    private static readonly Gen<List<Judged>> Items = Gen.Select(Gen.Int[0, 20].Select(step => step / 20.0), Gen.Bool).Select((confidence, isRight) => new Judged(confidence, isRight)).List[1, 200];

    /// <summary>By hand: 0.2 wrong, 0.4 right, 0.6 wrong, 0.8 right: the middle two violate the order and are pooled to a half at 0.5.</summary>
    [Fact]
    public void Violators_are_pooled_and_joined_by_lines()
    {
        var isotonic = IsotonicCalibration.Fit([new(0.2, false), new(0.4, true), new(0.6, false), new(0.8, true)]);
        double[] at = [0, 0.2, 0.35, 0.5, 0.65, 0.8, 1];
        at.Select(isotonic.Of).ShouldBe([0, 0, 0.25, 0.5, 0.75, 1, 1], 1e-12);
    }

    /// <summary>The nearest function that never falls, by the max-min formula: over a pool of equal values the curve has that value at the pool's mean confidence.</summary>
    [Fact]
    public void The_steps_are_those_of_the_max_min_formula() => Items.Sample(
        items =>
        {
            var fitted = IsotonicCalibration.Fit(items);
            return MaxMin(items).GroupBy(each => Math.Round(each.Value, 12)).All(pool =>
                Math.Abs(fitted.Of(pool.Sum(each => each.Confidence * each.Count) / pool.Sum(each => each.Count)) - pool.Key) < 1e-9);
        },
        seed: "0000KNIeXpO5", iter: 300);

    /// <summary>By hand: five items in two groups of two and three.</summary>
    [Fact]
    public void A_reliability_diagram_has_groups_of_equally_many_items_from_the_least_sure_on()
    {
        Judged[] items = [new(1, true), new(0.5, false), new(0.75, true), new(0.625, true), new(0.875, false)];
        ReliabilityGroup.Of(items, 2).ShouldBe([new ReliabilityGroup(2, 1, 0.5625, 0.5, 0.625), new ReliabilityGroup(3, 2, 0.875, 0.75, 1)]);
        ReliabilityGroup.Of(items, 9).Select(group => group.Items).ShouldBe([1, 1, 1, 1, 1]);
        Should.Throw<ArgumentException>(() => ReliabilityGroup.Of([], 2));
    }

    /// <summary>Of items that are right as often as they are sure one set in twenty shows a larger error.</summary>
    [Fact]
    public void A_perfect_model_stays_below_its_bound_nineteen_times_in_twenty()
    {
        var above = Enumerable.Range(0, 400).Count(seed => Drawn(60, slope: 1, offset: 0, seed) is var items && CalibrationErrors.Of(items).Expected > CalibrationErrors.OfPerfect(items));
        (above / 400.0).ShouldBe(0.05, 0.035);
        CalibrationErrors.OfPerfect(Drawn(2_000, slope: 1, offset: 0, seed: 1)).ShouldBeLessThan(CalibrationErrors.OfPerfect(Drawn(60, slope: 1, offset: 0, seed: 1)));
    }

    [Fact]
    public void What_is_surer_is_never_called_less_likely_right() => Gen.Select(Items, Gen.Double[0, 1], Gen.Double[0, 1]).Sample(
        (items, a, b) => ((ICalibration[])[IsotonicCalibration.Fit(items), PlattCalibration.Fit(items), PlattCalibration.FitTemperature(items)]).All(fitted =>
            fitted.Of(Math.Min(a, b)) <= fitted.Of(Math.Max(a, b)) + 1e-12 && fitted.Of(a) is >= 0 and <= 1),
        seed: "0000KNIeXpO5", iter: 300);

    /// <summary>A model whose log-odds are twice what they should be, and half a unit too high: both numbers are found.</summary>
    [Fact]
    public void Slope_and_offset_are_those_the_items_were_drawn_with()
    {
        var fitted = PlattCalibration.Fit(Drawn(20_000, slope: 0.5, offset: -0.25, seed: 5));
        fitted.Slope.ShouldBe(0.5, 0.03);
        fitted.Offset.ShouldBe(-0.25, 0.05);
        PlattCalibration.FitTemperature(Drawn(20_000, slope: 0.4, offset: 0, seed: 6)).Slope.ShouldBe(0.4, 0.02);
    }

    /// <summary>At the minimum the sums of residuals, plain and by log-odds, are 0; targets drawn in by Platt's prior.</summary>
    [Fact]
    public void The_fit_is_the_minimum_of_the_cross_entropy()
    {
        Judged[] items = [new(0.9, true), new(0.8, true), new(0.7, false), new(0.6, true), new(0.3, false), new(0.2, false)];
        var fitted = PlattCalibration.Fit(items);
        double Residual(Judged one) => fitted.Of(one.Confidence) - (one.IsRight ? 4 / 5.0 : 1 / 5.0);
        items.Sum(Residual).ShouldBe(0, 1e-7);
        items.Sum(one => Residual(one) * Math.Log(one.Confidence / (1 - one.Confidence))).ShouldBe(0, 1e-7);
    }

    [Fact]
    public void A_model_that_is_wrong_when_it_is_sure_is_called_as_right_as_it_is_on_the_whole()
    {
        var fitted = PlattCalibration.Fit([.. Enumerable.Range(0, 100).Select(i => new Judged(i < 50 ? 0.95 : 0.1, i >= 50))]);
        fitted.Slope.ShouldBe(0);
        fitted.Of(0.95).ShouldBe(0.5, 1e-6);
    }

    [Fact]
    public void Held_out_confidences_are_nearer_the_truth_than_the_model_s_own()
    {
        var items = Drawn(20_000, slope: 0.4, offset: 0, seed: 9);
        var before = CalibrationErrors.Of(items);
        before.Expected.ShouldBeGreaterThan(0.1);
        foreach (var fit in (Func<IReadOnlyCollection<Judged>, ICalibration>[])[IsotonicCalibration.Fit, PlattCalibration.Fit, PlattCalibration.FitTemperature])
        {
            var after = CalibrationErrors.Of(CalibrationErrors.HeldOut(items, fit));
            after.Expected.ShouldBeLessThan(0.02);
            after.Brier.ShouldBeLessThan(before.Brier);
            after.MeanConfidence.ShouldBe(after.Accuracy, 0.02);
        }
    }

    [Fact]
    public void No_item_is_judged_by_itself()
    {
        var items = Drawn(20, slope: 1, offset: 0, seed: 3);
        var learned = new List<IReadOnlyCollection<Judged>>();
        var unlike = items.Select((one, place) => one with { Confidence = one.Confidence / 2 + place * 1e-6 }).ToList();
        CalibrationErrors.HeldOut(unlike, rest => new Same(rest, learned), folds: 4).Count.ShouldBe(20);
        learned.Count.ShouldBe(4);
        learned.ShouldAllBe(rest => rest.Count == 15);
    }

    [Fact]
    public void Errors_are_those_computed_by_hand()
    {
        // 15 items, so every group is one: |1 − 1| + 14 × |0.5 − 0 or 1|
        var errors = CalibrationErrors.Of([new(1, true), .. Enumerable.Range(0, 14).Select(i => new Judged(0.5, i % 2 == 0))]);
        (errors.Items, errors.Expected, errors.Brier, errors.Accuracy, errors.MeanConfidence).ShouldBe((15, 7 / 15.0, 3.5 / 15, 8 / 15.0, 8 / 15.0));
    }

    [Fact]
    public void What_is_no_confidence_is_refused()
    {
        Should.Throw<ArgumentException>(() => IsotonicCalibration.Fit([]));
        Should.Throw<ArgumentException>(() => PlattCalibration.Fit([new(double.NaN, true)]));
        Should.Throw<ArgumentException>(() => CalibrationErrors.Of([new(1.1, true)]));
        Should.Throw<ArgumentException>(() => CalibrationErrors.HeldOut([new(1, true)], IsotonicCalibration.Fit));
    }

    private static List<(double Confidence, int Count, double Value)> MaxMin(List<Judged> items)
    {
        var groups = items.GroupBy(one => one.Confidence).OrderBy(group => group.Key).Select(group => (group.Key, Right: group.Count(one => one.IsRight), All: group.Count())).ToList();
        return [.. groups.Select((group, i) =>
            (group.Key, group.All, Enumerable.Range(0, i + 1).Max(from => Enumerable.Range(i, groups.Count - i).Min(to => Mean(from, to)))))];

        double Mean(int from, int to) => groups[from..(to + 1)].Sum(group => group.Right) / (double)groups[from..(to + 1)].Sum(group => group.All);
    }

    private static List<Judged> Drawn(int count, double slope, double offset, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var confidence = 0.5 + (random.NextDouble() * 0.495);
            var chance = 1 / (1 + Math.Exp(-((slope * Math.Log(confidence / (1 - confidence))) + offset)));
            return new Judged(confidence, random.NextDouble() < chance);
        })];
    }

    private sealed class Same : ICalibration
    {
        public Same(IReadOnlyCollection<Judged> rest, List<IReadOnlyCollection<Judged>> learned) => learned.Add(rest);

        public double Of(double confidence) => confidence;
    }
}
