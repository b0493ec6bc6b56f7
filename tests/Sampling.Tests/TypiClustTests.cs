using Assay.Sampling.Distances;
using CsCheck;

namespace Assay.Sampling.Tests;

public sealed class TypiClustTests
{
    private static readonly int[] Sizes = [40, 25, 10];

    [Fact]
    public void Each_cluster_gives_its_most_typical_item_the_largest_cluster_first()
    {
        var (pool, heaps) = Heaps();
        for (var seed = 0UL; seed < 20; seed++)
        {
            var chosen = TypiClust.Instance.Select(pool, Budget.OfItems(3), seed);

            chosen.Select(item => heaps[item]).ShouldBe([0, 1, 2]);
            foreach (var item in chosen)
                item.ShouldBe(MostTypical(pool, [.. Enumerable.Range(0, pool.Count).Where(other => heaps[other] == heaps[item])]));
        }
    }

    [Fact]
    public void A_cluster_that_has_a_label_waits_for_those_without()
    {
        var (pool, heaps) = Heaps();
        pool = pool with { LabeledEmbeddings = pool.Embeddings!.Take([0]) };

        TypiClust.Instance.Select(pool, Budget.OfItems(2), 1).Select(item => heaps[item]).ShouldBe([1, 2]);
    }

    [Fact]
    public void Clusters_of_a_handful_come_last()
    {
        var random = new Random(3);
        int[] heaps = [.. Enumerable.Repeat(0, 3), .. Enumerable.Repeat(1, 30)];
        var pool = new Pool { Count = heaps.Length, Embeddings = Matrix.OfRows([.. heaps.Select(heap => new[] { 50f * heap + random.NextSingle(), random.NextSingle() })]) };

        TypiClust.Instance.Select(pool, Budget.OfItems(2), 1).Select(item => heaps[item]).First().ShouldBe(1);
    }

    [Fact]
    public void Every_point_is_in_the_cluster_whose_mean_is_nearest() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 6], Gen.Int[1, 8], Gen.Int[0, int.MaxValue - 1]).Sample((count, columns, number, seed) =>
        {
            var points = Pools.Points(count, columns, new Random(seed));
            var clusters = Clusters.Of(points, number, (ulong)seed, default);

            clusters.Centres.Rows.ShouldBeInRange(1, number);
            for (var item = 0; item < count; item++)
            {
                var distances = Enumerable.Range(0, clusters.Centres.Rows).Select(centre => Distance(points, item, clusters.Centres, centre)).ToList();
                distances[clusters.Nearest.Owners[item]].ShouldBe(distances.Min(), 1e-4);
            }
        });

    [Fact]
    public void Of_a_large_pool_a_sample_finds_the_means()
    {
        var random = new Random(2);
        var heaps = Enumerable.Range(0, 12_000).Select(_ => random.Next(4)).ToArray();
        var points = Matrix.OfRows([.. heaps.Select(heap => new[] { 30f * heap, random.NextSingle() })]);

        var clusters = Clusters.Of(points, 4, 5, default);

        Enumerable.Range(0, heaps.Length).GroupBy(item => clusters.Nearest.Owners[item]).ShouldAllBe(cluster => cluster.Select(item => heaps[item]).Distinct().Count() == 1);
    }

    private static (Pool Pool, int[] Heaps) Heaps()
    {
        var random = new Random(7);
        int[] heaps = [.. Sizes.SelectMany((size, heap) => Enumerable.Repeat(heap, size))];
        return (new Pool { Count = heaps.Length, Embeddings = Matrix.OfRows([.. heaps.Select(heap => new[] { 100f * heap + random.NextSingle(), random.NextSingle() })]) }, heaps);
    }

    private static int MostTypical(Pool pool, int[] members) => members.MinBy(item =>
        members.Where(other => other != item).Select(other => Distance(pool.Embeddings!, item, pool.Embeddings!, other)).Order().Take(20).Average());

    private static double Distance(Matrix some, int row, Matrix others, int other) =>
        Math.Sqrt(some.Row(row).ToArray().Zip(others.Row(other).ToArray()).Sum(pair => ((double)pair.First - pair.Second) * ((double)pair.First - pair.Second)));
}
