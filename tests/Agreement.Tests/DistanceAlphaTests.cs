using Assay.Model;

namespace Assay.Agreement.Tests;

public sealed class DistanceAlphaTests
{
    [Fact]
    public void With_the_differences_of_the_levels_it_is_Krippendorff_s_alpha_on_every_reference_case()
    {
        var compared = 0;
        foreach (var reference in ReferenceCases.All().Where(reference => reference.Kind == "raw"))
        {
            var (votes, numbers) = reference.VotesInOrder();
            int[][] items = [.. Enumerable.Range(0, votes.Items).Select(item => votes.CategoriesOf(item).ToArray())];
            foreach (var (name, distance) in new (string, Func<int, int, double>)[]
            {
                ("krippendorff_nominal", (a, b) => a == b ? 0 : 1),
                ("krippendorff_interval", (a, b) => Math.Pow(numbers[a] - numbers[b], 2)),
                ("krippendorff_ratio", (a, b) => a == b ? 0 : Math.Pow((numbers[a] - numbers[b]) / (numbers[a] + numbers[b]), 2)),
            })
            {
                var measured = DistanceAlpha.Of(items, distance);
                if (reference.Number(name) is { } expected)
                {
                    measured.Value.ShouldNotBeNull(reference.Name).ShouldBe(expected, 1e-9, $"{reference.Name} {name}");
                    compared++;
                }
                else if (reference.Expected.TryGetProperty(name, out _)) measured.Undefined.ShouldNotBeNull($"{reference.Name} {name}");
            }
        }
        compared.ShouldBeGreaterThan(130);
    }

    [Fact]
    public void Its_standard_error_is_that_of_alpha()
    {
        var random = new Random(3);
        int[][] rows = [.. Enumerable.Range(0, 200).Select(_ => random.Next(4)).Select(truth => new[] { truth, random.Next(3) == 0 ? random.Next(4) : truth, truth })];
        var byDistance = DistanceAlpha.Of(rows, (a, b) => (a - b) * (a - b));
        var byLevel = KrippendorffAlpha.Instance.Measure(Votes.OfRows(rows, 4), Scale.Of(Level.Interval, [0, 1, 2, 3]));

        byDistance.StandardError!.Value.ShouldBe(byLevel.StandardError!.Value, 1e-12);
    }

    [Fact]
    public void Distances_of_sets_are_those_of_their_papers()
    {
        // Passonneau (2006): {a,b} against {a,b,c,d} has Jaccard 1/2 and is a part: MASI 1 − 1/2 · 2/3
        SetDistance.Masi(Set("ab"), Set("abcd")).ShouldBe(2 / 3.0, 1e-12);
        SetDistance.Masi(Set("abc"), Set("cde")).ShouldBe(1 - 1 / 5.0 / 3, 1e-12);
        SetDistance.Masi(Set("ab"), Set("ba")).ShouldBe(0);
        SetDistance.Masi(Set("a"), Set("b")).ShouldBe(1);
        SetDistance.Masi(Set(""), Set("")).ShouldBe(0);
        SetDistance.Masi(Set(""), Set("a")).ShouldBe(1);
        SetDistance.Jaccard(Set("abc"), Set("cde")).ShouldBe(0.8, 1e-12);
        SetDistance.Jaccard(Set(""), Set("")).ShouldBe(0);
    }

    [Fact]
    public void Sets_that_nearly_agree_have_an_alpha_between_all_and_nothing()
    {
        HashSet<char>[][] items = [[Set("ab"), Set("ab")], [Set("a"), Set("ab")], [Set("c"), Set("c")], [Set("cd"), Set("c")]];
        var equality = HashSet<char>.CreateSetComparer();
        var masi = DistanceAlpha.Of(items, SetDistance.Masi, equality).Value!.Value;
        var jaccard = DistanceAlpha.Of(items, SetDistance.Jaccard, equality).Value!.Value;
        var same = DistanceAlpha.Of(items, (a, b) => equality.Equals(a, b) ? 0 : 1, equality).Value!.Value;

        jaccard.ShouldBeGreaterThan(masi);
        masi.ShouldBeGreaterThan(same);
    }

    [Fact]
    public void Chance_from_a_sample_of_distances_is_that_of_all_to_three_digits()
    {
        // 30,000 different answers would take 900 million distances; for squared differences α has a closed form to compare with
        var random = new Random(4);
        double[][] rows = [.. Enumerable.Range(0, 15_000).Select(_ => random.NextDouble() * 10).Select(truth => new[] { truth, truth + random.NextDouble() })];
        var sampled = DistanceAlpha.Of(rows, (a, b) => (a - b) * (a - b)).Value!.Value;

        double[] all = [.. rows.SelectMany(row => row)];
        var mean = all.Average();
        var expected = 2 * all.Sum(x => (x - mean) * (x - mean)) / (all.Length - 1);
        var observed = rows.Average(row => (row[0] - row[1]) * (row[0] - row[1]));
        (1 - sampled).ShouldBe(observed / expected, 0.005 * observed / expected);
    }

    [Fact]
    public void Nothing_to_compare_is_undefined_with_the_reason()
    {
        DistanceAlpha.Of<int>([[1], [2]], (_, _) => 1).Undefined.ShouldBe(Undefined.NoSharedItems);
        DistanceAlpha.Of<int>([[1, 1], [1, 1]], (_, _) => 1).Undefined.ShouldBe(Undefined.OneCategory);
        DistanceAlpha.Of<int>([[1, 1], [2, 2]], (_, _) => 1).Interval!.Value.Low.ShouldBeLessThan(0.5);
    }

    private static HashSet<char> Set(string letters) => [.. letters];
}
