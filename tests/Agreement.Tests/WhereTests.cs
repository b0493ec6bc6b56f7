using Assay.Model;

namespace Assay.Agreement.Tests;

/// <summary>Where the disagreement lies: by label, by item, by person.</summary>
public sealed class WhereTests
{
    private static readonly Votes Some = Votes.OfRows([[0, 0, 0], [1, 1, 2], [2, 1, -1], [0, 0, 1], [3, -1, -1]], 5);

    [Fact]
    public void A_label_against_the_rest_has_the_alpha_of_the_votes_with_all_others_made_one()
    {
        var random = new Random(1);
        int[][] rows = [.. Enumerable.Range(0, 300).Select(_ => random.Next(4)).Select(truth =>
            Enumerable.Range(0, 3).Select(_ => random.Next(6) == 0 ? -1 : random.Next(3) == 0 ? random.Next(4) : truth).ToArray())];
        foreach (var label in LabelAgreements.Of(Votes.OfRows(rows, 4)))
        {
            int[][] two = [.. rows.Select(row => row.Select(category => category < 0 ? -1 : category == label.Category ? 1 : 0).ToArray())];
            var expected = KrippendorffAlpha.Instance.Measure(Votes.OfRows(two, 2));
            label.Alpha.Value!.Value.ShouldBe(expected.Value!.Value, 1e-12);
            label.Alpha.StandardError!.Value.ShouldBe(expected.StandardError!.Value, 1e-12);
            label.Alpha.Interval!.Value.Low.ShouldBe(expected.Interval!.Value.Low, 1e-12);
            label.Votes.ShouldBe(rows.Where(row => row.Count(category => category >= 0) > 1).Sum(row => row.Count(category => category == label.Category)));
        }
    }

    [Fact]
    public void Specific_agreement_is_counted_by_hand()
    {
        var labels = LabelAgreements.Of(Some);

        // label 0: three votes that agree with 2 of 2 others, two with 1 of 2: (3 · 1 + 2 · ½) / 5
        labels[0].Specific.Value!.Value.ShouldBe(0.8, 1e-12);
        // label 1: two with 1 of 2, one of two votes, one of three alone: (2 · ½ + 0 + 0) / 4
        labels[1].Specific.Value!.Value.ShouldBe(0.25, 1e-12);
        labels[2].Specific.Value.ShouldBe(0);
        labels[3].Specific.ShouldBe(Coefficient.NotDefined(LabelAgreements.NeverGiven, 0));
        labels[4].Votes.ShouldBe(0);
    }

    [Fact]
    public void The_worst_items_come_first_and_agreeing_ones_not_at_all()
    {
        var worst = ItemDisagreements.Worst(Some, Scale.Nominal, 10);

        worst.Select(each => each.Item).ShouldBe([2, 1, 3]);
        worst.Select(each => Math.Round(each.Observed, 3)).ShouldBe([1, 0.667, 0.667]);
        ItemDisagreements.Worst(Some, Scale.Nominal, 1).ShouldBe([worst[0]]);
        ItemDisagreements.Worst(Some, Scale.Nominal, 0).ShouldBeEmpty();
    }

    [Theory, InlineData(Level.Nominal), InlineData(Level.Ordinal), InlineData(Level.Interval), InlineData(Level.Ratio)]
    public void What_the_items_disagree_beyond_chance_adds_up_to_alpha(Level level)
    {
        var scale = Scale.Of(level, [1, 2, 4, 8, 9]);
        var alpha = KrippendorffAlpha.Instance.Measure(Some, scale).Value!.Value;

        // 11 votes on items with two or more
        (1 - ItemDisagreements.Worst(Some, scale, 100).Sum(each => each.Votes * each.AgainstChance) / 11).ShouldBe(alpha, 1e-12);
    }

    [Fact]
    public void One_person_is_set_against_another_or_against_the_final_labels()
    {
        ConfusionTable.OfPair(Some, 0, 2).ToRows().ShouldBe([[1, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]]);
        ConfusionTable.OfPair(Some, 2, 0)[1, 0].ShouldBe(1);

        var against = ConfusionTable.Against(Some, annotator: 1, final: [0, 1, 2, -1, 3]);
        (against.Total, against[0, 0], against[1, 1], against[2, 1]).ShouldBe((3, 1, 1, 1));
        Should.Throw<ArgumentException>(() => ConfusionTable.Against(Some, 0, [0]));
    }

    [Fact]
    public void Specific_agreement_alone_is_the_one_told_with_alpha() =>
        LabelAgreements.Specific(Some).ShouldBe(LabelAgreements.Of(Some).Select(label => label.Specific));

    [Fact]
    public void A_member_of_sets_has_the_specific_agreement_of_holding_it()
    {
        var random = new Random(2);
        int[][] sets = [[], [0], [1], [0, 1], [2], [0, 1, 2]];
        int[][] rows = [.. Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 4).Select(_ => random.Next(-1, sets.Length)).ToArray())];
        var specific = LabelAgreements.Specific(Votes.OfRows(rows, sets.Length), sets, 4);
        for (var member = 0; member < 4; member++)
        {
            int[][] holds = [.. rows.Select(row => row.Select(set => set < 0 ? -1 : sets[set].Contains(member) ? 1 : 0).ToArray())];
            var expected = LabelAgreements.Of(Votes.OfRows(holds, 2))[1].Specific;
            specific[member].Undefined.ShouldBe(expected.Undefined);
            specific[member].Items.ShouldBe(expected.Items);
            if (expected.Value is { } value)
                specific[member].Value!.Value.ShouldBe(value, 1e-12);
        }
        specific[3].Undefined.ShouldBe(LabelAgreements.NeverGiven);
        Should.Throw<ArgumentException>(() => LabelAgreements.Specific(Some, sets, 4)).Message.ShouldContain("6 sets for 5 categories");
        Should.Throw<ArgumentException>(() => LabelAgreements.Specific(Votes.OfRows(rows, sets.Length), sets, 2));
    }

    [Fact]
    public void The_worst_items_by_a_distance_of_zero_and_one_are_those_by_name()
    {
        var byName = ItemDisagreements.Worst(Some, Scale.Nominal, 10);
        var byDistance = ItemDisagreements.Worst(Some, (a, b) => a == b ? 0 : 1, 10);

        byDistance.Select(each => (each.Item, each.Votes)).ShouldBe(byName.Select(each => (each.Item, each.Votes)));
        foreach (var (found, expected) in byDistance.Zip(byName))
        {
            found.Observed.ShouldBe(expected.Observed, 1e-12);
            found.AgainstChance.ShouldBe(expected.AgainstChance, 1e-12);
        }
    }

    [Theory, InlineData(Level.Nominal), InlineData(Level.Ordinal)]
    public void Alpha_measured_quickly_has_the_same_value_and_the_interval_of_its_standard_error(Level level)
    {
        var scale = Scale.Of(level, [1, 2, 4, 8, 9]);
        var (slow, quick) = (KrippendorffAlpha.Instance.Measure(Some, scale), KrippendorffAlpha.MeasureQuickly(Some, scale));

        (quick.Value, quick.StandardError, quick.Items).ShouldBe((slow.Value, slow.StandardError, slow.Items));
        quick.Interval!.Value.High.ShouldBe(Math.Min(1, quick.Value!.Value + 1.959963984540054 * quick.StandardError!.Value), 1e-12);
    }
}
