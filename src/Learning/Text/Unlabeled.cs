namespace Assay.Learning.Text;

/// <summary>What texts without a label teach naive Bayes: they count for each class by the chance that the models so far give them, round by round.</summary>
internal static class Unlabeled
{
    private const int Rounds = 3, Most = 20_000;

    /// <summary>All rows, or so many of them by chance as are used.</summary>
    public static IReadOnlyList<int> Drawn(IReadOnlyList<int> rows, ulong seed)
    {
        if (rows.Count <= Most)
            return rows;
        int[] order = [.. rows];
        new SplitMix(seed ^ 0x0DD5).Shuffle(order);
        return order[..Most];
    }

    /// <summary>Naive Bayes of the labeled items and of those without a label.</summary>
    /// <param name="set">Both kinds.</param>
    /// <param name="items">The labeled ones to learn from.</param>
    /// <param name="regression">Trained on them.</param>
    /// <param name="bayes">Of them alone.</param>
    /// <param name="teacher">How far both count.</param>
    /// <param name="smoothing">Added to each count.</param>
    /// <param name="cancel">Stops between rounds.</param>
    public static LinearScores Learn(TrainingSet set, int[] items, LinearScores regression, LinearScores bayes, ScoreMixture teacher, float smoothing, CancellationToken cancel)
    {
        var guessed = new float[(set.Rows.Count - set.Count) * set.Stride];
        for (var round = 0; round < Rounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            Guess(set, regression, bayes, teacher, guessed);
            bayes = NaiveBayes.Fit(set, items, smoothing, guessed);
        }

        return bayes;
    }

    private static void Guess(TrainingSet set, LinearScores regression, LinearScores bayes, ScoreMixture teacher, Span<float> guessed)
    {
        Span<float> s = new float[set.Stride];
        Span<float> t = new float[set.Stride];
        for (var item = set.Count; item < set.Rows.Count; item++)
        {
            regression.Of(set.Rows.Columns(item), set.Rows.Values(item), s);
            bayes.Of(set.Rows.Columns(item), set.Rows.Values(item), t);
            var guess = guessed.Slice((item - set.Count) * set.Stride, set.Outputs);
            for (var k = 0; k < guess.Length; k++)
                guess[k] = (float)((teacher.Regression * s[k]) + (teacher.Bayes * t[k]));
            if (!set.IsIndependent)
                Numbers.Softmax(guess);
            for (var k = 0; k < guess.Length && set.IsIndependent; k++)
                guess[k] = Numbers.Sigmoid(guess[k]);
        }
    }
}
