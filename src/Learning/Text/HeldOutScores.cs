namespace Assay.Learning.Text;

/// <summary>Scores of both models for items that they were not trained on.</summary>
internal sealed class HeldOutScores
{
    /// <summary>Below so many items nothing is held out.</summary>
    private const int Fewest = 10;

    private readonly TrainingSet set;
    private readonly float[] regression;
    private readonly float[] bayes;
    private readonly int[] items;

    private HeldOutScores(TrainingSet set, int[] items)
    {
        (this.set, this.items) = (set, items);
        regression = new float[items.Length * set.Stride];
        bayes = new float[items.Length * set.Stride];
    }

    public int Count => items.Length;

    public int Outputs => set.Outputs;

    public bool IsIndependent => set.IsIndependent;

    public ReadOnlySpan<int> Items => items;

    public Span<float> Regression(int place) => regression.AsSpan(place * set.Stride, set.Outputs);

    public Span<float> Bayes(int place) => bayes.AsSpan(place * set.Stride, set.Outputs);

    public ReadOnlySpan<float> Targets(int place) => set.TargetsOf(items[place])[..set.Outputs];

    public float Weight(int place) => set.Weights[items[place]];

    /// <summary>The folds that are held out one after the other: five, or ten of many items, and no more of them than are needed to have some thousands of items.</summary>
    public static int[][] FoldsToCalibrate(int count, ulong seed)
    {
        const int manyItems = 20_000, enough = 5_000;
        if (count < Fewest)
            return [];
        var folds = Folds(count, count > manyItems ? 10 : 5, seed);
        var (taken, held) = (0, 0);
        while (taken < folds.Length && held < enough)
            held += folds[taken++].Length;
        return folds[..taken];
    }

    /// <summary>All items in folds of the same size, by chance.</summary>
    public static int[][] Folds(int count, int folds, ulong seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new SplitMix(seed ^ 0xF01D).Shuffle(order);
        return [.. Enumerable.Range(0, folds).Select(fold => order.Where((_, place) => place % folds == fold).ToArray())];
    }

    /// <summary>Trains on the rest of each fold and scores the fold; and trains on all items, side by side. With a teacher naive Bayes learns of the items without a label too.</summary>
    public static (LinearScores Regression, LinearScores Bayes, int Epochs, HeldOutScores HeldOut) Train(
        TrainingSet set, int[][] folds, float[]? start, ScoreMixture? teacher, TextClassifierOptions options, CancellationToken cancel)
    {
        var heldOut = new HeldOutScores(set, [.. folds.SelectMany(fold => fold)]);
        var (regression, bayes, epochs) = (default(LinearScores), default(LinearScores), 0);
        Parallel.For(-1, folds.Length, Parallelism.Of(options.Threads, cancel), fold =>
        {
            var apart = fold < 0 ? [] : folds[fold].ToHashSet();
            int[] items = [.. Enumerable.Range(0, set.Count).Where(item => !apart.Contains(item))];
            var limits = new DualAscentLimits(options.MostEpochs, Gap);
            var (trained, took) = DualAscent.Fit(set, items, (float)options.Strength, start, limits, options.Seed, cancel);
            var counted = NaiveBayes.Fit(set, items, (float)options.Smoothing);
            if (teacher is not null)
                counted = Unlabeled.Learn(set, items, trained, counted, teacher, (float)options.Smoothing, cancel);
            if (fold < 0)
                (regression, bayes, epochs) = (trained, counted, took);
            else
                heldOut.Score(trained, counted, folds[..fold].Sum(before => before.Length), folds[fold]);
        });
        return (regression!, bayes!, epochs, heldOut);
    }

    /// <summary>The mean distance of loss and bound at which training stops: below it accuracy does not change.</summary>
    private const double Gap = 0.002;

    private void Score(LinearScores trained, LinearScores counted, int first, int[] fold)
    {
        foreach (var (place, item) in fold.Index())
        {
            var columns = set.Rows.Columns(item);
            var values = set.Rows.Values(item);
            trained.Of(columns, values, regression.AsSpan((first + place) * set.Stride, set.Stride));
            counted.Of(columns, values, bayes.AsSpan((first + place) * set.Stride, set.Stride));
        }
    }
}
