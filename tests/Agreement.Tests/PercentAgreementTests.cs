using Assay.Model;

namespace Assay.Agreement.Tests;

public sealed class PercentAgreementTests
{
    [Fact]
    public void Fleiss_1971_thirty_patients_six_psychiatrists()
    {
        // Fleiss (1971), p. 380: P̄ = .5556. Columns: depression, personality disorder, schizophrenia, neurosis, other
        int[][] counts =
        [
            [0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0], [2, 0, 4, 0, 0], [0, 0, 4, 0, 2], [2, 0, 3, 1, 0],
            [2, 0, 0, 4, 0], [0, 0, 0, 0, 6], [1, 0, 0, 5, 0], [1, 1, 0, 4, 0], [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1], [0, 0, 5, 0, 1],
            [3, 0, 0, 1, 2], [5, 1, 0, 0, 0], [0, 2, 0, 4, 0], [1, 0, 2, 0, 3], [0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0],
            [1, 0, 0, 4, 1], [0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6],
        ];
        int[][] rows = [.. counts.Select(row => row.Index().SelectMany(pair => Enumerable.Repeat(pair.Index, pair.Item)).ToArray())];

        var agreement = PercentAgreement.Instance.Measure(Votes.OfRows(rows, 5));

        agreement.Value!.Value.ShouldBe(0.5556, 0.00005);
        agreement.Items.ShouldBe(30);
    }

    [Fact]
    public void Two_people_with_one_difference_in_four_items()
    {
        var agreement = PercentAgreement.Instance.Measure(Votes.OfRows([[0, 0], [1, 1], [0, 1], [2, 2]], 3));

        agreement.Value.ShouldBe(0.75);
        // Wilson at 3 of 4, as R's prop.test(3, 4, correct = FALSE): 0.3006418 to 0.9544127
        agreement.Interval!.Value.Low.ShouldBe(0.3006418, 1e-7);
        agreement.Interval!.Value.High.ShouldBe(0.9544127, 1e-7);
    }

    [Fact]
    public void The_reference_cases_to_nine_digits()
    {
        foreach (var reference in ReferenceCases.All().Where(reference => reference.Kind == "raw"))
        {
            var votes = reference.Votes();
            // Gwet's p_a counts items with two votes or more, as ours; NLTK's average equals it where nothing is missing
            foreach (var name in new[] { "gwet_ac1_pa", "avg_observed_agreement" })
                if (reference.Number(name) is { } expected)
                    PercentAgreement.Instance.Measure(votes).Value.ShouldNotBeNull(reference.Name).ShouldBe(expected, 1e-9, $"{reference.Name} {name}");
        }
    }

    [Fact]
    public void Items_with_one_vote_do_not_enter()
    {
        var agreement = PercentAgreement.Instance.Measure(Votes.OfRows([[0, 0, 0], [1, -1, -1], [-1, -1, -1], [-1, 2, 1]], 3));

        agreement.Value.ShouldBe(0.5);
        agreement.Items.ShouldBe(2);
    }

    [Fact]
    public void No_item_with_two_votes_is_undefined() =>
        PercentAgreement.Instance.Measure(Votes.OfRows([[0, -1], [-1, 1]], 2)).ShouldBe(Coefficient.NotDefined(Undefined.NoSharedItems, 0));

    [Fact]
    public void The_bootstrap_interval_is_that_of_the_mean_s_normal_limit_on_many_items()
    {
        // three votes an item: 1 with chance 1/9 + …; items take the values 0, 1/3 and 1
        var random = new Random(11);
        int[][] rows = [.. Enumerable.Range(0, 20_000).Select(_ => new[] { random.Next(3), random.Next(3), random.Next(3) })];
        var agreement = PercentAgreement.Instance.Measure(Votes.OfRows(rows, 3));

        double[] values = [.. rows.Select(row => (Same(row[0], row[1]) + Same(row[0], row[2]) + Same(row[1], row[2])) / 3.0)];
        var (mean, error) = (values.Average(), Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / values.Length / values.Length));
        agreement.Value!.Value.ShouldBe(mean, 1e-12);
        agreement.Interval!.Value.Low.ShouldBe(mean - 1.96 * error, 0.15 * error);
        agreement.Interval!.Value.High.ShouldBe(mean + 1.96 * error, 0.15 * error);

        static int Same(int a, int b) => a == b ? 1 : 0;
    }

    [Fact]
    public void The_bootstrap_of_few_items_covers_as_often_as_it_promises_within_reason()
    {
        // 60 items of three votes, truth known: agreement of two votes is 0.8² + 0.2² = 0.68
        var random = new Random(3);
        var covered = 0;
        for (var trial = 0; trial < 400; trial++)
        {
            int[][] rows = [.. Enumerable.Range(0, 60).Select(_ => new[] { Vote(), Vote(), Vote() })];
            var interval = PercentAgreement.Instance.Measure(Votes.OfRows(rows, 2)).Interval!.Value;
            if (interval.Low <= 0.68 && 0.68 <= interval.High) covered++;
        }
        covered.ShouldBeInRange(365, 396);

        int Vote() => random.NextDouble() < 0.8 ? 1 : 0;
    }

    [Fact]
    public void Full_agreement_of_three_on_few_items_keeps_an_interval_with_width()
    {
        var agreement = PercentAgreement.Instance.Measure(Votes.OfRows([[0, 0, 0], [1, 1, 1], [0, 0, 0]], 2));

        agreement.Value.ShouldBe(1);
        agreement.Interval.ShouldBe(WilsonInterval.Of(1, 3));
        agreement.Interval!.Value.Low.ShouldBe(3 / (3 + 1.959964 * 1.959964), 1e-6);
    }

    [Fact]
    public void A_pair_is_measured_from_two_numbers()
    {
        PercentAgreement.OfPair(3, 4).Value.ShouldBe(0.75);
        PercentAgreement.OfPair(0, 0).Undefined.ShouldBe(Undefined.NoSharedItems);
    }
}
