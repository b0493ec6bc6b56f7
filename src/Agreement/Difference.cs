namespace Assay.Agreement;

/// <summary>The squared differences between categories of a level, summed without going through pairs of categories where a sum of squares will do.</summary>
internal abstract class Difference
{
    /// <summary>The difference for a scale.</summary>
    public static Difference Of(Scale scale) => scale.Level switch
    {
        Level.Ordinal => new BetweenRanks(scale),
        Level.Interval => new BetweenNumbers([.. scale.Values]),
        Level.Ratio => new BetweenRatios([.. scale.Values]),
        _ => new Different(),
    };

    /// <summary>The difference as it is among these votes; the same one where it does not depend on them.</summary>
    public virtual Difference Given(double[] counts) => this;

    /// <summary>Summed over the ordered pairs of votes of an item.</summary>
    public abstract double Within(ReadOnlySpan<int> categories, ReadOnlySpan<int> counts, int votes);

    /// <summary>Summed over the ordered pairs of all votes.</summary>
    public abstract double Among(double[] counts);

    /// <summary>For each category, summed over all votes: half of what <see cref="Among"/> gains by one vote more.</summary>
    public abstract double[] Pull(double[] counts);

    /// <summary>
    /// What one more vote for each category does to the sum of <see cref="Within"/>/(votes − 1) and to <see cref="Among"/> by changing the differences
    /// themselves: nothing where these do not depend on the votes.
    /// </summary>
    public virtual (double[] Within, double[] Among) Shift(ItemKinds kinds, double[] counts) => (new double[counts.Length], new double[counts.Length]);

    /// <summary>Cheap enough to be summed a thousand times.</summary>
    public virtual bool IsQuick(double[] counts) => true;

    private sealed class Different : Difference
    {
        public override double Within(ReadOnlySpan<int> categories, ReadOnlySpan<int> counts, int votes)
        {
            var pairs = (double)votes * votes;
            foreach (double count in counts) pairs -= count * count;
            return pairs;
        }

        public override double Among(double[] counts)
        {
            double all = 0, same = 0;
            foreach (var count in counts)
            {
                all += count;
                same += count * count;
            }
            return all * all - same;
        }

        public override double[] Pull(double[] counts)
        {
            var all = counts.Sum();
            return [.. counts.Select(count => all - count)];
        }
    }

    private sealed class BetweenNumbers(double[] numbers) : Difference
    {
        public override double Within(ReadOnlySpan<int> categories, ReadOnlySpan<int> counts, int votes)
        {
            double mean = 0, squares = 0;
            for (var i = 0; i < categories.Length; i++) mean += counts[i] * numbers[categories[i]] / votes;
            for (var i = 0; i < categories.Length; i++) squares += counts[i] * (numbers[categories[i]] - mean) * (numbers[categories[i]] - mean);
            return 2 * votes * squares;
        }

        public override double Among(double[] counts)
        {
            var (all, mean) = Mean(counts);
            double squares = 0;
            for (var category = 0; category < counts.Length; category++) squares += counts[category] * (numbers[category] - mean) * (numbers[category] - mean);
            return 2 * all * squares;
        }

        public override double[] Pull(double[] counts)
        {
            var (all, mean) = Mean(counts);
            var squares = Among(counts) / 2 / all;
            return [.. numbers.Select(number => all * (number - mean) * (number - mean) + squares)];
        }

        private (double All, double Mean) Mean(double[] counts)
        {
            double all = 0, sum = 0;
            for (var category = 0; category < counts.Length; category++)
            {
                all += counts[category];
                sum += counts[category] * numbers[category];
            }
            return (all, sum / all);
        }
    }

    // Krippendorff's ordinal difference (Σ_{g=c..k} n_g − (n_c + n_k)/2)² is the squared distance between the middles of the two ranks
    private sealed class BetweenRanks(Scale scale) : Difference
    {
        private readonly int[] order = [.. Enumerable.Range(0, scale.Values.Count).OrderBy(category => scale.Values[category])];

        public override Difference Given(double[] counts) => new BetweenNumbers(Ranks(counts));

        public override double Within(ReadOnlySpan<int> categories, ReadOnlySpan<int> counts, int votes) => throw new InvalidOperationException("Ranks come with votes.");

        public override double Among(double[] counts) => throw new InvalidOperationException("Ranks come with votes.");

        public override double[] Pull(double[] counts) => throw new InvalidOperationException("Ranks come with votes.");

        /// <summary>A vote lifts the rank of what is above it by one and its own by a half.</summary>
        public override (double[] Within, double[] Among) Shift(ItemKinds kinds, double[] counts)
        {
            var ranks = Ranks(counts);
            double[] within = new double[counts.Length], among = new double[counts.Length];
            for (var kind = 0; kind < kinds.Count; kind++)
            {
                var said = kinds.CategoriesOf(kind);
                var times = kinds.CountsOf(kind);
                var votes = kinds.Votes[kind];
                if (votes < 2) continue;
                double sum = 0;
                for (var i = 0; i < said.Length; i++) sum += times[i] * ranks[said[i]];
                for (var i = 0; i < said.Length; i++) within[said[i]] += kinds.Items[kind] * 4.0 * times[i] * (votes * ranks[said[i]] - sum) / (votes - 1);
            }
            double all = counts.Sum(), total = 0;
            for (var category = 0; category < counts.Length; category++) total += counts[category] * ranks[category];
            for (var category = 0; category < counts.Length; category++) among[category] = 4 * counts[category] * (all * ranks[category] - total);
            return (Lifted(within), Lifted(among));
        }

        private double[] Lifted(double[] slope)
        {
            var lifted = new double[slope.Length];
            double above = 0;
            for (var place = order.Length - 1; place >= 0; place--)
            {
                lifted[order[place]] = above + slope[order[place]] / 2;
                above += slope[order[place]];
            }
            return lifted;
        }

        private double[] Ranks(double[] counts)
        {
            var ranks = new double[counts.Length];
            double below = 0;
            foreach (var category in order)
            {
                ranks[category] = below + counts[category] / 2;
                below += counts[category];
            }
            return ranks;
        }
    }

    private sealed class BetweenRatios(double[] numbers) : Difference
    {
        private const int FewCategories = 128;

        public override double Within(ReadOnlySpan<int> categories, ReadOnlySpan<int> counts, int votes)
        {
            double sum = 0;
            for (var i = 0; i < categories.Length; i++)
                for (var j = 0; j < i; j++) sum += 2.0 * counts[i] * counts[j] * Square(numbers[categories[i]], numbers[categories[j]]);
            return sum;
        }

        public override double Among(double[] counts)
        {
            var pull = Pull(counts);
            double sum = 0;
            for (var category = 0; category < counts.Length; category++) sum += counts[category] * pull[category];
            return sum;
        }

        public override double[] Pull(double[] counts)
        {
            var pull = new double[counts.Length];
            if (counts.Length <= FewCategories)
                for (var category = 0; category < pull.Length; category++) pull[category] = Of(category);
            else
                Parallel.For(0, pull.Length, category => pull[category] = Of(category));
            return pull;

            double Of(int category)
            {
                double sum = 0, number = numbers[category];
                for (var other = 0; other < numbers.Length; other++) sum += counts[other] * Square(number, numbers[other]);
                return sum;
            }
        }

        public override bool IsQuick(double[] counts) => counts.Length <= FewCategories;

        private static double Square(double x, double y)
        {
            // the difference of zero and zero is none
            var ratio = x == y ? 0 : (x - y) / (x + y);
            return ratio * ratio;
        }
    }
}
