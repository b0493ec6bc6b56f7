using System.Runtime.InteropServices;
using Assay.Model;

namespace Assay.Agreement;

/// <summary>How far two people agree over the items both voted on.</summary>
/// <param name="First">The number of one person, below <paramref name="Second"/>.</param>
/// <param name="Second">The number of the other.</param>
/// <param name="Items">Items both voted on, at least 1.</param>
/// <param name="Percent">Percent agreement; always defined.</param>
/// <param name="Kappa">Cohen's κ, or why it is undefined.</param>
public sealed record PairAgreement(int First, int Second, int Items, Coefficient Percent, Coefficient Kappa)
{
    /// <summary>Cohen's κ with linear weights; null at nominal level.</summary>
    public Coefficient? Linear { get; init; }

    /// <summary>Cohen's κ with quadratic weights; null at nominal level.</summary>
    public Coefficient? Quadratic { get; init; }
}

/// <summary>Agreement of every two people who share an item: the cells of the annotator × annotator matrix.</summary>
/// <remarks>
/// Time and memory grow with the pairs of votes on one item, v(v − 1)/2 for v votes, 12 bytes each: votes are laid out by pair of people
/// in one array by a counting sort, and each pair of people is measured over its own piece of it.
/// </remarks>
public static class AnnotatorPairs
{
    /// <summary>The pairs in the order of their numbers; those who share no item are left out.</summary>
    public static IReadOnlyList<PairAgreement> Of(Votes votes) => Of(votes, Scale.Nominal);

    /// <summary>The pairs, above nominal level with weighted κ too.</summary>
    /// <exception cref="ArgumentException">The scale is made for another number of categories.</exception>
    public static IReadOnlyList<PairAgreement> Of(Votes votes, Scale scale)
    {
        scale.Check(votes);
        // first pass: which two people each pair of votes belongs to, and how many pairs of votes they have
        var places = new Dictionary<long, int>();
        var sizes = new List<int>();
        var place = new List<int>();
        for (var item = 0; item < votes.Items; item++)
        {
            var who = votes.AnnotatorsOf(item);
            for (var a = 0; a < who.Length; a++)
            {
                for (var b = a + 1; b < who.Length; b++)
                {
                    var pair = (long)Math.Min(who[a], who[b]) * votes.Annotators + Math.Max(who[a], who[b]);
                    ref var here = ref CollectionsMarshal.GetValueRefOrAddDefault(places, pair, out var known);
                    if (!known)
                    {
                        here = sizes.Count;
                        sizes.Add(0);
                    }
                    CollectionsMarshal.AsSpan(sizes)[here]++;
                    place.Add(here);
                }
            }
        }
        // second pass: what they said, pair by pair
        var start = new int[sizes.Count + 1];
        for (var p = 0; p < sizes.Count; p++) start[p + 1] = start[p] + sizes[p];
        int[] first = new int[place.Count], second = new int[place.Count];
        var next = start.AsSpan(0, sizes.Count).ToArray();
        var seen = 0;
        for (var item = 0; item < votes.Items; item++)
        {
            var who = votes.AnnotatorsOf(item);
            var said = votes.CategoriesOf(item);
            for (var a = 0; a < who.Length; a++)
            {
                for (var b = a + 1; b < who.Length; b++)
                {
                    var at = next[place[seen++]]++;
                    (first[at], second[at]) = who[a] < who[b] ? (said[a], said[b]) : (said[b], said[a]);
                }
            }
        }
        return [.. places.OrderBy(pair => pair.Key).Select(pair => Measure(votes, scale, pair.Key, Of(first, pair.Value), Of(second, pair.Value)))];

        ReadOnlySpan<int> Of(int[] all, int pair) => all.AsSpan(start[pair]..start[pair + 1]);
    }

    private static PairAgreement Measure(Votes votes, Scale scale, long pair, ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        var agreeing = 0;
        for (var i = 0; i < first.Length; i++)
            if (first[i] == second[i]) agreeing++;
        return new PairAgreement(
            (int)(pair / votes.Annotators), (int)(pair % votes.Annotators), first.Length,
            PercentAgreement.OfPair(agreeing, first.Length), CohenKappa.Of(first, second, votes.Categories))
        {
            Linear = scale.Level == Level.Nominal ? null : WeightedKappa.Linear.Of(first, second, scale),
            Quadratic = scale.Level == Level.Nominal ? null : WeightedKappa.Quadratic.Of(first, second, scale),
        };
    }
}
