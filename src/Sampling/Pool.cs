namespace Assay.Sampling;

/// <summary>Items without labels, by their places from 0, and what is known of them. Only <see cref="Count"/> must be there.</summary>
public sealed record Pool
{
    /// <summary>How many items there are.</summary>
    public required int Count { get; init; }

    /// <summary>A model's chances, items × labels: each row sums to 1; with <see cref="SeveralLabels"/> each number is the chance of one label by itself.</summary>
    public Matrix? Probabilities { get; init; }

    /// <summary>Any number of labels may be right of an item, so that chances do not sum to 1.</summary>
    public bool SeveralLabels { get; init; }

    /// <summary>Where items lie in a space in which like ones are near, items × dimensions.</summary>
    public Matrix? Embeddings { get; init; }

    /// <summary>Where the items lie that have a label already, in the same space: diversity strategies keep away from them.</summary>
    public Matrix? LabeledEmbeddings { get; init; }

    /// <summary>The label of each item that has one, by its column in <see cref="Probabilities"/>.</summary>
    public IReadOnlyList<int>? LabeledClasses { get; init; }

    /// <summary>Chances by each member of a committee of models, each as <see cref="Probabilities"/>.</summary>
    public IReadOnlyList<Matrix>? Committee { get; init; }

    /// <summary>How unsure a tagger is of each token.</summary>
    public SpanUncertainty? SpanUncertainty { get; init; }

    /// <summary>How long each item is expected to take a person, above 0; needed for a budget in seconds. Empty is none.</summary>
    public ReadOnlyMemory<float>? Seconds { get; init => field = value is { IsEmpty: true } ? null : value; }

    /// <summary>A number each group of near duplicates has of its own; −1 for an item without any. Of a group one at most is chosen at a time. Empty is none.</summary>
    public ReadOnlyMemory<int>? Duplicates { get; init => field = value is { IsEmpty: true } ? null : value; }

    /// <summary>At most so many at once choose; 0: one a processor. The choice is the same.</summary>
    public int Threads { get; init; }
}
