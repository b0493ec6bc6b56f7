namespace Assay.Learning.Tagging;

/// <summary>
/// All taggings of one chain of tokens and their chances in a linear-chain conditional random field: the chance of a tagging is proportional to
/// <c>exp(Σ emission(i, tag_i) + Σ transition(tag_i−1, tag_i))</c>. Used again for the next chain.
/// </summary>
/// <remarks>
/// Lafferty, McCallum and Pereira (2001), ICML; forward and backward sums by Rabiner (1989), scaled at each token. A score more than 30 below the best of its token
/// counts as 30 below: a chance of 1e-13 and no overflow, whatever the weights.
/// </remarks>
internal sealed class Lattice(TagScheme scheme)
{
    private const double Deepest = -30, Least = 1e-280;

    private readonly double[] step = new double[scheme.Pairs];
    private double highestStep;
    private double[] emission = [], forward = [], backward = [], chance = [];
    private double logSum;
    private int length;

    /// <summary>Takes the scores of pairs of tags; holds for the chains after.</summary>
    public void Take(ReadOnlySpan<float> transitions)
    {
        highestStep = double.NegativeInfinity;
        foreach (var score in transitions) highestStep = Math.Max(highestStep, score);
        for (var pair = 0; pair < step.Length; pair++)
            step[pair] = Math.Exp(Math.Max(transitions[pair] - highestStep, Deepest));
    }

    /// <summary>Sums over all taggings of a chain.</summary>
    /// <param name="scores">A row for each token with a score for each tag.</param>
    /// <param name="tokens">At least one.</param>
    public void Sum(ReadOnlySpan<float> scores, int tokens)
    {
        length = tokens;
        if (emission.Length < tokens * scheme.Tags)
            (emission, forward, backward, chance) = (new double[tokens * scheme.Tags], new double[tokens * scheme.Tags], new double[tokens * scheme.Tags], new double[tokens * scheme.Tags]);
        logSum = (tokens - 1) * highestStep;
        for (var i = 0; i < tokens; i++)
            logSum += Exponentiate(scores.Slice(i * scheme.Stride, scheme.Tags), Row(emission, i));
        SumForward();
        SumBackward();
        for (var i = 0; i < tokens; i++)
        {
            var row = Row(chance, i);
            for (var tag = 0; tag < row.Length; tag++) row[tag] = Row(forward, i)[tag] * Row(backward, i)[tag];
            Scale(row, Total(row));
        }
    }

    /// <summary>The logarithm of the sum over all taggings of their exponentiated scores.</summary>
    public double LogSum => logSum;

    /// <summary>The score of one tagging of a chain: that of its tags and of its pairs.</summary>
    public double Score(ReadOnlySpan<float> scores, ReadOnlySpan<float> transitions, ReadOnlySpan<int> tags)
    {
        double score = scores[tags[0]];
        for (var i = 1; i < tags.Length; i++)
            score += scores[(i * scheme.Stride) + tags[i]] + transitions[scheme.Pair(tags[i - 1], tags[i])];
        return score;
    }

    /// <summary>The chance of each tag at a token; they sum to 1.</summary>
    public ReadOnlySpan<double> Chances(int token) => Row(chance, token);

    /// <summary>Adds to each pair of tags the number of times it is expected in the chain.</summary>
    public void AddExpectedPairs(Span<double> pairs)
    {
        Span<double> here = step.Length <= 1024 ? stackalloc double[step.Length] : new double[step.Length];
        for (var i = 1; i < length; i++)
        {
            var left = Row(forward, i - 1);
            var total = 0.0;
            for (var tag = 0; tag < scheme.Tags; tag++)
            {
                var sources = scheme.Before(tag, out var pair);
                var after = Row(emission, i)[tag] * Row(backward, i)[tag];
                foreach (var source in sources)
                {
                    total += here[pair] = left[source] * step[pair] * after;
                    pair++;
                }
            }

            for (var pair = 0; pair < here.Length; pair++) pairs[pair] += here[pair] / total;
        }
    }

    /// <summary>The chance that exactly these tokens are a span of this label.</summary>
    public double ChanceOfSpan(int from, int to, int label)
    {
        if (to == from + 1) return Row(chance, from)[TagScheme.Unit(label)];
        var probability = Row(chance, to - 1)[TagScheme.Last(label)];
        for (var (i, tag) = (to - 1, TagScheme.Last(label)); i > from; i--, tag = TagScheme.Inside(label))
        {
            // given the tag of a token, the one before depends on what is left of it alone
            var begun = Row(forward, i - 1)[TagScheme.Begin(label)] * step[scheme.Pair(TagScheme.Begin(label), tag)];
            var inside = Row(forward, i - 1)[TagScheme.Inside(label)] * step[scheme.Pair(TagScheme.Inside(label), tag)];
            probability *= (i - 1 == from ? begun : inside) / (begun + inside);
        }

        return probability;
    }

    /// <summary>The most likely tagging of the chain that was summed last; of equal ones the one with the smaller last tags.</summary>
    public int[] Best()
    {
        var (best, came) = (new double[scheme.Tags], new int[length * scheme.Tags]);
        for (var tag = 0; tag < best.Length; tag++)
            best[tag] = TagScheme.Opens(tag) ? Row(emission, 0)[tag] : 0;
        for (var i = 1; i < length; i++)
        {
            var (next, total) = (new double[scheme.Tags], 0.0);
            for (var tag = 0; tag < next.Length; tag++)
            {
                var sources = scheme.Before(tag, out var pair);
                var (most, at) = (-1.0, 0);
                foreach (var source in sources)
                {
                    var value = best[source] * step[pair++];
                    if (value > most) (most, at) = (value, source);
                }

                next[tag] = Math.Max(most, Least) * Row(emission, i)[tag];
                came[(i * scheme.Tags) + tag] = at;
                total = Math.Max(total, next[tag]);
            }

            Scale(next, total);
            best = next;
        }

        var tags = new int[length];
        for (var tag = 1; tag < best.Length; tag++)
            if (TagScheme.Closes(tag) && best[tag] > best[tags[^1]]) tags[^1] = tag;
        for (var i = length - 1; i > 0; i--)
            tags[i - 1] = came[(i * scheme.Tags) + tags[i]];
        return tags;
    }

    private void SumForward()
    {
        var row = Row(forward, 0);
        for (var tag = 0; tag < row.Length; tag++) row[tag] = TagScheme.Opens(tag) ? Row(emission, 0)[tag] : 0;
        for (var i = 0; i < length; i++)
        {
            var before = row;
            row = Row(forward, i);
            for (var tag = 0; i > 0 && tag < row.Length; tag++)
            {
                var sources = scheme.Before(tag, out var pair);
                var sum = 0.0;
                foreach (var source in sources) sum += before[source] * step[pair++];
                row[tag] = Math.Max(sum * Row(emission, i)[tag], Least);
            }

            if (i == length - 1)
                for (var tag = 0; tag < row.Length; tag++)
                    if (!TagScheme.Closes(tag)) row[tag] = 0;
            var total = Total(row);
            logSum += Math.Log(total);
            Scale(row, total);
        }
    }

    private void SumBackward()
    {
        var row = Row(backward, length - 1);
        for (var tag = 0; tag < row.Length; tag++) row[tag] = TagScheme.Closes(tag) ? 1 : 0;
        for (var i = length - 1; i > 0; i--)
        {
            var after = row;
            row = Row(backward, i - 1);
            row.Clear();
            for (var tag = 0; tag < after.Length; tag++)
            {
                var sources = scheme.Before(tag, out var pair);
                var value = Row(emission, i)[tag] * after[tag];
                foreach (var source in sources) row[source] += step[pair++] * value;
            }

            var most = 0.0;
            for (var tag = 0; tag < row.Length; tag++)
                most = Math.Max(most, row[tag] = i > 1 || TagScheme.Opens(tag) ? row[tag] : 0);
            Scale(row, most);
        }
    }

    private static double Exponentiate(ReadOnlySpan<float> scores, Span<double> to)
    {
        double most = scores[0];
        foreach (var score in scores) most = Math.Max(most, score);
        for (var tag = 0; tag < scores.Length; tag++) to[tag] = Math.Exp(Math.Max(scores[tag] - most, Deepest));
        return most;
    }

    private static double Total(ReadOnlySpan<double> row)
    {
        var total = 0.0;
        foreach (var value in row) total += value;
        return total;
    }

    private static void Scale(Span<double> row, double by)
    {
        foreach (ref var value in row) value /= by;
    }

    private Span<double> Row(double[] table, int token) => table.AsSpan(token * scheme.Tags, scheme.Tags);
}
