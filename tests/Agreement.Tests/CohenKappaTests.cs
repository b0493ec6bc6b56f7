using System.Text.Json;
using Assay.Model;

namespace Assay.Agreement.Tests;

public sealed class CohenKappaTests
{
    [Fact]
    public void Cohen_1960_two_clinicians_diagnose_200_patients()
    {
        // Cohen (1960), table 1: κ = .492
        var kappa = CohenKappa.Of(Table([88, 14, 18], [10, 40, 10], [2, 6, 12]));

        kappa.Value!.Value.ShouldBe(0.492, 0.0005);
        kappa.Items.ShouldBe(200);
        kappa.Undefined.ShouldBeNull();
    }

    [Fact]
    public void Fleiss_Cohen_and_Everitt_1969_standard_error_as_in_the_documentation_of_statsmodels()
    {
        // statsmodels 0.14, stats.inter_rater.cohens_kappa on the table of Fleiss, Levin and Paik (2003), "Statistical Methods for Rates and
        // Proportions", table 18.1 (100 cases): kappa 0.6765, ASE 0.0877, 95 % 0.5046 to 0.8484 (from test_inter_rater.py, there out of SAS)
        var kappa = CohenKappa.Of(Table([75, 1, 4], [5, 4, 1], [0, 0, 10]));

        kappa.Value!.Value.ShouldBe(0.6765, 0.00005);
        kappa.StandardError!.Value.ShouldBe(0.0877, 0.00005);
        kappa.Interval!.Value.Low.ShouldBe(0.5046, 0.00005);
        kappa.Interval!.Value.High.ShouldBe(0.8484, 0.00005);
    }

    [Fact]
    public void The_reference_tables_to_nine_digits()
    {
        foreach (var reference in ReferenceCases.All().Where(reference => reference.Kind == "confusion"))
        {
            var kappa = CohenKappa.Of(reference.Table());
            kappa.Value!.Value.ShouldBe(reference.Number("cohen")!.Value, 1e-9, reference.Name);
            kappa.StandardError!.Value.ShouldBe(reference.Number("cohen_se")!.Value, 1e-9, reference.Name);
            CohenKappa.StandardErrorByChance(reference.Table())!.Value.ShouldBe(reference.Number("cohen_se0")!.Value, 1e-9, reference.Name);
        }
    }

    [Fact]
    public void Every_pair_of_the_reference_cases_to_nine_digits_and_undefined_where_they_are()
    {
        var (measured, undefined) = (0, 0);
        foreach (var reference in ReferenceCases.All().Where(reference => reference.Expected.TryGetProperty("pairwise", out _)))
        {
            var votes = reference.Votes();
            var pairs = AnnotatorPairs.Of(votes).ToDictionary(pair => $"{pair.First}-{pair.Second}");
            foreach (var expected in reference.Expected.GetProperty("pairwise").EnumerateObject())
            {
                var where = $"{reference.Name} {expected.Name}";
                if (expected.Value.ValueKind == JsonValueKind.Null)
                {
                    // no item in common
                    pairs.ShouldNotContainKey(expected.Name, where);
                    continue;
                }
                var pair = pairs[expected.Name];
                pair.Items.ShouldBe(expected.Value.GetProperty("n").GetInt32(), where);
                pair.Percent.Value!.Value.ShouldBe(expected.Value.GetProperty("agreement").GetDouble(), 1e-9, where);
                if (expected.Value.GetProperty("cohen") is { ValueKind: JsonValueKind.Number } cohen)
                {
                    pair.Kappa.Value.ShouldNotBeNull(where).ShouldBe(cohen.GetDouble(), 1e-9, where);
                    measured++;
                }
                else
                {
                    pair.Kappa.Undefined.ShouldBe(Undefined.OneCategory, where);
                    undefined++;
                }
            }
        }
        (measured, undefined).ShouldSatisfyAllConditions(() => measured.ShouldBeGreaterThan(100), () => undefined.ShouldBeGreaterThan(0));
    }

    [Fact]
    public void Nothing_in_common_is_undefined_not_zero()
    {
        CohenKappa.Of([], [], 3).ShouldBe(Coefficient.NotDefined(Undefined.NoSharedItems, 0));
        CohenKappa.Of(new ConfusionTable(3)).ShouldBe(Coefficient.NotDefined(Undefined.NoSharedItems, 0));
        CohenKappa.Instance.Measure(Votes.OfRows([[0, -1], [-1, 1]], 2)).ShouldBe(Coefficient.NotDefined(Undefined.NoSharedItems, 0));
    }

    [Fact]
    public void One_category_throughout_is_undefined_not_one() =>
        CohenKappa.Of([1, 1, 1], [1, 1, 1], 2).ShouldBe(Coefficient.NotDefined(Undefined.OneCategory, 3));

    [Fact]
    public void One_person_with_one_category_and_another_with_two_is_zero_by_definition() =>
        CohenKappa.Of([0, 0, 0, 0], [0, 0, 1, 0], 2).Value.ShouldBe(0);

    [Fact]
    public void One_disagreement_between_two_constant_people_is_zero_by_definition() =>
        CohenKappa.Of([0, 0], [1, 1], 2).Value.ShouldBe(0);

    [Fact]
    public void Three_people_have_no_single_kappa() =>
        CohenKappa.Instance.Measure(Votes.OfRows([[0, 1, 0]], 2)).ShouldBe(Coefficient.NotDefined(Undefined.NotTwoAnnotators, 0));

    [Fact]
    public void Perfect_agreement_on_few_items_has_a_wide_interval_and_not_none()
    {
        var four = CohenKappa.Of([0, 1, 0, 1], [0, 1, 0, 1], 2);
        four.Value.ShouldBe(1);
        four.StandardError.ShouldBeNull();
        four.Interval!.Value.High.ShouldBe(1);
        // Wilson's lower end at 4 of 4 is 4 / (4 + 1.96²) = 0.5101; (0.5101 − 0.5) / 0.5
        four.Interval!.Value.Low.ShouldBe(0.0202, 0.0001);

        int[] many = [.. Enumerable.Range(0, 400).Select(i => i % 2)];
        CohenKappa.Of(many, many, 2).Interval!.Value.Low.ShouldBeGreaterThan(0.97);
    }

    [Fact]
    public void The_order_in_which_votes_came_does_not_matter()
    {
        // the second person says one more than the first on many items, so that a pair turned round would change κ
        var random = new Random(5);
        int[] item = [.. Enumerable.Range(0, 200).Select(v => v / 2)], annotator = [.. Enumerable.Range(0, 200).Select(v => v % 2)];
        int[] category = [.. Enumerable.Range(0, 200).Select(v => v % 2 == 0 ? v / 2 % 3 : (v / 2 + random.Next(2)) % 3)];
        int[] order = [.. Enumerable.Range(0, 200)];
        random.Shuffle(order);
        var straight = Votes.Of(item, annotator, category, 100, 2, 3);
        var shuffled = Votes.Of([.. order.Select(v => item[v])], [.. order.Select(v => annotator[v])], [.. order.Select(v => category[v])], 100, 2, 3);

        CohenKappa.Instance.Measure(shuffled).ShouldBe(CohenKappa.Instance.Measure(straight));
        AnnotatorPairs.Of(shuffled).ShouldBe(AnnotatorPairs.Of(straight));
    }

    [Fact]
    public void Few_votes_in_many_categories_measure_as_their_table_does()
    {
        var random = new Random(7);
        int[] first = [.. Enumerable.Range(0, 500).Select(_ => random.Next(40))], second = [.. first.Select(category => random.Next(3) == 0 ? random.Next(40) : category)];
        var (byVotes, byTable) = (CohenKappa.Of(first, second, 40), CohenKappa.Of(ConfusionTable.Of(first, second, 40)));

        byTable.Value!.Value.ShouldBe(byVotes.Value!.Value, 1e-12);
        byTable.StandardError!.Value.ShouldBe(byVotes.StandardError!.Value, 1e-12);
    }

    private static ConfusionTable Table(params long[][] rows)
    {
        var table = new ConfusionTable(rows.Length);
        foreach (var (row, columns) in rows.Index())
            foreach (var (column, count) in columns.Index()) table.Add(row, column, count);
        return table;
    }
}
