namespace Assay.Agreement;

/// <summary>What one person marked on one item; nothing is an answer too.</summary>
/// <param name="Item">The item's number.</param>
/// <param name="Annotator">The person's number.</param>
/// <param name="Parts">Spans, boxes, or whatever was marked.</param>
public sealed record Marks<T>(int Item, int Annotator, IReadOnlyList<T> Parts);

/// <summary>How far two people marked the same.</summary>
/// <param name="First">The number of one person, below <paramref name="Second"/>.</param>
/// <param name="Second">The number of the other.</param>
/// <param name="F1">Over the items both answered.</param>
public sealed record PairF1(int First, int Second, Coefficient F1);

/// <summary>How far people marked the same.</summary>
/// <param name="F1">Over every two people on every item.</param>
/// <param name="Pairs">Each two people who share an item, in the order of their numbers.</param>
public sealed record F1Agreement(Coefficient F1, IReadOnlyList<PairF1> Pairs);

/// <summary>
/// F1 between people: the share of what two people marked that both marked, <c>F1 = 2 m / (a + b)</c> with <c>a</c> and <c>b</c> parts each and <c>m</c>
/// pairs of them matched one to one.
/// </summary>
/// <remarks>
/// <para>It is the same whichever of the two is taken for the truth. Where what is left unmarked cannot be counted, as in text and images, it is what κ comes to:
/// Hripcsak and Rothschild (2005), "Agreement, the F-measure, and reliability in information retrieval", JAMIA 12:296-298.</para>
/// <para>All pairs of people enter, not the first two: sums over every two people on every item. Items on which both marked nothing do not enter;
/// undefined when nobody marked anything, and when no item has two people. Range [0, 1]. Interval over items, see <see cref="RatioOfSums"/>.</para>
/// </remarks>
public static class MatchedF1
{
    /// <summary>Nobody marked anything that could be compared.</summary>
    public const string NothingMarked = "No item was marked by one of two people who both answered it.";

    /// <summary>Measures with a rule that says how many parts of two people match.</summary>
    /// <param name="marks">No person twice on an item.</param>
    /// <param name="matched">How many parts match one to one; the same whichever comes first.</param>
    public static F1Agreement Of<T>(IEnumerable<Marks<T>> marks, Func<IReadOnlyList<T>, IReadOnlyList<T>, int> matched) =>
        Of(marks, parts => parts.Count, matched);

    internal static F1Agreement Of<T>(
        IEnumerable<Marks<T>> marks, Func<IReadOnlyList<T>, int> count, Func<IReadOnlyList<T>, IReadOnlyList<T>, int> matched)
    {
        var all = new List<(double, double)>();
        var pairs = new SortedDictionary<(int, int), List<(double, double)>>();
        foreach (var item in marks.GroupBy(each => each.Item))
        {
            Marks<T>[] people = [.. item.OrderBy(each => each.Annotator)];
            var (same, total) = (0.0, 0.0);
            for (var second = 1; second < people.Length; second++)
            {
                for (var first = 0; first < second; first++)
                {
                    var (a, b) = (people[first], people[second]);
                    if (a.Annotator == b.Annotator) throw new ArgumentException($"Annotator {a.Annotator} answered item {a.Item} twice.", nameof(marks));
                    double both = 2 * matched(a.Parts, b.Parts), sum = count(a.Parts) + count(b.Parts);
                    if (!pairs.TryGetValue((a.Annotator, b.Annotator), out var pair)) pairs[(a.Annotator, b.Annotator)] = pair = [];
                    pair.Add((both, sum));
                    (same, total) = (same + both, total + sum);
                }
            }
            if (people.Length > 1) all.Add((same, total));
        }
        return new F1Agreement(
            RatioOfSums.Of(all, all.Count == 0 ? Undefined.NoSharedItems : NothingMarked),
            [.. pairs.Select(pair => new PairF1(pair.Key.Item1, pair.Key.Item2, RatioOfSums.Of(pair.Value, NothingMarked)))]);
    }
}
