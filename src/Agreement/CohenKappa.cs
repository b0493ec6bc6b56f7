using Assay.Model;

namespace Assay.Agreement;

/// <summary>
/// Cohen's κ: how far two people agree beyond what their habits alone would make them agree.
/// <c>κ = (p_o − p_e) / (1 − p_e)</c>, with <c>p_o</c> the share of items on which they agree and <c>p_e = Σ_c p_c· p_·c</c> the share
/// on which two people with their frequencies of categories would agree by chance.
/// </summary>
/// <remarks>
/// <para>Cohen (1960), "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20:37-46. Range [−1, 1]:
/// 1 perfect, 0 as by chance, below 0 worse than chance.</para>
/// <para>κ belongs to a corpus: it is computed once over all items both voted on, never per item and averaged. It is undefined with no
/// such item, and when both used the same single category throughout, since p_e is then 1. When one person used a single category and
/// the other did not, it is 0 by definition.</para>
/// <para>Standard error for large samples after Fleiss, Cohen and Everitt (1969), "Large sample standard errors of kappa and weighted kappa",
/// Psychological Bulletin 72:323-327, eq. 13; the interval is κ ± 1.96 se, cut to [−1, 1]. Where that variance is 0 (perfect agreement), it
/// would claim certainty from two items; there the interval of p_o by <see cref="WilsonInterval"/> is carried over to κ with p_e held.</para>
/// <para>Time grows with the items, memory with the smaller of the items and the categories squared.</para>
/// </remarks>
public sealed class CohenKappa : ICoefficient
{
    /// <summary>The only instance.</summary>
    public static readonly CohenKappa Instance = new();

    private CohenKappa() { }

    /// <inheritdoc/>
    public string Name => "cohen_kappa";

    /// <inheritdoc/>
    public string Title => "Cohen's κ";

    /// <inheritdoc/>
    /// <remarks>Undefined unless there are exactly two people; for each pair among more see <see cref="AnnotatorPairs"/>.</remarks>
    public Coefficient Measure(Votes votes, Scale scale)
    {
        scale.Check(votes);
        return votes.Annotators == 2 ? Pair(votes, (first, second) => Of(first, second, votes.Categories)) : Coefficient.NotDefined(Undefined.NotTwoAnnotators, 0);
    }

    /// <summary>Measures what the two people said about the items both voted on, laid side by side.</summary>
    internal static Coefficient Pair(Votes votes, Func<ReadOnlySpan<int>, ReadOnlySpan<int>, Coefficient> measure)
    {
        int[] first = new int[votes.Items], second = new int[votes.Items];
        var shared = 0;
        for (var item = 0; item < votes.Items; item++)
        {
            var said = votes.CategoriesOf(item);
            if (said.Length < 2) continue;
            var swapped = votes.AnnotatorsOf(item)[0] == 1;
            first[shared] = said[swapped ? 1 : 0];
            second[shared++] = said[swapped ? 0 : 1];
        }
        return measure(first.AsSpan(0, shared), second.AsSpan(0, shared));
    }

    /// <summary>κ of what two people said about the same items, in the same order.</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static Coefficient Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second, int categories)
    {
        if (first.Length != second.Length) throw new ArgumentException($"{first.Length} and {second.Length} votes; there must be as many.");
        if (first.IsEmpty) return Coefficient.NotDefined(Undefined.NoSharedItems, 0);
        // a table smaller than the votes is gone through in a quarter of the time; a larger one costs more than the votes themselves
        if ((long)categories * categories <= first.Length) return Of(ConfusionTable.Of(first, second, categories));
        long[] rows = new long[categories], columns = new long[categories];
        long agreeing = 0;
        for (var i = 0; i < first.Length; i++)
        {
            rows[first[i]]++;
            columns[second[i]]++;
            if (first[i] == second[i]) agreeing++;
        }
        var kappa = new Kappa(first.Length, agreeing, rows, columns);
        if (!kappa.IsDefined) return kappa.ToCoefficient(0);
        double spread = 0;
        for (var i = 0; i < first.Length; i++) spread += kappa.Spread(first[i], second[i]);
        return kappa.ToCoefficient(spread);
    }

    /// <summary>κ of a table of counts, one person in rows and the other in columns.</summary>
    public static Coefficient Of(ConfusionTable table)
    {
        long[] rows = new long[table.Categories], columns = new long[table.Categories];
        long agreeing = 0;
        for (var row = 0; row < table.Categories; row++)
        {
            agreeing += table[row, row];
            for (var column = 0; column < table.Categories; column++)
            {
                rows[row] += table[row, column];
                columns[column] += table[row, column];
            }
        }
        var kappa = new Kappa(table.Total, agreeing, rows, columns);
        if (!kappa.IsDefined) return kappa.ToCoefficient(0);
        double spread = 0;
        for (var row = 0; row < table.Categories; row++)
            for (var column = 0; column < table.Categories; column++)
                if (table[row, column] > 0) spread += table[row, column] * kappa.Spread(row, column);
        return kappa.ToCoefficient(spread);
    }

    /// <summary>
    /// The standard error κ would have if the two agreed by chance only (Fleiss, Cohen and Everitt 1969, eq. 14): κ divided by it is about normal
    /// then, which tests whether there is any agreement. Null where κ is undefined.
    /// </summary>
    public static double? StandardErrorByChance(ConfusionTable table)
    {
        double expected = 0, cubes = 0, all = table.Total;
        for (var category = 0; category < table.Categories; category++)
        {
            double row = 0, column = 0;
            for (var other = 0; other < table.Categories; other++)
            {
                row += table[category, other] / all;
                column += table[other, category] / all;
            }
            expected += row * column;
            cubes += row * column * (row + column);
        }
        return Of(table).Value is null ? null : Math.Sqrt((expected + expected * expected - cubes) / all) / (1 - expected);
    }

    /// <summary>κ from the marginals; the variance is a sum over items, of which the caller hands in the total.</summary>
    private readonly struct Kappa
    {
        private readonly long[] rows, columns;
        private readonly long items;
        private readonly double observed, expected;

        public Kappa(long items, long agreeing, long[] rows, long[] columns)
        {
            (this.items, this.rows, this.columns) = (items, rows, columns);
            if (items == 0) return;
            double chance = 0;
            for (var category = 0; category < rows.Length; category++) chance += (double)rows[category] * columns[category];
            observed = (double)agreeing / items;
            expected = chance / ((double)items * items);
            var all = items;
            IsDefined = !rows.Where((count, category) => count == all && columns[category] == all).Any();
        }

        public bool IsDefined { get; }

        /// <summary>What an item adds to the bracket of Fleiss, Cohen and Everitt's eq. 13, times the number of items.</summary>
        public double Spread(int row, int column)
        {
            if (row == column)
            {
                var term = 1 - expected - (double)(rows[row] + columns[row]) / items * (1 - observed);
                return term * term;
            }
            var other = (1 - observed) * (columns[row] + rows[column]) / items;
            return other * other;
        }

        public Coefficient ToCoefficient(double spread)
        {
            if (items == 0) return Coefficient.NotDefined(Undefined.NoSharedItems, 0);
            if (!IsDefined) return Coefficient.NotDefined(Undefined.OneCategory, (int)items);
            var beyond = 1 - expected;
            var kappa = (observed - expected) / beyond;
            var constant = observed * expected - 2 * expected + observed;
            var bracket = spread / items - constant * constant;
            // what rounding leaves of a difference of equals is no variance
            double? error = bracket <= 1e-13 * spread / items ? null : Math.Sqrt(bracket / items) / (beyond * beyond);
            var interval = error is { } known
                ? BeyondChance.Around(kappa, known)
                : BeyondChance.Carried(WilsonInterval.Of(observed, (int)items), expected);
            return Coefficient.Of(kappa, interval, (int)items, error) with { Observed = observed, Expected = expected };
        }
    }
}
