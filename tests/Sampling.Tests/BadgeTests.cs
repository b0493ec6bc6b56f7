using Assay.Sampling.Distances;
using CsCheck;

namespace Assay.Sampling.Tests;

public sealed class BadgeTests
{
    [Fact]
    public void Distances_are_those_of_gradients_written_out() =>
        Gen.Select(Pools.Small, Gen.Bool).Sample((pool, several) =>
        {
            if (pool.Count == 0)
                return;
            pool = pool with { SeveralLabels = several };
            var gradients = new Gradients(pool, false, default);
            var written = Enumerable.Range(0, pool.Count).Select(item => Written(pool, item)).ToList();
            var largest = written.Max(gradient => gradient.Sum(value => value * value));
            for (var item = 0; item < pool.Count; item++)
                ((double)gradients.Squared[item]).ShouldBe(written[item].Sum(value => value * value), 1e-5 * (1 + largest));

            gradients.Add(0);
            gradients.Add(pool.Count / 2);

            for (var item = 0; item < pool.Count; item++)
                ((double)gradients.Nearest[item]).ShouldBe(Math.Min(Squared(written[item], written[0]), Squared(written[item], written[pool.Count / 2])), 1e-5 * (1 + largest));
        });

    [Fact]
    public void Bytes_read_first_change_no_distance()
    {
        var pool = Pools.Of(2_600, 4, 100, 8);
        var (coded, plain) = (new Gradients(pool, true, default), new Gradients(pool, false, default));
        for (var item = 0; item < 40; item++)
        {
            coded.Add(item * 5);
            plain.Add(item * 5);
            coded.Nearest.SequenceEqual(plain.Nearest).ShouldBeTrue($"after item {item}");
        }
    }

    [Fact]
    public void The_first_changes_most_and_the_next_are_drawn_by_their_squared_distance()
    {
        // one label is certain of item 0; items 1 to 3 pull in directions of their own, 3 twice as far
        var pool = new Pool
        {
            Count = 4,
            Probabilities = Matrix.OfRows([[1, 0], [0.5f, 0.5f], [0.5f, 0.5f], [0.5f, 0.5f]]),
            Embeddings = Matrix.OfRows([[5, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 2]]),
        };
        var second = Enumerable.Range(0, 3_000).Select(seed => Badge.Instance.Select(pool, Budget.OfItems(2), (ulong)seed)).ToList();

        second.ShouldAllBe(chosen => chosen[0] == 3);
        // squared distances of gradients: 2 from 0, 2.5 from 1 and 2
        ((double)second.Count(chosen => chosen[1] == 0)).ShouldBe(3_000 * 2 / 7.0, 90);
        ((double)second.Count(chosen => chosen[1] == 1)).ShouldBe(3_000 * 2.5 / 7, 90);
    }

    private static double[] Written(Pool pool, int item)
    {
        var chances = pool.Probabilities!.Row(item).ToArray();
        var answer = Array.IndexOf(chances, chances.Max());
        return
        [
            .. from label in Enumerable.Range(0, chances.Length)
               from value in pool.Embeddings!.Row(item).ToArray()
               select (chances[label] - (pool.SeveralLabels ? chances[label] >= 0.5f ? 1 : 0 : label == answer ? 1.0 : 0)) * value,
        ];
    }

    private static double Squared(double[] one, double[] other) => one.Zip(other).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second));
}
