using Assay.Model;

namespace Assay.Aggregation.Numbers;

/// <summary>Who gave which item which number: a rating, a count, a slider. Laid out by item and by person, as <see cref="Votes"/> are.</summary>
/// <remarks>24 bytes a vote. Someone may vote on an item more than once; each vote counts.</remarks>
public sealed class NumericVotes
{
    private readonly Grouped<double> byItem, byAnnotator;

    private NumericVotes(Grouped<double> byItem, Grouped<double> byAnnotator) => (this.byItem, this.byAnnotator) = (byItem, byAnnotator);

    /// <summary>The number of items, those without votes included.</summary>
    public int Items => byItem.Groups;

    /// <summary>The number of people.</summary>
    public int Annotators => byAnnotator.Groups;

    /// <summary>The number of votes.</summary>
    public int Count => byItem.Count;

    /// <summary>The numbers given to the item, in the order of <see cref="AnnotatorsOf"/>.</summary>
    public ReadOnlySpan<double> ValuesOf(int item) => byItem.ValuesOf(item);

    /// <summary>The people who voted on the item.</summary>
    public ReadOnlySpan<int> AnnotatorsOf(int item) => byItem.OthersOf(item);

    /// <summary>The numbers this person gave, in the order of <see cref="ItemsOf"/>.</summary>
    public ReadOnlySpan<double> ValuesBy(int annotator) => byAnnotator.ValuesOf(annotator);

    /// <summary>The items this person voted on, in ascending order.</summary>
    public ReadOnlySpan<int> ItemsOf(int annotator) => byAnnotator.OthersOf(annotator);

    /// <summary>Votes as a long table.</summary>
    /// <exception cref="ArgumentException">The columns differ in length, a number is outside its range, or a value is not finite.</exception>
    public static NumericVotes Of(ReadOnlySpan<int> item, ReadOnlySpan<int> annotator, ReadOnlySpan<double> value, int items, int annotators)
    {
        if (item.Length != annotator.Length || item.Length != value.Length)
            throw new ArgumentException($"Columns of {item.Length}, {annotator.Length} and {value.Length} votes; they must be equally long.");
        for (var v = 0; v < item.Length; v++)
        {
            if ((uint)item[v] >= (uint)items || (uint)annotator[v] >= (uint)annotators)
                throw new ArgumentException($"Vote {v} (item {item[v]}, annotator {annotator[v]}) is outside {items} items, {annotators} annotators.");
            if (!double.IsFinite(value[v]))
                throw new ArgumentException($"Vote {v} (item {item[v]}, annotator {annotator[v]}) is {value[v]}; it must be a finite number.");
        }
        var byItem = new Grouped<double>(item, annotator, value, items);
        return new NumericVotes(byItem, byItem.Turned(annotators));
    }
}
