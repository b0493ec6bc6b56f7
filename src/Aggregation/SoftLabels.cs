using Assay.Model;

namespace Assay.Aggregation;

/// <summary>For each item a probability of each category; a row sums to 1.</summary>
/// <remarks>8 bytes an item and category, in one array.</remarks>
public sealed class SoftLabels
{
    private readonly double[] probabilities;

    internal SoftLabels(double[] probabilities, int items, int categories) =>
        (this.probabilities, Items, Categories) = (probabilities, items, categories);

    /// <summary>The number of items.</summary>
    public int Items { get; }

    /// <summary>The number of categories.</summary>
    public int Categories { get; }

    /// <summary>The probability that the item is of the category.</summary>
    public double this[int item, int category] => Of(item)[category];

    /// <summary>The probabilities of an item, by category.</summary>
    public ReadOnlySpan<double> Of(int item) => probabilities.AsSpan(item * Categories, Categories);

    /// <summary>All probabilities, item by item.</summary>
    internal double[] Flat => probabilities;

    /// <summary>Soft labels kept elsewhere, to warm-start from.</summary>
    /// <exception cref="ArgumentException">A row is of another length, has a negative number, or does not sum to 1 (to 1e-6).</exception>
    public static SoftLabels Of(IReadOnlyList<double[]> rows, int categories)
    {
        var flat = new double[rows.Count * categories];
        for (var item = 0; item < rows.Count; item++)
        {
            if (rows[item].Length != categories)
                throw new ArgumentException($"Row {item} has {rows[item].Length} probabilities; there are {categories} categories.", nameof(rows));
            var sum = 0.0;
            foreach (var probability in rows[item]) sum += probability >= 0 ? probability : double.NaN;
            if (!(Math.Abs(sum - 1) <= 1e-6))
                throw new ArgumentException($"Row {item} ({string.Join(", ", rows[item])}) must be probabilities that sum to 1.", nameof(rows));
            rows[item].CopyTo(flat, item * categories);
        }
        return new SoftLabels(flat, rows.Count, categories);
    }

    /// <summary>Where an iterative method begins: the shares of votes, or the warm start. Rows of items without votes are 0.</summary>
    /// <exception cref="ArgumentException">The warm start has other categories.</exception>
    internal static double[] Start(Votes votes, AggregationOptions options)
    {
        var warm = options.WarmStart;
        if (warm is not null && warm.Categories != votes.Categories)
            throw new ArgumentException($"The warm start has {warm.Categories} categories, the votes {votes.Categories}.", nameof(options));
        var rows = new double[votes.Items * votes.Categories];
        for (var item = 0; item < votes.Items; item++)
        {
            var said = votes.CategoriesOf(item);
            if (said.Length == 0) continue;
            var row = rows.AsSpan(item * votes.Categories, votes.Categories);
            if (item < warm?.Items) warm.Of(item).CopyTo(row);
            else
                foreach (var category in said) row[category] += 1.0 / said.Length;
        }
        return rows;
    }
}
