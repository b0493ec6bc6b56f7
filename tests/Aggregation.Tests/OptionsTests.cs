using Assay.Model;

namespace Assay.Aggregation.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Someone_may_vote_twice_and_both_count() =>
        Majority.Instance.Aggregate(Votes.Of([0, 0, 0], [0, 0, 1], [1, 1, 0], 1, 2, 2)).SoftLabels.Of(0).ToArray().ShouldBe([1 / 3.0, 2 / 3.0], 1e-12);

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
