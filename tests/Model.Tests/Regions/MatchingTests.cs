using Assay.Model.Regions;
using CsCheck;

namespace Assay.Model.Tests.Regions;

public sealed class MatchingTests
{
    private static readonly Gen<(int First, int Second, double[] Gains)> Tables = Gen.Select(Gen.Int[1, 8], Gen.Int[1, 8]).SelectMany((first, second) =>
        Gen.Frequency((3, Gen.Const(0.0)), (2, Gen.Int[1, 9].Select(tenths => tenths / 10.0))).Array[first * second].Select(gains => (first, second, gains)));

    [Fact]
    public void Pairs_found_group_by_group_are_the_best_of_all() => Seeded.Each(Tables, table => string.Join(",", table.Gains), table =>
    {
        var (first, second, gains) = table;
        double[][] rows = [.. Enumerable.Range(0, first).Select(row => gains[(row * second)..((row + 1) * second)])];
        var alike = rows.SelectMany((row, a) => row.Select((gain, b) => new Alike(a, b, gain))).Where(pair => pair.Likeness > 0).ToList();

        var made = Matching.Best(first, second, alike);

        made.Select(pair => pair.First).ShouldBeUnique();
        made.Select(pair => pair.Second).ShouldBeUnique();
        var best = Assignment.Best(rows).Index().Sum(pair => pair.Item < 0 ? 0 : rows[pair.Index][pair.Item]);
        made.Sum(pair => pair.Likeness).ShouldBe(best, 1e-9);
    });

    [Fact]
    public void Regions_that_lie_apart_are_never_compared()
    {
        Extent[] along = [.. Enumerable.Range(0, 1_000).Select(at => new Extent(10 * at, 0, 10 * at + 4, 4))];
        var compared = 0;

        Overlaps.Between(along, along, (a, b) =>
        {
            compared++;
            return a == b ? 1 : 0;
        }).Count.ShouldBe(1_000);

        compared.ShouldBe(1_000);
    }

    [Fact]
    public void Clusters_within_linked_groups_are_those_over_all() => Seeded.Each(Tables, table => string.Join(",", table.Gains), table =>
    {
        var count = Math.Min(table.First, table.Second);
        var all = Linkage.Clusters(count, Likeness, (a, b) => a + b == count - 1, 0.3);

        // by hand over all: join the two clusters most alike on average, until none are
        List<List<int>> clusters = [.. Enumerable.Range(0, count).Select(member => new List<int> { member })];
        while (true)
        {
            var best = (First: -1, Second: -1, Much: 0.3);
            for (var b = 0; b < clusters.Count; b++)
                for (var a = 0; a < b; a++)
                    if (Mean(clusters[a], clusters[b]) is var much && much > best.Much) best = (a, b, much);
            if (best.First < 0) break;
            clusters[best.First].AddRange(clusters[best.Second]);
            clusters.RemoveAt(best.Second);
        }
        all.Select(cluster => string.Join(",", cluster)).ShouldBe(clusters.Select(cluster => string.Join(",", cluster.Order())), ignoreOrder: true);

        // no two alike to the last digit, so that no order of equals matters
        double Likeness(int a, int b) => table.Gains[Math.Min(a, b) * table.Second + Math.Max(a, b)] is > 0 and var gain ? gain + (1 + Math.Min(a, b) * 10 + Math.Max(a, b)) * 1.37e-5 : 0;
        double Mean(List<int> one, List<int> other) => one.Any(a => other.Any(b => a + b == count - 1)) ? 0 : one.Average(a => other.Average(b => Likeness(a, b)));
    });
}
