using System.Runtime.InteropServices;

namespace Assay.Model;

/// <summary>
/// Builds <see cref="Votes"/> from names: each distinct item, person and label gets the next number, one look-up each a vote; all that
/// follows works on the numbers.
/// </summary>
/// <typeparam name="TItem">What items are called.</typeparam>
/// <typeparam name="TAnnotator">What people are called.</typeparam>
public sealed class VoteTable<TItem, TAnnotator>
    where TItem : notnull
    where TAnnotator : notnull
{
    private readonly Numbering<TItem> items = new();
    private readonly Numbering<TAnnotator> annotators = new();
    private readonly Numbering<string> categories = new();
    private readonly List<int> item = [], annotator = [], category = [];

    // made by the first vote that asks for it: most tables cannot repeat
    private Dictionary<(int Item, int Annotator), int>? places;

    /// <summary>A table without votes.</summary>
    /// <param name="categories">Labels known beforehand, in the order wished for tables; others are added as they come.</param>
    public VoteTable(IEnumerable<string>? categories = null)
    {
        foreach (var name in categories ?? []) this.categories.Of(name);
    }

    /// <summary>Items by their number.</summary>
    public IReadOnlyList<TItem> Items => items.Names;

    /// <summary>People by their number.</summary>
    public IReadOnlyList<TAnnotator> Annotators => annotators.Names;

    /// <summary>Labels by their number.</summary>
    public IReadOnlyList<string> Categories => categories.Names;

    /// <summary>The number of votes.</summary>
    public int Count => item.Count;

    /// <summary>The item of each vote; valid until the next is added.</summary>
    public ReadOnlySpan<int> Item => CollectionsMarshal.AsSpan(item);

    /// <summary>Who gave each vote; valid until the next is added.</summary>
    public ReadOnlySpan<int> Annotator => CollectionsMarshal.AsSpan(annotator);

    /// <summary>What each vote says; valid until the next is added.</summary>
    public ReadOnlySpan<int> Category => CollectionsMarshal.AsSpan(category);

    /// <summary>Adds one vote.</summary>
    public void Add(TItem item, TAnnotator annotator, string category)
    {
        var (what, who) = (items.Of(item), annotators.Of(annotator));
        places?.TryAdd((what, who), Count);
        Add(what, who, category);
    }

    /// <summary>Adds one vote of someone who has none on the item yet.</summary>
    /// <param name="item">The item.</param>
    /// <param name="annotator">The person.</param>
    /// <param name="category">The label.</param>
    /// <param name="earlier">The number of the vote that is there already.</param>
    /// <returns>Whether the vote was added.</returns>
    public bool TryAdd(TItem item, TAnnotator annotator, string category, out int earlier)
    {
        var (what, who) = (items.Of(item), annotators.Of(annotator));
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places ??= Places(), (what, who), out var there);
        earlier = place;
        if (there) return false;
        place = Count;
        Add(what, who, category);
        return true;
    }

    /// <summary>Gives a vote another label.</summary>
    /// <param name="vote">Its number, 0 for the first.</param>
    /// <param name="category">The label.</param>
    public void Replace(int vote, string category) => this.category[vote] = categories.Of(category);

    /// <summary>The votes added so far.</summary>
    public Votes ToVotes() => Votes.Of(Item, Annotator, Category, Items.Count, Annotators.Count, Categories.Count);

    private void Add(int what, int who, string said)
    {
        item.Add(what);
        annotator.Add(who);
        category.Add(categories.Of(said));
    }

    private Dictionary<(int Item, int Annotator), int> Places()
    {
        var found = new Dictionary<(int Item, int Annotator), int>();
        for (var vote = 0; vote < Count; vote++) found.TryAdd((item[vote], annotator[vote]), vote);
        return found;
    }
}
