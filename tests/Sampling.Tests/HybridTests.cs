namespace Assay.Sampling.Tests;

public sealed class HybridTests
{
    [Fact]
    public void Only_the_least_sure_are_candidates()
    {
        var pool = Pools.Of(400, 4, 5, 2) with { Duplicates = null };
        var scores = Margin.Instance.Score(pool);
        var least = scores.OrderDescending().ElementAt(10 * 8 - 1);
        for (var seed = 0UL; seed < 50; seed++)
            Hybrid.Instance.Select(pool, Budget.OfItems(8), seed).ShouldAllBe(item => scores[item] >= least);
    }

    [Fact]
    public void Of_two_equally_unsure_the_one_unlike_what_is_labeled_is_taken_far_more_often()
    {
        // the first two lie by the labeled item, the third is ten times as far away
        var pool = new Pool
        {
            Count = 3,
            Probabilities = Matrix.OfRows([[0.5f, 0.5f], [0.5f, 0.5f], [0.5f, 0.5f]]),
            Embeddings = Matrix.OfRows([[1, 0], [0, 1], [10, 0]]),
            LabeledEmbeddings = Matrix.OfRows([[0, 0]]),
        };

        var firsts = Enumerable.Range(0, 2_000).CountBy(seed => Hybrid.Instance.Select(pool, Budget.OfItems(1), (ulong)seed)[0]).ToDictionary();

        // squared distances 1, 1 and 100
        ((double)firsts[2]).ShouldBe(2_000 * 100 / 102.0, 25);
    }

    [Fact]
    public void Of_two_equally_far_the_less_sure_is_taken_more_often()
    {
        var pool = new Pool
        {
            Count = 2,
            Probabilities = Matrix.OfRows([[0.5f, 0.5f], [0.875f, 0.125f]]),
            Embeddings = Matrix.OfRows([[1, 0], [0, 1]]),
            LabeledEmbeddings = Matrix.OfRows([[0, 0]]),
        };

        var firsts = Enumerable.Range(0, 2_000).Count(seed => Hybrid.Instance.Select(pool, Budget.OfItems(1), (ulong)seed)[0] == 0);

        // scores 1 and 1/4
        ((double)firsts).ShouldBe(2_000 * 0.8, 70);
    }
}
