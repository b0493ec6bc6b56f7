using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// A way from many votes to one answer an item. Add one as a file and a line in <see cref="Aggregators"/>; contract tests run over that list.
/// </summary>
public interface IAggregator
{
    /// <summary>The name in JSON and on the command line: <c>dawid_skene</c>.</summary>
    string Name { get; }

    /// <summary>The name people know it by: <c>Dawid-Skene</c>.</summary>
    string Title { get; }

    /// <summary>
    /// Finds the answers. Neither the order of items, people and categories nor the number of threads matters, save that the lowest category
    /// wins a tie, and for a method with random starts. Never throws on sound votes: none at all give no answers.
    /// </summary>
    /// <exception cref="ArgumentException">The warm start does not fit the votes, or confusion matrices do not fit into memory.</exception>
    /// <exception cref="OperationCanceledException">The options say so, and the method is an iterative one.</exception>
    Consensus Aggregate(Votes votes, AggregationOptions? options = null);
}
