namespace Assay.Agreement;

/// <summary>
/// Krippendorff's α for answers of any form that have a distance: sets of labels, boxes, texts, rankings. <c>α = 1 − D_o / D_e</c>, with the mean distance of
/// answers to the same item over that of answers to any, as in <see cref="KrippendorffAlpha"/>.
/// </summary>
/// <remarks>
/// <para>Krippendorff (2019), Content Analysis, 4th ed., ch. 12; for sets Passonneau (2006), see <see cref="SetDistance"/>. The distance stands for Krippendorff's δ²; it is 0 for
/// the same answers and the same both ways. At most 1, 0 as by chance.</para>
/// <para>Undefined when no item has two answers, and when all of these are at distance 0. Standard error by the infinitesimal jackknife, interval α ± 1.96 se; where nothing varies
/// Wilson's interval of plain agreement carried over.</para>
/// <para>D_e takes the square of the number of different answers. Above <see cref="MostDistances"/> it is estimated from each answer's distance to a seeded sample of its own, which moves
/// it by about 0.1 % or less.</para>
/// </remarks>
public static class DistanceAlpha
{
    /// <summary>As many distances are computed for chance; beyond, a sample.</summary>
    public const int MostDistances = 4_000_000;

    private const int Seed = 2006;

    /// <summary>α of the answers to each item; items with fewer than two do not enter.</summary>
    /// <param name="items">For each item its answers.</param>
    /// <param name="distance">0 or above; called from several threads.</param>
    /// <param name="same">Which answers are equal, so that their distances are computed once; by default their own notion.</param>
    /// <param name="most">As many distances are computed for chance, in place of <see cref="MostDistances"/> where one takes long.</param>
    public static Coefficient Of<T>(
        IEnumerable<IReadOnlyList<T>> items, Func<T, T, double> distance, IEqualityComparer<T>? same = null, int most = MostDistances) where T : notnull
    {
        var codes = new Dictionary<T, int>(same);
        var (values, units) = (new List<T>(), new List<int[]>());
        foreach (var item in items.Where(item => item.Count > 1)) units.Add([.. item.Select(Code)]);
        if (units.Count == 0) return Coefficient.NotDefined(Undefined.NoSharedItems, 0);

        var counts = new double[values.Count];
        foreach (var unit in units)
            foreach (var code in unit) counts[code]++;
        var all = counts.Sum();
        var pull = Pull(values, counts, distance, most);
        double chance = 0;
        for (var code = 0; code < counts.Length; code++) chance += counts[code] * pull[code];
        if (chance <= 0) return Coefficient.NotDefined(Undefined.OneCategory, units.Count);

        double[] within = [.. units.AsParallel().AsOrdered().Select(unit => Within(unit))];
        var seen = within.Sum();
        var alpha = 1 - (all - 1) * seen / chance;
        double sum = 0, squares = 0;
        foreach (var (unit, own) in units.Zip(within))
        {
            var off = (unit.Length * seen + (all - 1) * own - (all - 1) * seen * 2 * unit.Sum(code => pull[code]) / chance) / chance;
            sum += off;
            squares += off * off;
        }
        var error = units.Count < 2 ? 0 : Math.Sqrt(Math.Max(0, squares - sum * sum / units.Count) * units.Count / (units.Count - 1));
        if (seen > 0 && error > 1e-8) return Coefficient.Of(alpha, BeyondChance.Around(alpha, error), units.Count, error);

        var observed = units.Average(unit => unit.All(code => code == unit[0]) ? 1.0 : 0);
        var wilson = WilsonInterval.Of(observed, units.Count);
        var slope = observed < 1 ? (1 - alpha) / (1 - observed) : 1 / (1 - counts.Sum(count => count * (count - 1)) / (all * (all - 1)));
        var interval = new Interval(Math.Max(Math.Min(-1, alpha), 1 - slope * (1 - wilson.Low)), Math.Min(1, 1 - slope * (1 - wilson.High)));
        return Coefficient.Of(alpha, BeyondChance.Holding(interval, alpha), units.Count);

        int Code(T answer)
        {
            if (codes.TryAdd(answer, values.Count)) values.Add(answer);
            return codes[answer];
        }

        double Within(int[] unit)
        {
            double total = 0;
            for (var a = 0; a < unit.Length; a++)
                for (var b = 0; b < a; b++)
                    if (unit[a] != unit[b]) total += 2 * distance(values[unit[a]], values[unit[b]]);
            return total / (unit.Length - 1);
        }
    }

    /// <summary>For each answer the sum of its distances to all others.</summary>
    internal static double[] Pull<T>(List<T> values, double[] counts, Func<T, T, double> distance, int most = MostDistances)
    {
        if ((long)values.Count * values.Count > most) return Sampled(values, counts, distance, most);
        var pull = new double[values.Count];
        Parallel.For(0, pull.Length, code =>
        {
            double sum = 0;
            for (var other = 0; other < counts.Length; other++)
                if (other != code && counts[other] > 0) sum += counts[other] * distance(values[code], values[other]);
            pull[code] = sum;
        });
        return pull;
    }

    // each answer against its own sample of votes, so that their sum rests on as many independent pairs as distances are computed
    private static double[] Sampled<T>(List<T> values, double[] counts, Func<T, T, double> distance, int most)
    {
        int[] votes = [.. counts.Index().SelectMany(pair => Enumerable.Repeat(pair.Index, (int)pair.Item))];
        var sample = Math.Max(1, most / values.Count);
        var pull = new double[values.Count];
        Parallel.For(0, pull.Length, code =>
        {
            var random = new Random(Seed + code);
            double sum = 0;
            for (var i = 0; i < sample; i++)
                if (votes[random.Next(votes.Length)] is var other && other != code) sum += distance(values[code], values[other]);
            pull[code] = sum * votes.Length / sample;
        });
        return pull;
    }
}
