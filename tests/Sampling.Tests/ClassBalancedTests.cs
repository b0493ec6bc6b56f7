namespace Assay.Sampling.Tests;

public sealed class ClassBalancedTests
{
    // the model takes 0 to 4 for label 0, 5 and 6 for label 1, none for label 2; the less sure the later
    private static readonly Pool Uneven = new()
    {
        Count = 7,
        Probabilities = Matrix.OfRows([[0.9f, 0.05f, 0.05f], [0.8f, 0.1f, 0.1f], [0.7f, 0.2f, 0.1f], [0.6f, 0.3f, 0.1f], [0.5f, 0.4f, 0.1f], [0.1f, 0.8f, 0.1f], [0.2f, 0.7f, 0.1f]]),
    };

    [Fact]
    public void Labels_are_evened_out_the_least_sure_item_of_each_first()
    {
        var chosen = ClassBalanced.Instance.Select(Uneven, Budget.OfItems(7), 1);

        chosen.Where(item => item < 5).ShouldBe([4, 3, 2, 1, 0]);
        chosen.Where(item => item >= 5).ShouldBe([6, 5]);
        chosen.Take(4).Count(item => item >= 5).ShouldBe(2);
    }

    [Fact]
    public void Labels_that_are_there_already_count() =>
        ClassBalanced.Instance.Select(Uneven with { LabeledClasses = [1, 1, 1] }, Budget.OfItems(3), 1).ShouldBe([4, 3, 2]);

    [Fact]
    public void Several_labels_are_refused() =>
        Should.Throw<UnfitPool>(() => ClassBalanced.Instance.Select(Uneven with { SeveralLabels = true }, Budget.OfItems(3), 1)).Message.ShouldContain("one label an item");
}
