using System.Globalization;
using System.Text.Json.Serialization;
using Assay.Sampling;

namespace Assay.Cli.Selecting;

/// <summary>One item chosen.</summary>
/// <param name="Index">Its row in the file, from 0.</param>
/// <param name="Rank">1 for the first to label.</param>
/// <param name="Score">What the strategy goes by, the higher the sooner: the uncertainty, or the distance to the nearest that is labeled or chosen before; null for none.</param>
/// <param name="Reason">The same in words.</param>
internal sealed record Choice(int Index, int Rank, double? Score, string Reason)
{
    /// <summary>The line a file has of it.</summary>
    [JsonIgnore]
    public string Cell => Score is { } score ? score.ToString("0.####", CultureInfo.InvariantCulture) : "–";
}

/// <summary>What was chosen, and why.</summary>
internal static class Choices
{
    /// <param name="strategy">Which chose.</param>
    /// <param name="pool">From what.</param>
    /// <param name="chosen">In the order of choice.</param>
    /// <param name="rows">The row of each item of the pool.</param>
    public static IReadOnlyList<Choice> Of(IStrategy strategy, Pool pool, IReadOnlyList<int> chosen, IReadOnlyList<int> rows)
    {
        var scores = strategy is IScored and not RandomOrder ? ((IScored)strategy).Score(pool) : strategy.Needs.HasFlag(StrategyNeeds.Probabilities) ? Margin.Instance.Score(pool) : null;
        var apart = strategy.Needs.HasFlag(StrategyNeeds.Embeddings) ? Apart(pool, chosen) : null;
        return [.. chosen.Select((item, place) => new Choice(rows[item], place + 1, Score(item, place), Reason(item, place)))];

        double? Score(int item, int place) => scores is not null ? Rounded(scores[item]) : apart?[place] is { } far ? Rounded(far) : null;

        string Reason(int item, int place)
        {
            var words = new List<string>();
            if (scores is not null)
                words.Add(string.Create(CultureInfo.InvariantCulture, $"{(strategy is IScored ? strategy.Name : Margin.Instance.Name).Replace('_', ' ')} {scores[item]:0.###}"));
            if (apart?[place] is { } far)
                words.Add(string.Create(CultureInfo.InvariantCulture, $"{far:0.###} from the nearest labeled or chosen before"));
            else if (apart is not null)
                words.Add("the first of all");
            return words.Count > 0 ? string.Join(", ", words) : "drawn by chance";
        }
    }

    private static double Rounded(double value) => Math.Round(value, 6);

    /// <summary>How far each is from the nearest that is labeled or chosen before it; null where there is none.</summary>
    private static double?[] Apart(Pool pool, IReadOnlyList<int> chosen)
    {
        var apart = new double?[chosen.Count];
        var labeled = pool.LabeledEmbeddings;
        Parallel.For(0, chosen.Count, place =>
        {
            var own = pool.Embeddings!.Row(chosen[place]);
            var nearest = double.PositiveInfinity;
            for (var row = 0; row < (labeled?.Rows ?? 0); row++)
                nearest = Math.Min(nearest, Distance(own, labeled!.Row(row)));
            for (var before = 0; before < place; before++)
                nearest = Math.Min(nearest, Distance(own, pool.Embeddings.Row(chosen[before])));
            apart[place] = double.IsFinite(nearest) ? nearest : null;
        });
        return apart;
    }

    private static double Distance(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var sum = 0.0;
        for (var place = 0; place < one.Length; place++)
            sum += ((double)one[place] - other[place]) * ((double)one[place] - other[place]);
        return Math.Sqrt(sum);
    }
}
