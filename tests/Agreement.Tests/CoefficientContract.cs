using CsCheck;

namespace Assay.Agreement.Tests;

/// <summary>What every coefficient of the list promises, over generated votes of two to four people with gaps.</summary>
public sealed class CoefficientContract
{
    private static readonly Gen<(int[][] Rows, int Categories)> Tables = Gen.Select(Gen.Int[2, 4], Gen.Int[1, 4]).SelectMany((people, categories) =>
        Gen.Frequency((4, Gen.Int[0, categories - 1]), (1, Gen.Const(-1))).Array[people].Array[0, 12].Select(rows => (rows, categories)));

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
        value.ShouldBeInRange(-1, 1);
        interval.Low.ShouldBeInRange(-1, value);
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
        ShouldEqual(coefficient.Measure(Votes.OfRows([nobody, .. rows, nobody], categories + 3)), coefficient.Measure(Votes.OfRows(rows, categories)));
    });

    [Theory, MemberData(nameof(Names))]
    public void People_who_always_agree_on_several_categories_have_one(string name)
    {
        var votes = Votes.OfRows([[0, 0], [1, 1], [2, 2], [0, 0]], 3);
        Coefficients.Find(name)!.Measure(votes).Value.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_same_votes_give_the_same_numbers(string name) => Each(name, (coefficient, rows, categories) =>
        coefficient.Measure(Votes.OfRows(rows, categories)).ShouldBe(coefficient.Measure(Votes.OfRows(rows, categories))));

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

    private static void Each(string name, Action<ICoefficient, int[][], int> property)
    {
        var random = new PCG(1, 1960);
        for (var i = 0; i < 500; i++)
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
