namespace Assay.Aggregation.Tests;

public sealed class MultiSelectTests
{
    [Fact]
    public void Each_label_is_decided_by_itself()
    {
        // three people on two items, nobody on the third
        var consensus = MultiSelect.Aggregate([0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2], [[0, 1], [0], [0, 2], [], [], [3]], 3, 3, 4, Majority.Instance);

        consensus.Answers[0].ShouldBe([0]);
        consensus.Answers[1].ShouldBe([]);
        consensus.Answers[2].ShouldBeNull();
        consensus.ByLabel[1].SoftLabels[0, 1].ShouldBe(1 / 3.0, 1e-12);
    }

    [Fact]
    public void Everyone_s_set_comes_back_by_any_method()
    {
        int[][] sets = [[0, 2], [1], [], [0, 1, 2], [2], [0], [1, 2], [0]];
        int[] item = [.. Enumerable.Range(0, sets.Length * 3).Select(v => v / 3)], annotator = [.. Enumerable.Range(0, sets.Length * 3).Select(v => v % 3)];
        foreach (var method in Aggregators.All)
            MultiSelect.Aggregate(item, annotator, [.. item.Select(i => sets[i])], sets.Length, 3, 3, method).Answers.ShouldBe(sets, method.Name);
    }

    [Fact]
    public void A_label_that_does_not_exist_is_refused() =>
        Should.Throw<ArgumentException>(() => MultiSelect.Aggregate([0], [0], [[4]], 1, 1, 3, Majority.Instance)).Message.ShouldContain("Answer 0 chooses label 4; there are 3.");
}
