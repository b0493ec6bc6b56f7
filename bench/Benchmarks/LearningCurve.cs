using Assay.Learning.Text;
using Assay.Sampling;

namespace Assay.Benchmarks;

/// <summary>How right a model is, after each step of labeling what a strategy chose.</summary>
/// <param name="Accuracies">On texts held out at random, before the first step and after each.</param>
/// <param name="Shifted">On the set's own test file, where it is drawn otherwise.</param>
internal sealed record LearningCurve(double[] Accuracies, double[] Shifted)
{
    public const int First = 25, Step = 25, Steps = 20, HeldOut = 1_000;

    /// <summary>The area under the curve: the mean of its points.</summary>
    public double Area => Accuracies.Average();

    public static LearningCurve Of(LearningCurveSet set, IStrategy strategy, int seed)
    {
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, set.Labels.Length)];
        random.Shuffle(order);
        int[] held = order[..HeldOut], labeled = order[HeldOut..(HeldOut + First)];
        var open = order[(HeldOut + First)..].Order().ToArray();
        double[] accuracies = new double[Steps + 1], shifted = new double[set.Shifted is null ? 0 : Steps + 1];
        for (var step = 0; ; step++)
        {
            var model = TextClassifier.Train(
                set.Features, set.Rows, [.. labeled.Select(row => new TrainingRow(row, set.Labels[row]))], set.Classes, new TextClassifierOptions { Threads = 1, Seed = (ulong)seed });
            var chances = model.Probabilities(set.Rows, threads: 1);
            accuracies[step] = Accuracy(chances, set.Classes.Length, held, set.Labels);
            if (set.Shifted is { } other)
                shifted[step] = Accuracy(model.Probabilities(other.Rows, threads: 1), set.Classes.Length, [.. Enumerable.Range(0, other.Labels.Length)], other.Labels);
            if (step == Steps)
                return new LearningCurve(accuracies, shifted);
            var pool = new Pool
            {
                Count = open.Length,
                Probabilities = new Matrix(set.Labels.Length, set.Classes.Length, chances).Take(open),
                Embeddings = set.Embeddings.Take(open),
                LabeledEmbeddings = set.Embeddings.Take(labeled),
                LabeledClasses = [.. labeled.Select(row => set.Labels[row])],
            };
            int[] chosen = [.. strategy.Select(pool, Budget.OfItems(Step), (ulong)(1000 * seed + step)).Select(item => open[item])];
            labeled = [.. labeled, .. chosen];
            open = [.. open.Except(chosen).Order()];
        }
    }

    private static double Accuracy(float[] chances, int classes, int[] rows, int[] labels) => rows.Count(row =>
    {
        var own = chances.AsSpan(row * classes, classes);
        var best = 0;
        for (var label = 1; label < classes; label++)
            if (own[label] > own[best])
                best = label;
        return best == labels[row];
    }) / (double)rows.Length;
}
