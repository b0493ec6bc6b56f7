namespace Assay.Agreement;

/// <summary>
/// Intervals by resampling items with replacement (Efron 1979, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7:1-26):
/// the 2.5 % and 97.5 % points of the statistic over the resamples. The same seed gives the same interval.
/// </summary>
internal static class Bootstrap
{
    /// <summary>
    /// The interval of a mean over items that take few distinct values. A resample draws how many items have each value (a multinomial,
    /// one binomial a value), so the time grows with the values and not with the items.
    /// </summary>
    public static Interval OfMean(ReadOnlySpan<(double Value, int Items)> values, int resamples, int seed)
    {
        var random = new Random(seed);
        var items = 0;
        foreach (var (_, count) in values) items += count;
        var means = new double[resamples];
        for (var r = 0; r < resamples; r++)
        {
            var (drawn, remaining, sum) = (items, items, 0.0);
            foreach (var (value, count) in values)
            {
                var here = Binomial(random, drawn, (double)count / remaining);
                sum += here * value;
                drawn -= here;
                remaining -= count;
            }
            means[r] = sum / items;
        }
        return Percentiles(means);
    }

    /// <summary>Resamples where the statistic is more than a mean.</summary>
    public const int Resamples = 1_000;

    /// <summary>Above this many kinds there are so many items that the normal interval is as good, and costs nothing.</summary>
    public const int MostKinds = 2_000;

    /// <summary>
    /// The interval of any statistic of how many items there are of each kind. A resample draws these numbers, so its time grows with the kinds
    /// and not with the items. Resamples without a value (NaN) are left out; null when they are more than half, or all values are the same.
    /// </summary>
    /// <param name="kinds">At most <see cref="MostKinds"/>.</param>
    /// <param name="statistic">Called from several threads; the second argument is room for a number a category, of any content.</param>
    /// <param name="fewest">Items with fewer votes do not enter.</param>
    /// <param name="seed">Decides the draws, whatever the number of threads.</param>
    public static Interval? OfKinds(ItemKinds kinds, Func<long[], double[], double> statistic, int fewest, int seed)
    {
        const int block = 50;
        var order = kinds.NamelessOrder(fewest);
        var all = 0;
        foreach (var kind in order) all += (int)kinds.Items[kind];
        var values = new double[Resamples];
        Parallel.For(0, Resamples / block, b =>
        {
            var random = new Random(seed + b);
            var drawn = new long[kinds.Count];
            var room = new double[kinds.Categories];
            for (var r = b * block; r < (b + 1) * block; r++)
            {
                var (left, remaining) = (all, all);
                foreach (var kind in order)
                {
                    var count = (int)kinds.Items[kind];
                    drawn[kind] = Binomial(random, left, (double)count / remaining);
                    left -= (int)drawn[kind];
                    remaining -= count;
                }
                values[r] = statistic(drawn, room);
            }
        });
        double[] known = [.. values.Where(value => !double.IsNaN(value))];
        if (known.Length < Resamples / 2) return null;
        var interval = Percentiles(known);
        // rounding makes equal values differ by this much
        return interval.High - interval.Low > 1e-9 ? interval : null;
    }

    /// <summary>The central 95 % of the values, which are sorted on the way.</summary>
    public static Interval Percentiles(Span<double> values)
    {
        values.Sort();
        return new Interval(Quantile(values, 0.025), Quantile(values, 0.975));
    }

    // between neighbours in proportion, as R's type 7 and NumPy do
    private static double Quantile(ReadOnlySpan<double> sorted, double at)
    {
        var place = at * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }

    private static int Binomial(Random random, int trials, double chance)
    {
        if (trials == 0 || chance <= 0) return 0;
        if (chance >= 1) return trials;
        if (chance > 0.5) return trials - Binomial(random, trials, 1 - chance);
        return trials * chance < 30 ? ByInversion(random, trials, chance) : NearNormal(random, trials, chance);
    }

    // walks up the distribution function; needs about trials * chance steps
    private static int ByInversion(Random random, int trials, double chance)
    {
        var odds = chance / (1 - chance);
        var density = Math.Pow(1 - chance, trials);
        var left = random.NextDouble();
        var successes = 0;
        while (left > density && successes < trials)
        {
            left -= density;
            successes++;
            density *= odds * (trials - successes + 1) / successes;
        }
        return successes;
    }

    // a normal deviate bent to the binomial's skewness (Cornish and Fisher 1938), exact to about 1 / (trials * chance)
    private static int NearNormal(Random random, int trials, double chance)
    {
        var deviation = Math.Sqrt(trials * chance * (1 - chance));
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var bent = normal + (1 - 2 * chance) / deviation * (normal * normal - 1) / 6;
        return (int)Math.Clamp(Math.Round(trials * chance + deviation * bent), 0, trials);
    }
}
