using Assay.Sampling.Distances;
using CsCheck;

namespace Assay.Sampling.Tests;

public sealed class KCenterTests
{
    [Fact]
    public void Each_choice_is_farthest_from_all_that_are_labeled_or_chosen() =>
        Gen.Select(Pools.Small, Gen.ULong).Sample((pool, seed) =>
        {
            pool = pool with { Duplicates = null };
            var chosen = KCenter.Instance.Select(pool, Budget.OfItems(pool.Count), seed);

            var centres = Enumerable.Range(0, pool.LabeledEmbeddings!.Rows).Select(row => pool.LabeledEmbeddings.Row(row).ToArray()).ToList();
            foreach (var (place, next) in chosen.Index())
            {
                if (centres.Count > 0)
                {
                    var farthest = Enumerable.Range(0, pool.Count).Except(chosen.Take(place)).Max(item => Radius(item));
                    Radius(next).ShouldBe(farthest, 1e-5);
                }

                centres.Add(pool.Embeddings!.Row(next).ToArray());
            }

            double Radius(int item) => centres.Min(centre => Distance(pool.Embeddings!.Row(item), centre));
        });

    [Fact]
    public void The_radius_is_at_most_twice_the_least_possible() =>
        Gen.Select(Gen.Int[3, 9], Gen.Int[1, 3], Gen.Int[0, int.MaxValue - 1]).Sample((count, items, seed) =>
        {
            var pool = new Pool { Count = count, Embeddings = Pools.Points(count, 2, new Random(seed)) };
            var all = Enumerable.Range(0, count).ToList();

            var radius = Radius(KCenter.Instance.Select(pool, Budget.OfItems(items), 1));

            radius.ShouldBeLessThanOrEqualTo(2 * Subsets(all, items).Min(Radius) + 1e-5);

            double Radius(IReadOnlyList<int> centres) => all.Max(item => centres.Min(centre => Distance(pool.Embeddings.Row(item), pool.Embeddings.Row(centre))));
        });

    [Theory]
    [InlineData(48)]
    [InlineData(65)]
    [InlineData(384)]
    public void Bytes_read_first_change_no_distance(int columns)
    {
        var random = new Random(columns);
        var points = Pools.Points(2_600, columns, random);
        var centres = Pools.Points(30, columns, random);
        var (coded, plain) = (new Nearest(points, true, default), new Nearest(points, false, default));
        coded.AddAll(centres);
        plain.AddAll(centres);
        for (var item = 0; item < 40; item++)
        {
            coded.Add(points.Row(item * 3));
            plain.Add(points.Row(item * 3));
            coded.Squared.SequenceEqual(plain.Squared).ShouldBeTrue($"after centre {item}");
        }

        for (var item = 0; item < points.Rows; item += 97)
        {
            var known = Enumerable.Range(0, 30).Select(row => centres.Row(row).ToArray()).Concat(Enumerable.Range(0, 40).Select(row => points.Row(row * 3).ToArray()));
            Math.Sqrt(plain.Squared[item]).ShouldBe(known.Min(centre => Distance(points.Row(item), centre)), 1e-3);
        }
    }

    [Fact]
    public void What_a_caller_has_barred_stays_barred()
    {
        var points = Pools.Points(2_600, 64, new Random(4));
        var nearest = new Nearest(points, true, default);
        nearest.Squared[7] = float.NegativeInfinity;
        nearest.Add(points.Row(1));
        nearest.Squared[7].ShouldBe(float.NegativeInfinity);
        nearest.Squared[8].ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public void Products_of_bytes_are_the_same_with_and_without_instructions_of_one_machine()
    {
        var points = Pools.Points(50, 96, new Random(6));
        var codes = ByteCodes.Of(points, default);
        for (var item = 1; item < 50; item++)
        {
            var probe = new Probe(points.Row(item - 1));
            codes.DotPortable(item, probe).ShouldBe(codes.Dot(item, probe));
            (codes.Dot(item, probe) * (double)codes.Steps[item] * probe.Step).ShouldBe(
                points.Row(item).ToArray().Zip(probe.Values).Sum(pair => (double)pair.First * pair.Second), 0.02 * Size(points, item));
        }

        static double Size(Matrix points, int item) => 1 + points.Row(item).ToArray().Sum(value => Math.Abs(value));
    }

    [Fact]
    public void One_of_each_heap_is_taken_before_a_second_of_any()
    {
        // three heaps far apart, of 500, 50 and 2 items
        var random = new Random(5);
        var heaps = Enumerable.Repeat(0, 500).Concat(Enumerable.Repeat(1, 50)).Concat(Enumerable.Repeat(2, 2)).ToArray();
        var pool = new Pool { Count = heaps.Length, Embeddings = Matrix.OfRows([.. heaps.Select(heap => new[] { 100f * heap + random.NextSingle(), random.NextSingle() })]) };

        KCenter.Instance.Select(pool, Budget.OfItems(3), 9).Select(item => heaps[item]).Order().ShouldBe([0, 1, 2]);
    }

    private static double Distance(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var sum = 0.0;
        for (var place = 0; place < one.Length; place++)
            sum += ((double)one[place] - other[place]) * ((double)one[place] - other[place]);
        return Math.Sqrt(sum);
    }

    private static IEnumerable<List<int>> Subsets(List<int> all, int size) => size == 0
        ? [[]]
        : all.SelectMany((first, place) => Subsets(all[(place + 1)..], size - 1).Select(rest => (List<int>)[first, .. rest]));
}
