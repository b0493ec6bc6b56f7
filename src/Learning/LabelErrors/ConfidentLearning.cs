namespace Assay.Learning.LabelErrors;

/// <summary>
/// Which given labels are likely wrong, from the chances that a model gives items it was not trained on. An item counts as of class j when its chance of j is at least the mean chance of j among the items given
/// j; of several such classes the likeliest. The counts by given and counted label, scaled to the given labels, estimate how often j is called i; from each pair of classes so many items are suspected, those
/// first whose chance of j is most above that of i, as long as their given label is not the likeliest anyway.
/// </summary>
/// <remarks>
/// Northcutt, Jiang and Chuang (2021), "Confident learning: estimating uncertainty in dataset labels", JAIR 70:1373-1411; the pruning by noise rate. Chances must be of models that have not seen the item's own
/// label, as <see cref="Text.TextClassifier.OutOfFold(Text.TextFeatures, Text.SparseRows, IReadOnlyList{Text.TrainingRow}, IReadOnlyList{string}, Text.TextClassifierOptions?, int, CancellationToken)"/> gives them.
/// Where several labels fit an item, ask of each label alone, with two classes. Time grows with items × classes.
/// </remarks>
public static class ConfidentLearning
{
    /// <summary>Estimates the noise and names the suspected items, the most suspected first.</summary>
    /// <param name="probabilities">Item by item, 0 to 1: those of item i start at i · classes.</param>
    /// <param name="given">By item: the place of its given label among the classes.</param>
    /// <param name="classes">2 or more.</param>
    /// <exception cref="ArgumentException">There is no item, a label is not among the classes, or there are not as many probabilities, from 0 to 1, as items times classes.</exception>
    public static LabelNoise Find(ReadOnlySpan<float> probabilities, IReadOnlyList<int> given, int classes)
    {
        Check(probabilities, given, classes);
        var thresholds = Thresholds(probabilities, given, classes);
        var counts = new int[classes, classes];
        for (var item = 0; item < given.Count; item++)
            if (Counted(probabilities.Slice(item * classes, classes), thresholds) is var label and >= 0)
                counts[given[item], label]++;
        var joint = Joint(counts, given, classes);
        return new LabelNoise(thresholds, counts, joint, Suspects(probabilities, given, joint, classes));
    }

    /// <summary>By class: the mean chance of it among the items given it; above 1 where there are none, so that nothing counts as of it.</summary>
    private static double[] Thresholds(ReadOnlySpan<float> probabilities, IReadOnlyList<int> given, int classes)
    {
        var (sums, items) = (new double[classes], new int[classes]);
        for (var item = 0; item < given.Count; item++)
        {
            sums[given[item]] += probabilities[(item * classes) + given[item]];
            items[given[item]]++;
        }

        return [.. sums.Zip(items, (sum, count) => count == 0 ? 2 : sum / count)];
    }

    private static int Counted(ReadOnlySpan<float> chances, double[] thresholds)
    {
        var best = -1;
        for (var label = 0; label < chances.Length; label++)
            if (chances[label] >= thresholds[label] && (best < 0 || chances[label] > chances[best]))
                best = label;
        return best;
    }

    /// <summary>Counts scaled so that each given label has the share it has among all items. Of a given label none of whose items was counted, all are taken to be right.</summary>
    private static double[,] Joint(int[,] counts, IReadOnlyList<int> given, int classes)
    {
        var joint = new double[classes, classes];
        var items = new int[classes];
        foreach (var label in given)
            items[label]++;
        for (var i = 0; i < classes; i++)
        {
            var counted = Enumerable.Range(0, classes).Sum(j => counts[i, j]);
            for (var j = 0; j < classes; j++)
                joint[i, j] = (counted > 0 ? counts[i, j] / (double)counted : i == j ? 1 : 0) * items[i] / given.Count;
        }

        return joint;
    }

    private static List<SuspectedLabel> Suspects(ReadOnlySpan<float> probabilities, IReadOnlyList<int> given, double[,] joint, int classes)
    {
        var byLabel = Enumerable.Range(0, given.Count).ToLookup(item => given[item]);
        var suspects = new Dictionary<int, SuspectedLabel>();
        for (var i = 0; i < classes; i++)
            for (var j = 0; j < classes; j++)
            {
                var count = (int)Math.Round(joint[i, j] * given.Count);
                if (i == j || count == 0)
                    continue;
                var margins = new List<SuspectedLabel>();
                foreach (var item in byLabel[i])
                    margins.Add(new SuspectedLabel(item, i, j, probabilities[(item * classes) + j] - (double)probabilities[(item * classes) + i]));
                foreach (var suspect in margins.OrderByDescending(one => one.Margin).ThenBy(one => one.Item).Take(count))
                    if (Likeliest(probabilities.Slice(suspect.Item * classes, classes)) != i && !(suspects.TryGetValue(suspect.Item, out var other) && other.Margin >= suspect.Margin))
                        suspects[suspect.Item] = suspect;
            }

        return [.. suspects.Values.OrderByDescending(suspect => suspect.Margin).ThenBy(suspect => suspect.Item)];
    }

    private static int Likeliest(ReadOnlySpan<float> chances)
    {
        var best = 0;
        for (var label = 1; label < chances.Length; label++)
            if (chances[label] > chances[best])
                best = label;
        return best;
    }

    private static void Check(ReadOnlySpan<float> probabilities, IReadOnlyList<int> given, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (given.Count == 0)
            throw new ArgumentException("There is no item.", nameof(given));
        if (probabilities.Length != (long)given.Count * classes)
            throw new ArgumentException($"{given.Count} items of {classes} classes have {(long)given.Count * classes} probabilities, not {probabilities.Length}.", nameof(probabilities));
        for (var item = 0; item < given.Count; item++)
            if (given[item] < 0 || given[item] >= classes)
                throw new ArgumentException($"Item {item} has the label {given[item]}, which is not among {classes} classes.", nameof(given));
        foreach (var chance in probabilities)
            if (!(chance is >= 0 and <= 1))
                throw new ArgumentException($"{chance} is not a probability.", nameof(probabilities));
    }
}
