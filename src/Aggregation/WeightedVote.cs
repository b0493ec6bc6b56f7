using Assay.Model;

namespace Assay.Aggregation;

/// <summary>Voting with weights, and how often each person goes with the outcome: the two halves of the methods without a model.</summary>
internal static class WeightedVote
{
    /// <summary>For each item the share of the weight of its votes that each category has; rows of items without votes are 0.</summary>
    /// <remarks>Where all weights are 0, votes weigh the same.</remarks>
    public static double[] Shares(Votes votes, double[] weights, AggregationOptions options)
    {
        var shares = new double[votes.Items * votes.Categories];
        Parts.Each(votes.Items, Parts.OfItems, options, (from, to) =>
        {
            for (var item = from; item < to; item++)
            {
                var who = votes.AnnotatorsOf(item);
                var said = votes.CategoriesOf(item);
                var row = shares.AsSpan(item * votes.Categories, votes.Categories);
                var total = 0.0;
                for (var v = 0; v < who.Length; v++)
                {
                    row[said[v]] += weights[who[v]];
                    total += weights[who[v]];
                }
                if (total > 0)
                    foreach (ref var share in row) share /= total;
                else
                    foreach (var category in said) row[category] += 1.0 / said.Length;
            }
        });
        return shares;
    }

    /// <summary>For each person the share of votes that went with the outcome: the heaviest category, among equals the lowest.</summary>
    public static double[] Agreement(Votes votes, double[] shares, AggregationOptions options)
    {
        var outcome = new int[votes.Items];
        Parts.Each(votes.Items, Parts.OfItems, options, (from, to) =>
        {
            for (var item = from; item < to; item++)
                outcome[item] = Consensus.Likeliest(shares.AsSpan(item * votes.Categories, votes.Categories)).Category;
        });
        var agreement = new double[votes.Annotators];
        Parts.Each(votes.Annotators, Parts.OfAnnotators, options, (from, to) =>
        {
            for (var annotator = from; annotator < to; annotator++)
            {
                var items = votes.ItemsOf(annotator);
                var said = votes.CategoriesBy(annotator);
                var with = 0;
                for (var v = 0; v < items.Length; v++)
                    if (outcome[items[v]] == said[v]) with++;
                agreement[annotator] = items.Length == 0 ? 0 : (double)with / items.Length;
            }
        });
        return agreement;
    }
}
