using System.Runtime.InteropServices;

namespace Assay.Agreement;

/// <summary>
/// Builds <see cref="Votes"/> from names: each distinct item, person and label gets the next number, one look-up each a vote; all that
/// follows works on the numbers.
/// </summary>
/// <typeparam name="TItem">What items are called.</typeparam>
/// <typeparam name="TAnnotator">What people are called.</typeparam>
/// <param name="categories">Labels known beforehand, in the order wished for tables; others are added as they come.</param>
public sealed class VoteTable<TItem, TAnnotator>(IEnumerable<string>? categories = null)
    where TItem : notnull
    where TAnnotator : notnull
{
    private readonly Codes<TItem> items = new([]);
    private readonly Codes<TAnnotator> annotators = new([]);
    private readonly Codes<string> categories = new(categories ?? []);
    private readonly List<int> item = [], annotator = [], category = [];

    /// <summary>Items by their number.</summary>
    public IReadOnlyList<TItem> Items => items.Names;

    /// <summary>People by their number.</summary>
    public IReadOnlyList<TAnnotator> Annotators => annotators.Names;

    /// <summary>Labels by their number.</summary>
    public IReadOnlyList<string> Categories => categories.Names;

    /// <summary>Adds one vote.</summary>
    public void Add(TItem item, TAnnotator annotator, string category)
    {
        this.item.Add(items.Of(item));
        this.annotator.Add(annotators.Of(annotator));
        this.category.Add(categories.Of(category));
    }

    /// <summary>The votes added so far.</summary>
    /// <exception cref="ArgumentException">Someone voted twice on an item.</exception>
    public Votes ToVotes() => Votes.Of(
        CollectionsMarshal.AsSpan(item), CollectionsMarshal.AsSpan(annotator), CollectionsMarshal.AsSpan(category),
        Items.Count, Annotators.Count, Categories.Count);

    private sealed class Codes<T> where T : notnull
    {
        private readonly Dictionary<T, int> codes = [];

        public Codes(IEnumerable<T> names)
        {
            foreach (var name in names) Of(name);
        }

        public List<T> Names { get; } = [];

        public int Of(T name)
        {
            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(codes, name, out var known);
            if (known) return code;
            code = Names.Count;
            Names.Add(name);
            return code;
        }
    }
}
