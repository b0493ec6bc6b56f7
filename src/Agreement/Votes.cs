namespace Assay.Agreement;

/// <summary>
/// Who said what about which item: categories as numbers 0, 1, … in three arrays ordered by item, so that a pass over all votes touches
/// memory in order and an item costs no object. An item may have any number of votes; missing ones take no room.
/// </summary>
/// <remarks>8 bytes a vote and 4 an item. Made in time linear in the votes.</remarks>
public sealed class Votes
{
    private readonly int[] start;
    private readonly int[] annotators;
    private readonly int[] categories;
    private ItemKinds? kinds;

    private Votes(int[] start, int[] annotators, int[] categories, int annotatorCount, int categoryCount)
    {
        (this.start, this.annotators, this.categories) = (start, annotators, categories);
        (Annotators, Categories) = (annotatorCount, categoryCount);
    }

    /// <summary>The number of items, those without votes included.</summary>
    public int Items => start.Length - 1;

    /// <summary>The number of people.</summary>
    public int Annotators { get; }

    /// <summary>The number of categories there are, used or not.</summary>
    public int Categories { get; }

    /// <summary>The number of votes.</summary>
    public int Count => categories.Length;

    /// <summary>The items by kind, found once for all coefficients; two threads that both come first find the same.</summary>
    internal ItemKinds Kinds => kinds ??= ItemKinds.Of(this);

    /// <summary>The categories given to the item, in the order of <see cref="AnnotatorsOf"/>.</summary>
    public ReadOnlySpan<int> CategoriesOf(int item) => categories.AsSpan(start[item]..start[item + 1]);

    /// <summary>The people who voted on the item, none twice.</summary>
    public ReadOnlySpan<int> AnnotatorsOf(int item) => annotators.AsSpan(start[item]..start[item + 1]);

    /// <summary>Votes as a long table: vote <c>v</c> says that a person gave an item a category.</summary>
    /// <exception cref="ArgumentException">The columns differ in length, a number is outside its range, or someone voted twice on an item.</exception>
    public static Votes Of(
        ReadOnlySpan<int> item, ReadOnlySpan<int> annotator, ReadOnlySpan<int> category, int items, int annotators, int categories)
    {
        if (item.Length != annotator.Length || item.Length != category.Length)
            throw new ArgumentException($"Columns of {item.Length}, {annotator.Length} and {category.Length} votes; they must be equally long.");
        var start = new int[items + 1];
        for (var v = 0; v < item.Length; v++)
        {
            if ((uint)item[v] >= (uint)items || (uint)annotator[v] >= (uint)annotators || (uint)category[v] >= (uint)categories)
                throw new ArgumentException($"Vote {v} (item {item[v]}, annotator {annotator[v]}, category {category[v]}) is outside "
                    + $"{items} items, {annotators} annotators, {categories} categories.");
            start[item[v] + 1]++;
        }
        for (var i = 0; i < items; i++) start[i + 1] += start[i];

        var next = start.AsSpan(0, items).ToArray();
        int[] who = new int[item.Length], what = new int[item.Length];
        for (var v = 0; v < item.Length; v++)
        {
            var at = next[item[v]]++;
            who[at] = annotator[v];
            what[at] = category[v];
        }
        NobodyTwice(start, who, annotators);
        return new Votes(start, who, what, annotators, categories);
    }

    /// <summary>Votes as a matrix, a row an item and a column a person; negative where someone did not vote.</summary>
    /// <exception cref="ArgumentException">A row is of another length, or a category outside its range.</exception>
    public static Votes OfRows(IReadOnlyList<int[]> rows, int categories)
    {
        List<int> item = [], annotator = [], category = [];
        var people = rows.Count == 0 ? 0 : rows[0].Length;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Length != people) throw new ArgumentException($"Row {i} has {rows[i].Length} columns, the first has {people}.", nameof(rows));
            for (var person = 0; person < people; person++)
            {
                if (rows[i][person] < 0) continue;
                item.Add(i);
                annotator.Add(person);
                category.Add(rows[i][person]);
            }
        }
        return Of(item.ToArray(), annotator.ToArray(), category.ToArray(), rows.Count, people, categories);
    }

    /// <summary>
    /// Votes of people nobody knows: a row an item, in it how many votes each category got. People are numbered anew on each item, so that
    /// coefficients which ask who said what mean nothing here.
    /// </summary>
    /// <exception cref="ArgumentException">A row is of another length, or a count is negative.</exception>
    public static Votes OfCounts(IReadOnlyList<int[]> counts)
    {
        List<int> item = [], annotator = [], category = [];
        var (categories, people) = (counts.Count == 0 ? 0 : counts[0].Length, 0);
        for (var i = 0; i < counts.Count; i++)
        {
            if (counts[i].Length != categories) throw new ArgumentException($"Row {i} has {counts[i].Length} columns, the first has {categories}.", nameof(counts));
            var person = 0;
            for (var c = 0; c < categories; c++)
            {
                if (counts[i][c] < 0) throw new ArgumentException($"Row {i} counts {counts[i][c]} votes for category {c}.", nameof(counts));
                for (var v = 0; v < counts[i][c]; v++)
                {
                    item.Add(i);
                    annotator.Add(person++);
                    category.Add(c);
                }
            }
            people = Math.Max(people, person);
        }
        return Of(item.ToArray(), annotator.ToArray(), category.ToArray(), counts.Count, people, categories);
    }

    private static void NobodyTwice(int[] start, int[] who, int annotators)
    {
        var last = new int[annotators];
        for (var i = 0; i + 1 < start.Length; i++)
        {
            for (var v = start[i]; v < start[i + 1]; v++)
            {
                if (last[who[v]] == i + 1) throw new ArgumentException($"Annotator {who[v]} voted twice on item {i}.");
                last[who[v]] = i + 1;
            }
        }
    }
}
