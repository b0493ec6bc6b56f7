using Assay.WeakModels.Onnx.Gliner;

namespace Assay.WeakModels.Onnx.Tests;

public sealed class GreedyTests
{
    [Fact]
    public void The_likelier_of_two_that_share_a_word_is_kept()
    {
        Candidate[] given = [new(0, 2, 0, 0.6), new(2, 3, 1, 0.9), new(4, 4, 0, 0.55), new(2, 2, 0, 0.7)];
        Greedy.Keep(given, labelsFirst: false, nested: false).ShouldBe([given[1], given[2]]);
        Greedy.Keep(given, labelsFirst: false, nested: true).ShouldBe([given[1], given[3], given[2]], "one within another stays, one that crosses it does not");
    }

    [Fact]
    public void Equals_are_taken_in_the_order_of_the_model()
    {
        Candidate[] given = [new(0, 1, 0, 0.9), new(0, 0, 1, 0.9)];
        Greedy.Keep(given, labelsFirst: false, nested: false).ShouldBe([given[1]]);
        Greedy.Keep(given, labelsFirst: true, nested: false).ShouldBe([given[0]]);
        Greedy.Keep([new(3, 4, 1, 0.8), new(3, 4, 0, 0.8)], labelsFirst: false, nested: true).ShouldBe([new Candidate(3, 4, 0, 0.8)], "one span has one label");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_keeps_what_the_plain_loop_over_all_pairs_keeps(bool nested)
    {
        var random = new Random(5);
        for (var run = 0; run < 200; run++)
        {
            Candidate[] given = [.. Enumerable.Range(0, 60).Select(_ => (First: random.Next(30), Wide: random.Next(8))).Distinct().Select(one => new Candidate(one.First, one.First + one.Wide, 0, random.NextDouble()))];
            var plain = new List<Candidate>();
            foreach (var one in given.OrderByDescending(one => one.Score))
                if (plain.TrueForAll(other => one.Last < other.First || other.Last < one.First || nested && (other.First <= one.First && one.Last <= other.Last || one.First <= other.First && other.Last <= one.Last)))
                    plain.Add(one);
            Greedy.Keep(given, labelsFirst: false, nested).ShouldBe(plain, ignoreOrder: true);
        }
    }
}
