namespace Assay.Model;

/// <summary>
/// Who said what about which item: items, people and categories as numbers 0, 1, … An item may have any number of votes; missing ones take no
/// room. Laid out by item, for the question "what is true?", and once it is asked for by person, for "how good are they?".
/// </summary>
/// <remarks>
/// 8 bytes a vote and 4 an item, and as much again by person; made in time linear in the votes. Someone may vote on an item more than once, as in
/// Dawid and Skene (1979), whose doctors saw patients twice; where that makes no sense, <see cref="Repeat"/> tells.
/// </remarks>
public sealed class Votes
{
    private readonly Grouped<int> byItem;
    private readonly Lazy<Grouped<int>> byAnnotator;
    private readonly Lazy<(int Item, int Annotator)?> repeat;

    private Votes(Grouped<int> byItem, int annotators, int categories)
    {
        (this.byItem, Annotators, Categories) = (byItem, annotators, categories);
        byAnnotator = new(() => byItem.Turned(annotators));
        repeat = new(() => byItem.Repeat(annotators));
    }

    /// <summary>The number of items, those without votes included.</summary>
    public int Items => byItem.Groups;

    /// <summary>The number of people, those without votes included.</summary>
    public int Annotators { get; }

    /// <summary>The number of categories there are, used or not.</summary>
    public int Categories { get; }

    /// <summary>The number of votes.</summary>
    public int Count => byItem.Count;

    /// <summary>The first item somebody voted on twice, and who; null when nobody did. Found at the first call, in one pass.</summary>
    public (int Item, int Annotator)? Repeat => repeat.Value;

    /// <summary>The categories given to the item, in the order of <see cref="AnnotatorsOf"/>.</summary>
    public ReadOnlySpan<int> CategoriesOf(int item) => byItem.ValuesOf(item);

    /// <summary>The people who voted on the item.</summary>
    public ReadOnlySpan<int> AnnotatorsOf(int item) => byItem.OthersOf(item);

    /// <summary>The categories this person gave, in the order of <see cref="ItemsOf"/>.</summary>
    public ReadOnlySpan<int> CategoriesBy(int annotator) => byAnnotator.Value.ValuesOf(annotator);

    /// <summary>The items this person voted on, in ascending order.</summary>
    public ReadOnlySpan<int> ItemsOf(int annotator) => byAnnotator.Value.OthersOf(annotator);

    /// <summary>Votes as a long table: vote <c>v</c> says that a person gave an item a category.</summary>
    /// <exception cref="ArgumentException">The columns differ in length, or a number is outside its range.</exception>
    public static Votes Of(
        ReadOnlySpan<int> item, ReadOnlySpan<int> annotator, ReadOnlySpan<int> category, int items, int annotators, int categories)
    {
        if (item.Length != annotator.Length || item.Length != category.Length)
            throw new ArgumentException($"Columns of {item.Length}, {annotator.Length} and {category.Length} votes; they must be equally long.");
        for (var v = 0; v < item.Length; v++)
            if ((uint)item[v] >= (uint)items || (uint)annotator[v] >= (uint)annotators || (uint)category[v] >= (uint)categories)
                throw new ArgumentException($"Vote {v} (item {item[v]}, annotator {annotator[v]}, category {category[v]}) is outside "
                    + $"{items} items, {annotators} annotators, {categories} categories.");
        return new Votes(new Grouped<int>(item, annotator, category, items), annotators, categories);
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
}
