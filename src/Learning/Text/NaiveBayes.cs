namespace Assay.Learning.Text;

/// <summary>
/// Multinomial naive Bayes over the features as if they were counts: <c>ln P(k) + Σ_f x_f ln θ_kf</c>, <c>θ_kf</c> being the share of feature f among those of class k, smoothed. Right soon after few
/// labels. Where each label is a question of its own, the score is the difference of those who have it and those who have not.
/// </summary>
/// <remarks>Wang and Manning (2012), "Baselines and bigrams: simple, good sentiment and topic classification", ACL.</remarks>
internal static class NaiveBayes
{
    /// <param name="set">Labeled items, and those without a label.</param>
    /// <param name="items">The labeled ones to learn from.</param>
    /// <param name="smoothing">Added to each count.</param>
    /// <param name="guessed">Of each item without a label how much it counts for each output, stride numbers an item; or nothing.</param>
    public static LinearScores Fit(TrainingSet set, int[] items, float smoothing, ReadOnlySpan<float> guessed = default)
    {
        var counts = LinearScores.Zero(set.Outputs, set.Rows.Width);
        var all = set.IsIndependent ? LinearScores.Zero(1, set.Rows.Width) : null;
        Span<float> one = [0];
        Span<float> change = new float[set.Stride];
        foreach (var item in items)
        {
            var target = set.TargetsOf(item);
            for (var k = 0; k < set.Outputs; k++)
                change[k] = target[k] * set.TrainingWeights[item];
            counts.Add(set.Rows.Columns(item), set.Rows.Values(item), change);
            one[0] = set.TrainingWeights[item];
            all?.Add(set.Rows.Columns(item), set.Rows.Values(item), one);
        }

        for (var item = set.Count; item < set.Rows.Count && guessed.Length > 0; item++)
        {
            var guess = guessed.Slice((item - set.Count) * set.Stride, set.Stride);
            for (var k = 0; k < set.Outputs; k++)
                change[k] = guess[k];
            counts.Add(set.Rows.Columns(item), set.Rows.Values(item), change);
            one[0] = 1;
            all?.Add(set.Rows.Columns(item), set.Rows.Values(item), one);
        }

        if (all is null)
            OneOf(counts, smoothing);
        else
            Independent(counts, all, smoothing);
        return counts;
    }

    private static void OneOf(LinearScores counts, float smoothing)
    {
        var (weights, stride) = (counts.Weights, counts.Stride);
        var features = counts.Rows;
        var items = 0.0;
        for (var k = 0; k < counts.Outputs; k++)
            items += counts.Constants[k];
        for (var k = 0; k < counts.Outputs; k++)
        {
            var sum = 0.0;
            for (var f = 0; f < features; f++)
                sum += weights[(f * stride) + k];
            var all = (float)Math.Log(sum + (smoothing * features));
            for (var f = 0; f < features; f++)
                weights[(f * stride) + k] = MathF.Log(weights[(f * stride) + k] + smoothing) - all;
            weights[(features * stride) + k] = (float)Math.Log((weights[(features * stride) + k] + 1) / (items + counts.Outputs));
        }

        for (var row = 0; row <= features; row++)
            ToMeanZero(weights.AsSpan(row * stride, counts.Outputs));
    }

    /// <summary>What is added to the scores of all classes alike changes nothing, but makes them less exact.</summary>
    private static void ToMeanZero(Span<float> row)
    {
        var sum = 0f;
        foreach (var weight in row)
            sum += weight;
        for (var k = 0; k < row.Length; k++)
            row[k] -= sum / row.Length;
    }

    private static void Independent(LinearScores counts, LinearScores all, float smoothing)
    {
        var (weights, stride) = (counts.Weights, counts.Stride);
        var features = counts.Rows;
        for (var k = 0; k < counts.Outputs; k++)
        {
            var (with, without) = (0.0, 0.0);
            for (var f = 0; f < features; f++)
            {
                with += weights[(f * stride) + k];
                without += all.Weights[f] - weights[(f * stride) + k];
            }

            var difference = (float)(Math.Log(without + (smoothing * features)) - Math.Log(with + (smoothing * features)));
            for (var f = 0; f < features; f++)
            {
                var has = weights[(f * stride) + k];
                weights[(f * stride) + k] = MathF.Log((has + smoothing) / (Math.Max(all.Weights[f] - has, 0) + smoothing)) + difference;
            }

            var items = weights[(features * stride) + k];
            weights[(features * stride) + k] = MathF.Log((items + 1) / (all.Weights[features] - items + 1));
        }
    }
}
