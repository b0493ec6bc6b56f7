namespace Assay.Simulation.Tests;

public sealed class ConfusionTests
{
    private static readonly Confusion Habits = new(new Dictionary<string, IReadOnlyDictionary<string, double>>
    {
        ["spam"] = new Dictionary<string, double> { ["ham"] = 0.2, ["news"] = 0.1 },
    });

    [Fact]
    public void Mistakes_come_as_often_as_given()
    {
        var chance = new Random(7);
        var said = Enumerable.Range(0, 10_000).Select(_ => Habits.Say("spam", chance)).CountBy(label => label).ToDictionary();

        said["ham"].ShouldBeInRange(1850, 2150);
        said["news"].ShouldBeInRange(880, 1120);
        said["spam"].ShouldBeInRange(6800, 7200);
    }

    [Fact]
    public void A_label_without_mistakes_is_always_said_as_it_is() => Habits.Say("news", new Random(1)).ShouldBe("news");

    [Fact]
    public void Scaled_to_nothing_nobody_errs()
    {
        var never = Habits.Scaled(0);
        var chance = new Random(3);
        Enumerable.Range(0, 1000).ShouldAllBe(_ => never.Say("spam", chance) == "spam");
    }

    [Theory]
    [InlineData(0.7, 0.4)]
    [InlineData(-0.1, 0.4)]
    [InlineData(double.NaN, 0)]
    public void Chances_that_cannot_be_are_refused(double first, double second) => Should.Throw<ArgumentException>(() => new Confusion(
        new Dictionary<string, IReadOnlyDictionary<string, double>> { ["a"] = new Dictionary<string, double> { ["b"] = first, ["c"] = second } }));
}
