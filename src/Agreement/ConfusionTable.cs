using Assay.Model;

namespace Assay.Agreement;

/// <summary>How often one source said <c>row</c> where another said <c>column</c>: two people, or the final labels and one person.</summary>
/// <remarks>8 bytes a cell: categories squared. For very many categories compare pairs of votes directly, see <see cref="CohenKappa"/>.</remarks>
public sealed class ConfusionTable
{
    private readonly long[] counts;

    /// <summary>An empty table.</summary>
    /// <param name="categories">At least 1.</param>
    public ConfusionTable(int categories)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(categories, 1);
        Categories = categories;
        counts = new long[categories * (long)categories];
    }

    /// <summary>The number of rows and of columns.</summary>
    public int Categories { get; }

    /// <summary>The number of items counted.</summary>
    public long Total { get; private set; }

    /// <summary>How many items have this row and column.</summary>
    public long this[int row, int column] => counts[row * Categories + column];

    /// <summary>The table of two equally long lists of categories.</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static ConfusionTable Of(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns, int categories)
    {
        if (rows.Length != columns.Length) throw new ArgumentException($"{rows.Length} rows and {columns.Length} columns; there must be as many.");
        var table = new ConfusionTable(categories);
        for (var i = 0; i < rows.Length; i++) table.Add(rows[i], columns[i]);
        return table;
    }

    /// <summary>What two people said about the items both voted on, the first in rows.</summary>
    /// <exception cref="ArgumentException">Someone voted twice on an item.</exception>
    public static ConfusionTable OfPair(Votes votes, int first, int second)
    {
        votes.RequireOneEach();
        var table = new ConfusionTable(votes.Categories);
        for (var item = 0; item < votes.Items; item++)
        {
            var who = votes.AnnotatorsOf(item);
            if (who.IndexOf(first) is >= 0 and var a && who.IndexOf(second) is >= 0 and var b)
                table.Add(votes.CategoriesOf(item)[a], votes.CategoriesOf(item)[b]);
        }
        return table;
    }

    /// <summary>What one person said, in columns, where the final label is the row.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="annotator">The person's number.</param>
    /// <param name="final">The final category of each item; negative where there is none.</param>
    /// <exception cref="ArgumentException">There are not as many final labels as items.</exception>
    public static ConfusionTable Against(Votes votes, int annotator, ReadOnlySpan<int> final)
    {
        if (final.Length != votes.Items) throw new ArgumentException($"{final.Length} final labels for {votes.Items} items; there must be as many.");
        var table = new ConfusionTable(votes.Categories);
        for (var item = 0; item < votes.Items; item++)
            if (final[item] >= 0 && votes.AnnotatorsOf(item).IndexOf(annotator) is >= 0 and var at) table.Add(final[item], votes.CategoriesOf(item)[at]);
        return table;
    }

    /// <summary>Counts an item, or several of a kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public void Add(int row, int column, long times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Categories, nameof(row));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Categories, nameof(column));
        counts[row * Categories + column] += times;
        Total += times;
    }

    /// <summary>The counts as rows of columns.</summary>
    public long[][] ToRows() => [.. counts.Chunk(Categories)];
}
