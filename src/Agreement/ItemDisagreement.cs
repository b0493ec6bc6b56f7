using Assay.Model;

namespace Assay.Agreement;

/// <summary>How far the votes on one item differ.</summary>
/// <param name="Item">The item's number.</param>
/// <param name="Votes">At least 2.</param>
/// <param name="Observed">The mean difference of two of its votes, in the unit of the level; at nominal level the share of pairs that differ.</param>
/// <param name="AgainstChance">The same over that of two votes on any items: 0 all the same, 1 as by chance; α is 1 less its mean weighted by votes.</param>
public sealed record ItemDisagreement(int Item, int Votes, double Observed, double AgainstChance);

/// <summary>
/// Where the disagreement lies, so that the worst items can be looked at. It is the item's part in Krippendorff's α (<see cref="KrippendorffAlpha"/>) and not an
/// agreement of its own: no coefficient exists for one item.
/// </summary>
public static class ItemDisagreements
{
    /// <summary>The items that disagree most, the worst first; among equals those with more votes, then in their order.</summary>
    /// <param name="votes">Items with one vote cannot disagree and are left out, as are those all agree on.</param>
    /// <param name="scale">How differences count.</param>
    /// <param name="most">At most so many.</param>
    /// <exception cref="ArgumentException">The scale is made for another number of categories.</exception>
    public static IReadOnlyList<ItemDisagreement> Worst(Votes votes, Scale scale, int most)
    {
        scale.Check(votes);
        var counts = Counts(votes);
        var all = counts.Sum();
        if (all == 0) return [];
        var difference = Difference.Of(scale).Given(counts);
        return Worst(votes, most, difference.Among(counts) / (all * (all - 1)), said => Mean(difference, said));
    }

    /// <summary>The same where categories have a distance of any form, see <see cref="DistanceAlpha"/>.</summary>
    /// <param name="votes">Items with one vote cannot disagree and are left out, as are those all agree on.</param>
    /// <param name="distance">Of two categories: 0 for the same, the same both ways; called from several threads.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="mostDistances">As many distances are computed for chance; beyond, a sample.</param>
    public static IReadOnlyList<ItemDisagreement> Worst(
        Votes votes, Func<int, int, double> distance, int most, int mostDistances = DistanceAlpha.MostDistances)
    {
        var counts = Counts(votes);
        var all = counts.Sum();
        if (all == 0) return [];
        var pull = DistanceAlpha.Pull([.. Enumerable.Range(0, votes.Categories)], counts, distance, mostDistances);
        double chance = 0;
        for (var category = 0; category < counts.Length; category++) chance += counts[category] * pull[category];
        return Worst(votes, most, chance / (all * (all - 1)), said => Mean(distance, said));
    }

    private delegate double MeanDifference(ReadOnlySpan<int> said);

    // votes for each category on items that have two or more
    private static double[] Counts(Votes votes)
    {
        var counts = new double[votes.Categories];
        for (var item = 0; item < votes.Items; item++)
        {
            var said = votes.CategoriesOf(item);
            if (said.Length < 2) continue;
            foreach (var category in said) counts[category]++;
        }
        return counts;
    }

    private static ItemDisagreement[] Worst(Votes votes, int most, double chance, MeanDifference mean)
    {
        if (chance <= 0) return [];
        // a heap of the worst so far, the least of them on top
        var worst = new PriorityQueue<ItemDisagreement, (double Observed, int Votes, int Order)>();
        for (var item = 0; item < votes.Items; item++)
        {
            var said = votes.CategoriesOf(item);
            if (said.Length < 2) continue;
            var observed = mean(said);
            if (observed <= 0) continue;
            var found = new ItemDisagreement(item, said.Length, observed, observed / chance);
            if (worst.Count < most) worst.Enqueue(found, (observed, said.Length, -item));
            else if (most > 0) worst.EnqueueDequeue(found, (observed, said.Length, -item));
        }
        var listed = new ItemDisagreement[worst.Count];
        for (var place = listed.Length - 1; place >= 0; place--) listed[place] = worst.Dequeue();
        return listed;
    }

    private static double Mean(Func<int, int, double> distance, ReadOnlySpan<int> said)
    {
        double sum = 0;
        for (var a = 0; a < said.Length; a++)
            for (var b = 0; b < a; b++)
                if (said[a] != said[b]) sum += 2 * distance(said[a], said[b]);
        return sum / (said.Length * (said.Length - 1.0));
    }

    private static double Mean(Difference difference, ReadOnlySpan<int> said)
    {
        Span<int> sorted = said.Length <= 64 ? stackalloc int[said.Length] : new int[said.Length];
        said.CopyTo(sorted);
        sorted.Sort();
        Span<int> times = said.Length <= 64 ? stackalloc int[said.Length] : new int[said.Length];
        var distinct = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[distinct - 1]) (sorted[distinct], times[distinct++]) = (sorted[i], 0);
            times[distinct - 1]++;
        }
        return distinct == 1 ? 0 : difference.Within(sorted[..distinct], times[..distinct], said.Length) / (said.Length * (said.Length - 1.0));
    }
}
