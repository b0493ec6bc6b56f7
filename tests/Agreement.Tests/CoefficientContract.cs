using Assay.Model;
using CsCheck;

namespace Assay.Agreement.Tests;

/// <summary>What every coefficient of the list promises, over generated votes of two to four people with gaps.</summary>
public sealed class CoefficientContract
{
    private static readonly Gen<(int[][] Rows, int Categories)> Tables = Gen.Select(Gen.Int[2, 4], Gen.Int[1, 4]).SelectMany((people, categories) =>
        Gen.Frequency((4, Gen.Int[0, categories - 1]), (1, Gen.Const(-1))).Array[people].Array[0, 12].Select(rows => (rows, categories)));

    /// <summary>Those whose chance counts the categories there are to choose from: one nobody takes is a choice nobody made.</summary>
    private static readonly string[] CountsChoices = ["brennan_prediger", "gwet_ac1", "gwet_ac2_linear", "gwet_ac2_quadratic", "gwet_ac2_ordinal"];

    /// <summary>Those for which items with one vote tell of habits: what these show can make chance agree more than the others ever did.</summary>
    private static readonly string[] HearsSingleVotes = ["fleiss_kappa", "conger_kappa"];

    /// <summary>Those of numbers only.</summary>
    private static readonly string[] OfNumbers = ["cohen_kappa_linear", "cohen_kappa_quadratic", "gwet_ac2_linear", "gwet_ac2_quadratic", "gwet_ac2_ordinal"];

    public static TheoryData<string> Names => [.. Coefficients.All.Select(coefficient => coefficient.Name)];

    [Fact]
    public void Names_differ_and_find_their_coefficient() =>
        Coefficients.All.Select(coefficient => Coefficients.Find(coefficient.Name)).ShouldBe(Coefficients.All);

    [Theory, MemberData(nameof(Names))]
    public void There_is_a_value_with_an_interval_around_it_or_a_reason_but_never_both(string name) => Each(name, (coefficient, rows, categories) =>
    {
        var measured = coefficient.Measure(Votes.OfRows(rows, categories));
        (measured.Value is null).ShouldBe(measured.Undefined is not null);
        (measured.Interval is null).ShouldBe(measured.Undefined is not null);
        if (measured is not { Value: { } value, Interval: { } interval }) return;
        var least = HearsSingleVotes.Contains(name) && rows.Any(row => row.Count(category => category >= 0) == 1) ? double.MinValue : -1;
        value.ShouldBeInRange(least, 1);
        interval.Low.ShouldBeInRange(least, value);
        interval.High.ShouldBeInRange(value, 1);
        measured.Items.ShouldBeGreaterThan(0);
    });

    [Theory, MemberData(nameof(Names))]
    public void Neither_the_order_of_items_nor_that_of_people_nor_the_numbers_of_categories_matter(string name) => Each(name, (coefficient, rows, categories) =>
    {
        var measured = coefficient.Measure(Votes.OfRows(rows, categories));
        int[][] other = [.. rows.Reverse().Select(row => row.Reverse().Select(category => category < 0 ? category : categories - 1 - category).ToArray())];
        ShouldEqual(coefficient.Measure(Votes.OfRows(other, categories)), measured);
    });

    [Theory, MemberData(nameof(Names))]
    public void Categories_nobody_used_and_items_nobody_answered_change_nothing(string name) => Each(name, (coefficient, rows, categories) =>
    {
        if (rows.Length == 0) return;
        int[] nobody = [.. Enumerable.Repeat(-1, rows[0].Length)];
        var unused = CountsChoices.Contains(name) ? 0 : 3;
        ShouldEqual(coefficient.Measure(Votes.OfRows([nobody, .. rows, nobody], categories + unused)), coefficient.Measure(Votes.OfRows(rows, categories)));
    });

    [Theory, InlineData("brennan_prediger"), InlineData("gwet_ac1")]
    public void A_choice_nobody_made_raises_the_coefficients_that_count_choices(string name) => Each(name, (coefficient, rows, categories) =>
    {
        var fewer = coefficient.Measure(Votes.OfRows(rows, categories)).Value;
        var more = coefficient.Measure(Votes.OfRows(rows, categories + 1)).Value;
        if (fewer is < 1) more!.Value.ShouldBeGreaterThanOrEqualTo(fewer.Value);
    });

    [Theory, MemberData(nameof(Names))]
    public void People_who_always_agree_on_several_categories_have_one(string name)
    {
        var votes = Votes.OfRows([[0, 0], [1, 1], [2, 2], [0, 0]], 3);
        var coefficient = Coefficients.Find(name)!;
        if (!OfNumbers.Contains(name)) coefficient.Measure(votes).Value.ShouldBe(1);
        foreach (var level in Enum.GetValues<Level>().Where(level => level > Level.Nominal))
            coefficient.Measure(votes, Scale.Of(level, [5, 2, 9])).Value!.Value.ShouldBe(1, 1e-12);
    }

    [Theory, MemberData(nameof(Names))]
    public void At_every_level_of_measurement_the_order_of_items_and_people_changes_nothing(string name) => Each(name, (coefficient, rows, categories) =>
    {
        foreach (var level in Enum.GetValues<Level>())
        {
            var scale = Scale.Of(level, Enumerable.Range(0, categories).Select(category => (double)((category * 7 + 3) % 5)));
            var measured = coefficient.Measure(Votes.OfRows(rows, categories), scale);
            ShouldEqual(coefficient.Measure(Votes.OfRows([.. rows.Reverse().Select(row => row.Reverse().ToArray())], categories), scale), measured);
            if (measured is { Value: { } value, Interval: { } interval }) interval.Low.ShouldBeLessThanOrEqualTo(value);
            if (measured is { Value: { } same, Interval: { } around }) around.High.ShouldBeInRange(same, 1);
        }
    }, cases: 100);

    [Theory, MemberData(nameof(Names))]
    public void Names_have_no_distances_so_coefficients_of_numbers_are_undefined_on_them(string name)
    {
        var measured = Coefficients.Find(name)!.Measure(Votes.OfRows([[0, 0], [1, 1], [1, 0]], 2));
        if (OfNumbers.Contains(name)) measured.Undefined.ShouldBe(Undefined.NeedsOrder);
        else measured.Undefined.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Names))]
    public void Votes_thrown_at_random_agree_as_by_chance(string name)
    {
        if (name == "percent_agreement") return;
        var random = new Random(42);
        int[][] rows = [.. Enumerable.Range(0, 20_000).Select(_ => new[] { random.Next(4), random.Next(4) })];
        var measured = Coefficients.Find(name)!.Measure(Votes.OfRows(rows, 4), Scale.Of(Level.Interval, [1, 2, 3, 4]));
        measured.Value!.Value.ShouldBe(0, 0.03);
        measured.Interval!.Value.Low.ShouldBeInRange(-0.06, 0.005);
        measured.Interval!.Value.High.ShouldBeInRange(-0.005, 0.06);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_same_votes_give_the_same_numbers(string name) => Each(name, (coefficient, rows, categories) =>
        coefficient.Measure(Votes.OfRows(rows, categories)).ShouldBe(coefficient.Measure(Votes.OfRows(rows, categories))));

    [Theory, MemberData(nameof(Names))]
    public void Someone_who_votes_twice_on_an_item_is_refused_by_name(string name) =>
        Should.Throw<ArgumentException>(() => Coefficients.Find(name)!.Measure(Votes.Of([0, 1, 1], [0, 1, 1], [0, 0, 0], 2, 2, 1)))
            .Message.ShouldStartWith("Annotator 1 voted twice on item 1.");

    [Theory, MemberData(nameof(Names))]
    public void No_votes_at_all_are_undefined(string name)
    {
        Coefficients.Find(name)!.Measure(Votes.OfRows([], 2)).Undefined.ShouldNotBeNull();
        Coefficients.Find(name)!.Measure(Votes.Of([], [], [], 0, 0, 0)).Undefined.ShouldNotBeNull();
        Coefficients.Find(name)!.Measure(Votes.OfRows([[0], [1]], 2)).Undefined.ShouldNotBeNull();
    }

    private static void ShouldEqual(Coefficient measured, Coefficient expected)
    {
        measured.Undefined.ShouldBe(expected.Undefined);
        measured.Items.ShouldBe(expected.Items);
        if (expected is not { Value: { } value, Interval: { } interval }) return;
        measured.Value!.Value.ShouldBe(value, 1e-12);
        measured.Interval!.Value.Low.ShouldBe(interval.Low, 1e-12);
        measured.Interval!.Value.High.ShouldBe(interval.High, 1e-12);
    }

    private static void Each(string name, Action<ICoefficient, int[][], int> property, int cases = 500)
    {
        var random = new PCG(1, 1960);
        for (var i = 0; i < cases; i++)
        {
            var (rows, categories) = Tables.Generate(random, null, out _);
            try
            {
                property(Coefficients.Find(name)!, rows, categories);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"case {i}: {string.Join(" ", rows.Select(row => string.Join(",", row)))}\n{e.Message}", e);
            }
        }
    }
}
