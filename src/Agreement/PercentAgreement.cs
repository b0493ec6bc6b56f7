using Assay.Model;

namespace Assay.Agreement;

/// <summary>
/// Percent agreement: the chance that two people picked at random from those who voted on an item, itself picked at random, said the same.
/// <c>P = mean over items of Σ_c n_c(n_c − 1) / n(n − 1)</c>, with <c>n</c> votes on the item, <c>n_c</c> of them for category <c>c</c>.
/// </summary>
/// <remarks>
/// <para>Fleiss (1971), "Measuring nominal scale agreement among many raters", Psychological Bulletin 76:378-382 calls it P̄; Gwet (2014),
/// Handbook of Inter-Rater Reliability, 4th ed., p_a. Range [0, 1]. It does not correct for chance: two people who both say "ham" to 95 %
/// of mails at random agree on 90 % of them.</para>
/// <para>Every item weighs the same however many votes it has. Items with one vote do not enter; with none that has two it is undefined.
/// One category only is no oddity here: the agreement is 1.</para>
/// <para>Interval: where every item has two votes, items either agree or not, and <see cref="WilsonInterval"/> applies. With more votes it is the
/// percentile interval of <see cref="Bootstrap"/> over items, of <see cref="Resamples"/> resamples under a fixed seed; should all items agree
/// equally much, Wilson's again, since a bootstrap of equals has no width.</para>
/// <para>Time grows with the votes.</para>
/// </remarks>
public sealed class PercentAgreement : ICoefficient
{
    /// <summary>The only instance.</summary>
    public static readonly PercentAgreement Instance = new();

    /// <summary>Bootstrap resamples.</summary>
    public const int Resamples = 2_000;

    private const int Seed = 1971;

    private PercentAgreement() { }

    /// <inheritdoc/>
    public string Name => "percent_agreement";

    /// <inheritdoc/>
    public string Title => "Percent agreement";

    /// <inheritdoc/>
    public Coefficient Measure(Votes votes, Scale scale)
    {
        scale.Check(votes);
        var kinds = ItemKinds.Of(votes);
        var shares = new Dictionary<(long Agreeing, long Pairs), int>();
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            long all = kinds.Votes[kind], agreeing = 0;
            if (all < 2) continue;
            foreach (long count in kinds.CountsOf(kind)) agreeing += count * (count - 1) / 2;
            var share = (agreeing, all * (all - 1) / 2);
            shares[share] = shares.GetValueOrDefault(share) + (int)kinds.Items[kind];
        }
        return Of(shares);
    }

    /// <summary>Percent agreement of two people, from how many of the items both voted on they agree.</summary>
    public static Coefficient OfPair(int agreeing, int items) => items == 0
        ? Coefficient.NotDefined(Undefined.NoSharedItems, 0)
        : Coefficient.Of((double)agreeing / items, WilsonInterval.Of((double)agreeing / items, items), items);

    /// <summary>The same where what it is to agree is said from outside: boxes that overlap enough.</summary>
    /// <param name="items">For each item how many of the pairs of its votes agree, of how many; those without a pair do not enter.</param>
    public static Coefficient OfShares(IEnumerable<(long Agreeing, long Pairs)> items) => Of(items.Where(item => item.Pairs > 0).CountBy(item => item).ToDictionary());

    private static Coefficient Of(Dictionary<(long Agreeing, long Pairs), int> kinds)
    {
        var items = kinds.Values.Sum();
        if (items == 0) return Coefficient.NotDefined(Undefined.NoSharedItems, 0);
        // in one order whatever the order of items, so that sums and the bootstrap do not depend on it
        var values = kinds.GroupBy(kind => (double)kind.Key.Agreeing / kind.Key.Pairs, kind => kind.Value)
            .Select(group => (Value: group.Key, Items: group.Sum())).OrderBy(pair => pair.Value).ToArray();
        var mean = values.Sum(pair => pair.Value * pair.Items) / items;
        var interval = values.Length == 1 || kinds.Keys.All(kind => kind.Pairs == 1)
            ? WilsonInterval.Of(mean, items)
            : Bootstrap.OfMean(values, Resamples, Seed);
        return Coefficient.Of(mean, interval, items);
    }
}
