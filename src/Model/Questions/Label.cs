using System.Collections;
using System.Collections.Frozen;

namespace Assay.Model.Questions;

/// <summary>One of the answers a choice offers.</summary>
/// <param name="Name">Its identity in answers and exports: 1 to 200 printable characters, unique among its siblings.</param>
/// <param name="Title">What the person reads; null shows the name.</param>
/// <param name="Hint">A line of help; null for none.</param>
/// <param name="Color">1 to 20, an entry of the palette.</param>
/// <param name="Key">The key that chooses it; null lets the page assign one.</param>
/// <param name="Children">The labels below it, in a taxonomy.</param>
public sealed record Label(string Name, string? Title, string? Hint, int Color, string? Key, LabelSet Children)
{
    /// <summary>What the person reads.</summary>
    public string Shown => Title ?? Name;
}

/// <summary>Labels in the order of the schema, found by name in constant time. Equal to another with equal labels in the same order.</summary>
public sealed class LabelSet : IReadOnlyList<Label>, IEquatable<LabelSet>
{
    /// <summary>No labels.</summary>
    public static readonly LabelSet Empty = new([]);

    private readonly Label[] labels;
    private readonly FrozenDictionary<string, int> places;

    /// <summary>The labels; names must differ.</summary>
    public LabelSet(IEnumerable<Label> labels)
    {
        this.labels = [.. labels];
        places = this.labels.Select((label, place) => KeyValuePair.Create(label.Name, place)).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public Label this[int index] => labels[index];

    /// <inheritdoc/>
    public int Count => labels.Length;

    /// <summary>The place of the label with this name, -1 when there is none.</summary>
    public int IndexOf(string name) => places.TryGetValue(name, out var place) ? place : -1;

    /// <summary>The label with this name; null when there is none.</summary>
    public Label? Find(string name) => places.TryGetValue(name, out var place) ? labels[place] : null;

    /// <inheritdoc/>
    public IEnumerator<Label> GetEnumerator() => ((IEnumerable<Label>)labels).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => labels.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(LabelSet? other) => other is not null && labels.AsSpan().SequenceEqual(other.labels);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var label in labels) hash.Add(label);
        return hash.ToHashCode();
    }
}

/// <summary>A label chosen, from the top of the taxonomy down; a plain label is a path of one.</summary>
public sealed record LabelPath(IReadOnlyList<string> Names)
{
    /// <summary>What stands between the names of a path in words. No label of a taxonomy may hold it, so a joined path can be told apart.</summary>
    public const string Separator = " / ";

    /// <summary>At least one name, outermost first.</summary>
    public IReadOnlyList<string> Names { get; } = ValueList<string>.Of(Names);

    /// <summary>A path of the names.</summary>
    public static LabelPath Of(params string[] names) => new(names);

    /// <summary>The names joined: <c>food / fruit</c>.</summary>
    public override string ToString() => Names.Count == 1 ? Names[0] : string.Join(Separator, Names);
}
