namespace Assay.Sampling.Tests;

public sealed class HybridTests
{
    [Fact]
    public void Of_two_heaps_the_one_with_more_uncertainty_comes_first()
    {
        var (pool, heaps) = Heaps([30, 30], [0.9f, 0.6f]);
        for (var seed = 0UL; seed < 10; seed++)
            Hybrid.Instance.Select(pool, Budget.OfItems(2), seed).Select(item => heaps[item]).ShouldBe([1, 0]);
    }

    [Fact]
    public void A_label_in_a_heap_counts_for_less_uncertainty_by_the_square()
    {
        // 0.2 · 30 = 6 and 0.8 · 30 = 24: one label divides by 4, two by 9
        var (pool, heaps) = Heaps([30, 30], [0.9f, 0.6f], spread: 0);
        var inSecond = pool.Embeddings!.Take([30, 31]);

        First(pool).ShouldBe(1);
        First(pool with { LabeledEmbeddings = inSecond }).ShouldBe(0);
        First(pool with { LabeledEmbeddings = pool.Embeddings.Take([0]) }).ShouldBe(1);

        int First(Pool labeled) => heaps[Hybrid.Instance.Select(labeled, Budget.OfItems(1), 3)[0]];
    }

    [Fact]
    public void Within_a_heap_it_is_the_item_with_most_uncertainty_for_its_distance_to_others()
    {
        var random = new Random(6);
        for (var trial = 0; trial < 20; trial++)
        {
            var pool = new Pool { Count = 40, Embeddings = Matrix.OfRows([.. Enumerable.Range(0, 40).Select(_ => new[] { random.NextSingle(), random.NextSingle() })]), Probabilities = Pools.Chances(40, 3, random) };
            var scores = Margin.Instance.Score(pool);

            var chosen = Hybrid.Instance.Select(pool, Budget.OfItems(1), 1).ShouldHaveSingleItem();

            Value(chosen).ShouldBe(Enumerable.Range(0, 40).Max(Value), 1e-3);

            double Value(int item) => scores[item] / (1e-3 + Enumerable.Range(0, 40).Where(other => other != item).Select(other => Distance(pool.Embeddings!, item, other)).Order().Take(20).Average());
        }
    }

    [Fact]
    public void Before_a_model_knows_anything_it_does_what_the_cold_start_does()
    {
        var (pool, heaps) = Heaps([30, 20, 10], [0.5f, 0.5f, 0.5f]);

        Hybrid.Instance.Select(pool, Budget.OfItems(3), 2).ShouldBe(TypiClust.Instance.Select(pool, Budget.OfItems(3), 2));
        heaps[Hybrid.Instance.Select(pool, Budget.OfItems(3), 2)[0]].ShouldBe(0);
    }

    [Fact]
    public void A_model_that_is_sure_of_everything_is_still_given_its_items()
    {
        var (pool, _) = Heaps([20, 20], [1, 1]);
        Hybrid.Instance.Select(pool, Budget.OfItems(40), 2).Count.ShouldBe(40);
    }

    /// <summary>Heaps far apart; in each all items have the same chance of the first of two labels.</summary>
    private static (Pool Pool, int[] Heaps) Heaps(int[] sizes, float[] chances, float spread = 1)
    {
        var random = new Random(7);
        int[] heaps = [.. sizes.SelectMany((size, heap) => Enumerable.Repeat(heap, size))];
        var pool = new Pool
        {
            Count = heaps.Length,
            Embeddings = Matrix.OfRows([.. heaps.Select(heap => new[] { 100f * heap + spread * random.NextSingle(), spread * random.NextSingle() })]),
            Probabilities = Matrix.OfRows([.. heaps.Select(heap => new[] { chances[heap], 1 - chances[heap] })]),
        };
        return (pool, heaps);
    }

    private static double Distance(Matrix points, int item, int other) =>
        Math.Sqrt(points.Row(item).ToArray().Zip(points.Row(other).ToArray()).Sum(pair => ((double)pair.First - pair.Second) * ((double)pair.First - pair.Second)));
}
