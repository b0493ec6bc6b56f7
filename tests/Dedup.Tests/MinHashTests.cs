using CsCheck;

namespace Assay.Dedup.Tests;

public class MinHashTests
{
    /// <summary>Two sets: what both have, what only one has, what only the other has.</summary>
    private static readonly Gen<(ulong[] One, ulong[] Other, double Likeness)> Pairs = Gen.Select(Gen.Int[0, 600], Gen.Int[0, 300], Gen.Int[0, 300], Gen.ULong)
        .Where(pair => pair.Item1 + pair.Item2 > 0 && pair.Item1 + pair.Item3 > 0)
        .Select(pair =>
        {
            var (both, left, right, start) = pair;
            ulong[] common = [.. Enumerable.Range(0, both).Select(each => start + (ulong)each)];
            ulong[] one = [.. common, .. Enumerable.Range(0, left).Select(each => start + 10_000 + (ulong)each)];
            ulong[] other = [.. common, .. Enumerable.Range(0, right).Select(each => start + 20_000 + (ulong)each)];
            return (one, other, both / (double)(both + left + right));
        });

    [Fact]
    public void The_estimate_is_within_five_standard_errors_of_the_exact_likeness() => Pairs.Sample(pair =>
    {
        var estimate = Estimate(new MinHash(256), pair.One, pair.Other);
        estimate.ShouldBe(pair.Likeness, (5 * Math.Sqrt(pair.Likeness * (1 - pair.Likeness) / 256)) + (1.0 / 256));
    }, seed: "0000KOIPe036", iter: 2_000);

    [Theory]
    [InlineData(3, 0.5)]
    [InlineData(10, 0.5)]
    [InlineData(60, 0.8)]
    [InlineData(1_000, 0.8)]
    public void Over_many_pairs_the_estimate_is_right_on_average_and_no_wider_than_with_permutations_also_of_small_sets(int all, double likeness)
    {
        const int Pairs = 4_000, Places = 128;
        var (hash, both) = (new MinHash(Places), (int)(all * likeness));
        likeness = both / (double)all;
        var (sum, squares) = (0.0, 0.0);
        for (var pair = 0; pair < Pairs; pair++)
        {
            ulong[] union = [.. Enumerable.Range(0, all).Select(each => (ulong)((pair * 5_000) + each))];
            var estimate = Estimate(hash, union, union[..both]);
            (sum, squares) = (sum + estimate, squares + ((estimate - likeness) * (estimate - likeness)));
        }

        var permutations = Math.Sqrt(likeness * (1 - likeness) / Places);
        (sum / Pairs).ShouldBe(likeness, 5 * permutations / Math.Sqrt(Pairs));
        Math.Sqrt(squares / Pairs).ShouldBeLessThan(permutations * 1.1);
    }

    [Fact]
    public void Order_and_repeats_do_not_matter() => Pairs.Sample(pair =>
    {
        var hash = new MinHash();
        Signature(hash, [.. pair.One.Reverse(), .. pair.One]).ShouldBe(Signature(hash, pair.One));
    }, seed: "0000KOIPe036");

    [Fact]
    public void A_signature_is_the_same_everywhere_and_does_not_depend_on_what_was_signed_before()
    {
        var hash = new MinHash(16);
        hash.Sign([9, 8, 7], new ushort[16]);
        Signature(hash, [1, 2, 3]).ShouldBe(Signature(new MinHash(16), [1, 2, 3]));
        Signature(hash, []).ShouldAllBe(number => number == 0);
        Signature(hash, [1]).Distinct().Count().ShouldBe(16, "every place has a number of its own");
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new MinHash(15));
        Should.Throw<ArgumentOutOfRangeException>(() => new MinHash(1025));
        Should.Throw<ArgumentException>(() => new MinHash(16).Sign([1], new ushort[17])).Message.ShouldContain("There is room for 17 numbers; a signature has 16.");
        Should.Throw<ArgumentException>(() => MinHash.Estimate(new ushort[16], new ushort[17]));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.7)]
    [InlineData(0.8)]
    [InlineData(0.9)]
    [InlineData(1.0)]
    public void Bands_are_the_longest_that_miss_at_most_one_in_a_hundred_at_the_threshold(double threshold)
    {
        var bands = Bands.For(128, threshold);
        (bands.Count * bands.Rows).ShouldBeLessThanOrEqualTo(128);
        bands.Chance(threshold).ShouldBeGreaterThanOrEqualTo(0.99);
        if (bands.Rows < 128)
            new Bands(128 / (bands.Rows + 1), bands.Rows + 1).Chance(threshold).ShouldBeLessThan(0.99);
    }

    private static ushort[] Signature(MinHash hash, ulong[] elements)
    {
        var signature = new ushort[hash.Places];
        hash.Sign(elements, signature);
        return signature;
    }

    private static double Estimate(MinHash hash, ulong[] one, ulong[] other) => MinHash.Estimate(Signature(hash, one), Signature(hash, other));
}
