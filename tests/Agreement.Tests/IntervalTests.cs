using Assay.Model;

namespace Assay.Agreement.Tests;

/// <summary>Standard errors without a published value, and intervals, against brute force and against the truth of a simulation.</summary>
public sealed class IntervalTests
{
    public static TheoryData<string, Level> Measures => new()
    {
        { "krippendorff_alpha", Level.Nominal }, { "krippendorff_alpha", Level.Ordinal }, { "krippendorff_alpha", Level.Interval }, { "krippendorff_alpha", Level.Ratio },
        { "fleiss_kappa", Level.Nominal }, { "conger_kappa", Level.Nominal }, { "gwet_ac1", Level.Nominal }, { "gwet_ac2_linear", Level.Interval },
        { "brennan_prediger", Level.Nominal }, { "cohen_kappa_quadratic", Level.Interval },
    };

    [Theory, MemberData(nameof(Measures))]
    public void The_standard_error_is_that_of_leaving_out_each_item_in_turn(string name, Level level)
    {
        // the jackknife (Tukey 1958) recomputes everything 150 times and knows no formula; the two differ by O(1/n)
        var rows = Rows(150, people: name == "cohen_kappa_quadratic" ? 2 : 4, seed: 5);
        var scale = Scale.Of(level, [1, 2, 4, 5]);
        var coefficient = Coefficients.Find(name)!;
        var measured = coefficient.Measure(Votes.OfRows(rows, 4), scale);

        double[] without = [.. rows.Select((_, i) => coefficient.Measure(Votes.OfRows([.. rows[..i], .. rows[(i + 1)..]], 4), scale).Value!.Value)];
        var mean = without.Average();
        var jackknife = Math.Sqrt(without.Sum(value => (value - mean) * (value - mean)) * (rows.Length - 1) / rows.Length);
        measured.StandardError!.Value.ShouldBe(jackknife, 0.03 * jackknife);
    }

    [Theory, MemberData(nameof(Measures))]
    public void The_interval_is_about_two_standard_errors_to_each_side_of_many_items(string name, Level level)
    {
        var measured = Coefficients.Find(name)!.Measure(
            Votes.OfRows(Rows(3_000, people: name == "cohen_kappa_quadratic" ? 2 : 4, seed: 6), 4), Scale.Of(level, [1, 2, 4, 5]));
        var error = measured.StandardError!.Value;

        measured.Interval!.Value.Low.ShouldBe(measured.Value!.Value - 1.96 * error, 0.25 * error);
        measured.Interval!.Value.High.ShouldBe(measured.Value!.Value + 1.96 * error, 0.25 * error);
    }

    [Theory, InlineData("krippendorff_alpha", Level.Ordinal), InlineData("conger_kappa", Level.Nominal), InlineData("gwet_ac1", Level.Nominal)]
    public void The_interval_of_sixty_items_covers_the_truth_nearly_as_often_as_it_promises(string name, Level level)
    {
        var people = name == "cohen_kappa_quadratic" ? 2 : 4;
        var scale = Scale.Of(level, [1, 2, 4, 5]);
        var coefficient = Coefficients.Find(name)!;
        var truth = coefficient.Measure(Votes.OfRows(Rows(200_000, people, seed: 1), 4), scale).Value!.Value;
        var covered = Enumerable.Range(100, 200).Count(seed =>
            coefficient.Measure(Votes.OfRows(Rows(60, people, seed), 4), scale).Interval is { } interval && interval.Low <= truth && truth <= interval.High);

        // 190 of 200 promised; percentiles and the normal interval of 60 items cover a little less
        covered.ShouldBeInRange(178, 199);
    }

    [Fact]
    public void Perfect_agreement_on_few_items_keeps_an_interval_with_width()
    {
        var votes = Votes.OfRows([[0, 0], [1, 1], [2, 2], [0, 0]], 3);
        foreach (var coefficient in Coefficients.All)
        {
            var measured = coefficient.Measure(votes, Scale.Ranks(3));
            measured.StandardError.ShouldBeNull(coefficient.Name);
            measured.Interval!.Value.High.ShouldBe(1, 1e-12, coefficient.Name);
            measured.Interval!.Value.Low.ShouldBeLessThan(0.6, coefficient.Name);
        }
    }

    [Fact]
    public void More_kinds_of_items_than_are_resampled_take_the_normal_interval()
    {
        var random = new Random(8);
        int[][] rows = [.. Enumerable.Range(0, 5_000).Select(_ => random.Next(900)).Select(value => new[] { value, Math.Clamp(value + random.Next(-40, 41), 0, 899) })];
        var measured = KrippendorffAlpha.Instance.Measure(Votes.OfRows(rows, 900), Scale.Ranks(900));

        var (value, error) = (measured.Value!.Value, measured.StandardError!.Value);
        measured.Interval!.Value.Low.ShouldBe(value - 1.959964 * error, 1e-6);
        measured.Interval!.Value.High.ShouldBe(value + 1.959964 * error, 1e-6);
    }

    // each person says what the item is three times in four, else anything; a fifth of the votes is missing
    private static int[][] Rows(int items, int people, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, items).Select(_ => random.Next(10) < 4 ? 0 : random.Next(4)).Select(truth =>
            Enumerable.Range(0, people).Select(_ => random.Next(5) == 0 ? -1 : random.Next(4) < 3 ? truth : random.Next(4)).ToArray())];
    }
}
