using Assay.Learning.Acceptance;
using CsCheck;

namespace Assay.Learning.Tests.Acceptance;

/// <summary>Expected values: the defining sums and their roots with 60 digits (mpmath 1.3).</summary>
public sealed class BinomialTests
{
    [Theory]
    [InlineData(0, 10, 0.1, 0.3486784401)]
    [InlineData(3, 20, 0.1, 0.86704667656566492)]
    [InlineData(0, 299, 0.01, 0.049536256637662481)]
    [InlineData(5, 1000, 0.01, 0.066139511607251974)]
    [InlineData(50, 1000, 0.05, 0.53752904080142772)]
    [InlineData(61, 1000, 0.05, 0.9488904409581156)]
    [InlineData(900, 100000, 0.01, 0.00066084133345015261)]
    [InlineData(1100, 100000, 0.01, 0.99917903008933866)]
    [InlineData(20, 1000000, 0.0001, 1.8994518237509434e-22)]
    [InlineData(7, 10, 0.9, 0.0701908264)]
    [InlineData(12345, 50000, 0.25, 0.05513169662334331)]
    public void The_chance_of_at_most_so_many_is_exact(int wrong, int items, double rate, double expected) =>
        (Binomial.AtMost(wrong, items, rate) / expected).ShouldBe(1, 2e-13);

    [Theory]
    [InlineData(0, 10, 0.975, 0, 0.308497107818761)]
    [InlineData(1, 10, 0.975, 0.00252857854446178, 0.445016117028195)]
    [InlineData(5, 10, 0.975, 0.187086028447399, 0.812913971552601)]
    [InlineData(0, 299, 0.95, 0, 0.00996914679289927)]
    [InlineData(3, 400, 0.95, 0.00204725866737227, 0.0192692292830882)]
    [InlineData(17, 1234, 0.9, 0.00972102788757648, 0.0190784577524397)]
    [InlineData(100, 10000, 0.99, 0.00782975304656695, 0.0125675820486918)]
    public void Limits_are_those_of_Clopper_and_Pearson(int wrong, int items, double confidence, double low, double high)
    {
        Binomial.LowerLimit(wrong, items, confidence).ShouldBe(low, 1e-13);
        Binomial.UpperLimit(wrong, items, confidence).ShouldBe(high, 1e-13);
        Binomial.Interval(wrong, items, (2 * confidence) - 1).ShouldBe((Binomial.LowerLimit(wrong, items, confidence), Binomial.UpperLimit(wrong, items, confidence)));
    }

    [Fact]
    public void Without_items_nothing_is_known()
    {
        Binomial.AtMost(0, 0, 0.3).ShouldBe(1);
        Binomial.Interval(0, 0).ShouldBe((0, 1));
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1, 0)]
    [InlineData(3, 1, 0)]
    [InlineData(5, 1, 1)]
    public void Where_all_or_none_are_wrong_there_is_no_chance(int wrong, double rate, double expected) => Binomial.AtMost(wrong, 5, rate).ShouldBe(expected);

    [Fact]
    public void Chances_of_all_numbers_sum_to_one() => Gen.Select(Gen.Int[0, 400], Gen.Double[0.0001, 0.9999]).Sample(
        (items, rate) => Math.Abs(Enumerable.Range(0, items + 1).Sum(wrong => Binomial.Exactly(wrong, items, rate)) - 1) < 1e-11, seed: "0000KNIeXpO5", iter: 300);

    [Theory]
    [InlineData(-1, 5, 0.5)]
    [InlineData(6, 5, 0.5)]
    [InlineData(1, 5, double.NaN)]
    [InlineData(1, 5, 1.1)]
    public void What_cannot_be_is_refused(int wrong, int items, double rate) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Binomial.AtMost(wrong, items, rate));

    [Theory]
    [InlineData(0, 0.01, 0.05, 299)]
    [InlineData(0, 0.02, 0.05, 149)]
    [InlineData(1, 0.02, 0.05, 236)]
    [InlineData(5, 0.02, 0.1, 462)]
    [InlineData(0, 0.05, 0.1, 45)]
    [InlineData(3, 0.01, 0.05, 773)]
    public void The_fewest_audits_that_bear_a_promise_out(int wrong, double epsilon, double delta, int expected) =>
        new ErrorTarget(epsilon, delta).AuditsFor(wrong).ShouldBe(expected);
}
