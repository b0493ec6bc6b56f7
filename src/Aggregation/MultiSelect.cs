using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// From many sets of labels to one set: each label is a question of its own, "does it apply?", answered by any aggregator. A label is chosen when it
/// is more probable than not.
/// </summary>
/// <remarks>
/// Binary relevance (Tsoumakas and Katakis 2007, "Multi-label classification: an overview", IJDWM 3:1-13): labels are taken to be independent, and
/// people may be good at one and poor at another. A set of two half-right labels is then half right. The time is that of the aggregator for two
/// categories, times the labels.
/// </remarks>
public static class MultiSelect
{
    /// <summary>Finds the sets.</summary>
    /// <param name="item">The item of each answer.</param>
    /// <param name="annotator">Who gave it.</param>
    /// <param name="chosen">The labels chosen; none is an answer too.</param>
    /// <param name="items">The number of items.</param>
    /// <param name="annotators">The number of people.</param>
    /// <param name="labels">The number of labels.</param>
    /// <param name="method">How each label is decided.</param>
    /// <param name="options">Passed on; a warm start of this shape does not exist.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or a number is outside its range.</exception>
    public static MultiSelectConsensus Aggregate(
        ReadOnlySpan<int> item, ReadOnlySpan<int> annotator, IReadOnlyList<IReadOnlyCollection<int>> chosen, int items, int annotators, int labels,
        IAggregator method, AggregationOptions? options = null)
    {
        if (chosen.Count != item.Length)
            throw new ArgumentException($"{item.Length} items and {chosen.Count} answers; there must be as many.", nameof(chosen));
        var sets = new HashSet<int>[chosen.Count];
        for (var v = 0; v < sets.Length; v++)
        {
            sets[v] = [.. chosen[v]];
            if (sets[v].Any(label => (uint)label >= (uint)labels))
                throw new ArgumentException($"Answer {v} chooses label {sets[v].Max()}; there are {labels}.", nameof(chosen));
        }
        var byLabel = new Consensus[labels];
        var applies = new int[item.Length];
        for (var label = 0; label < labels; label++)
        {
            for (var v = 0; v < sets.Length; v++) applies[v] = sets[v].Contains(label) ? 1 : 0;
            byLabel[label] = method.Aggregate(Votes.Of(item, annotator, applies, items, annotators, 2), options);
        }
        var asked = new bool[items];
        foreach (var i in item) asked[i] = true;
        return new MultiSelectConsensus
        {
            Answers = [.. asked.Select((answered, i) => answered ? Enumerable.Range(0, labels).Where(label => byLabel[label].Answers[i] == 1).ToArray() : null)],
            ByLabel = byLabel,
        };
    }
}

/// <summary>The sets of labels found.</summary>
public sealed record MultiSelectConsensus
{
    /// <summary>The labels of each item in ascending order; null where nobody voted.</summary>
    public required IReadOnlyList<IReadOnlyList<int>?> Answers { get; init; }

    /// <summary>For each label what was found about "does it apply?", 1 for yes; its soft labels are the confidence.</summary>
    public required IReadOnlyList<Consensus> ByLabel { get; init; }
}
