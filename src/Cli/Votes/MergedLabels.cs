using System.Globalization;
using Assay.Aggregation;
using Assay.Model;

namespace Assay.Cli.Votes;

/// <summary>One label for each task, and how it was found.</summary>
/// <param name="Answers">By task; of a set the label is a JSON list.</param>
/// <param name="Iterations">Rounds taken, of the longest run.</param>
/// <param name="Converged">Whether all runs came to rest.</param>
/// <param name="Ties">Questions on which several answers were equally probable.</param>
internal sealed record MergedLabels(IReadOnlyList<(string Task, string Label, double Confidence)> Answers, int Iterations, bool Converged, int Ties)
{
    /// <summary>Of votes for one label.</summary>
    /// <param name="table">The votes.</param>
    /// <param name="labels">Those of the table, that which wins a tie first.</param>
    /// <param name="aggregator">The method.</param>
    /// <param name="options">Its options.</param>
    /// <exception cref="BadInput">There are too many people and labels for the method.</exception>
    public static MergedLabels Of(VoteTable<string, string> table, IReadOnlyList<string> labels, IAggregator aggregator, AggregationOptions options)
    {
        var places = labels.Index().ToDictionary(label => label.Item, label => label.Index);
        int[] said = [.. table.Category.ToArray().Select(label => places[table.Categories[label]])];
        var found = Try(() => aggregator.Aggregate(Model.Votes.Of(table.Item, table.Annotator, said, table.Items.Count, table.Annotators.Count, labels.Count), options));
        return new MergedLabels(
            [.. table.Items.Select((task, at) => (task, labels[found.Answers[at]], found.SoftLabels[at, found.Answers[at]]))],
            found.Iterations, found.Converged, found.Ties);
    }

    /// <summary>Of votes for sets of labels: each label is decided on its own, so the confidence of a set is the product of those of its parts.</summary>
    /// <exception cref="BadInput">As above.</exception>
    public static MergedLabels OfSets(VoteTable<string, string> table, IAggregator aggregator, AggregationOptions options)
    {
        var names = new Numbering<string>();
        int[][] sets = [.. table.Categories.Select(label => SetText.Read(label)!.Select(names.Of).ToArray())];
        var chosen = new List<int[]>(table.Count);
        foreach (var label in table.Category)
            chosen.Add(sets[label]);
        var found = Try(() => MultiSelect.Aggregate(
            table.Item, table.Annotator, chosen, table.Items.Count, table.Annotators.Count, names.Names.Count, aggregator, options));
        return new MergedLabels(
            [.. table.Items.Select((task, at) => (
                task, SetText.Of(found.Answers[at]!.Select(label => names.Names[label])),
                found.ByLabel.Aggregate(1.0, (product, label) => product * label.SoftLabels[at, label.Answers[at]])))],
            found.ByLabel.Select(label => label.Iterations).DefaultIfEmpty().Max(), found.ByLabel.All(label => label.Converged), found.ByLabel.Sum(label => label.Ties));
    }

    /// <summary>Numbers by size, else by letters: an order that does not hang on that of the rows.</summary>
    public static IReadOnlyList<string> InOrder(IReadOnlyList<string> labels) => labels.All(label => Number(label) is not null)
        ? [.. labels.OrderBy(label => Number(label)!.Value).ThenBy(label => label, StringComparer.Ordinal)]
        : [.. labels.Order(StringComparer.Ordinal)];

    private static double? Number(string label) =>
        double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static T Try<T>(Func<T> aggregate)
    {
        try
        {
            return aggregate();
        }
        catch (ArgumentException error)
        {
            // confusion matrices of very many people and labels; the message says the way out
            throw new BadInput(error.Message);
        }
    }
}
