namespace Assay.Aggregation.Tests;

public sealed class VotesTests
{
    [Fact]
    public void Votes_are_found_by_item_and_by_person_whatever_their_order()
    {
        var votes = Votes.Of([2, 0, 2], [1, 0, 0], [5, 3, 4], items: 3, annotators: 3, categories: 6);

        (votes.Items, votes.Annotators, votes.Categories, votes.Count).ShouldBe((3, 3, 6, 3));
        votes.CategoriesOf(0).ToArray().ShouldBe([3]);
        votes.CategoriesOf(1).ToArray().ShouldBeEmpty();
        votes.CategoriesOf(2).ToArray().ShouldBe([5, 4]);
        votes.AnnotatorsOf(2).ToArray().ShouldBe([1, 0]);
        votes.ItemsOf(0).ToArray().ShouldBe([0, 2]);
        votes.CategoriesBy(0).ToArray().ShouldBe([3, 4]);
        votes.ItemsOf(2).ToArray().ShouldBeEmpty();
    }

    [Fact]
    public void Someone_may_vote_twice_and_both_count() =>
        Majority.Instance.Aggregate(Votes.Of([0, 0, 0], [0, 0, 1], [1, 1, 0], 1, 2, 2)).SoftLabels.Of(0).ToArray().ShouldBe([1 / 3.0, 2 / 3.0], 1e-12);

    [Fact]
    public void A_number_outside_its_range_is_refused_with_its_place()
    {
        Should.Throw<ArgumentException>(() => Votes.Of([0, 2], [0, 0], [0, 0], 2, 1, 1)).Message.ShouldContain("Vote 1");
        Should.Throw<ArgumentException>(() => Votes.Of([0], [0], [-1], 1, 1, 1));
        Should.Throw<ArgumentException>(() => Votes.Of([0, 0], [0], [0], 1, 1, 1));
        Should.Throw<ArgumentException>(() => Votes.OfRows([[0, 1], [0]], 2));
    }

    [Fact]
    public void Options_and_warm_starts_that_make_no_sense_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new AggregationOptions { MaxIterations = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new AggregationOptions { Tolerance = -1 });
        Should.Throw<ArgumentOutOfRangeException>(() => new AggregationOptions { Threads = 0 });
        Should.Throw<ArgumentException>(() => SoftLabels.Of([[0.5, 0.6]], 2)).Message.ShouldContain("Row 0");
        Should.Throw<ArgumentException>(() => SoftLabels.Of([[1]], 2));
        Should.Throw<ArgumentException>(() => DawidSkene.Instance.Aggregate(Votes.OfRows([[0, 1]], 3), new AggregationOptions { WarmStart = SoftLabels.Of([[1, 0]], 2) }))
            .Message.ShouldBe("The warm start has 2 categories, the votes 3. (Parameter 'options')");
    }
}
