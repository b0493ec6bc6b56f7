namespace Assay.Learning.Text;

/// <summary>Labeled rows made ready to be gone through many times: side by side in memory, and only the features that they have.</summary>
internal sealed class TrainingSet
{
    public required SparseRows Rows { get; init; }

    /// <summary>By column of all features: the column here, or −1.</summary>
    public required int[] RowOf { get; init; }

    public required int Outputs { get; init; }

    public int Stride => LinearScores.StrideOf(Outputs);

    /// <summary>Items × stride: 1 where the item has the label.</summary>
    public required float[] Targets { get; init; }

    /// <summary>By item: how much it counts.</summary>
    public required float[] Weights { get; init; }

    /// <summary>By item: how much it counts in training, the weight of its class included.</summary>
    public required float[] TrainingWeights { get; init; }

    /// <summary>By output: how many times an item counts that has the label; where each output is a question of its own.</summary>
    public required float[] PositiveWeights { get; init; }

    /// <summary>Whether each output is a question of its own; else an item has one label.</summary>
    public required bool IsIndependent { get; init; }

    /// <summary>Labeled items; they come first, those without a label after them.</summary>
    public required int Count { get; init; }

    public ReadOnlySpan<float> TargetsOf(int item) => Targets.AsSpan(item * Stride, Stride);

    public static TrainingSet Of(SparseRows all, IReadOnlyList<TrainingRow> rows, IReadOnlyList<int> unlabeled, int classes, TextClassifierOptions options)
    {
        // two classes of which one fits are one question: is it the second?
        var outputs = !options.MultiLabel && classes == 2 ? 1 : classes;
        int[] items = [.. rows.Select(row => row.Row), .. unlabeled];
        var rowOf = Used(all, items, out var width);
        var targets = Labels(rows, outputs, classes);
        float[] weights = [.. rows.Select(row => (float)row.Weight)];
        var isBalanced = options.ClassWeights == ClassWeights.Balanced;
        return new TrainingSet
        {
            Rows = Side(all, items, rowOf, width),
            Count = rows.Count,
            RowOf = rowOf,
            Outputs = outputs,
            Targets = targets,
            Weights = weights,
            TrainingWeights = isBalanced && !options.MultiLabel ? Balance.OfClasses(rows, classes) : weights,
            PositiveWeights = isBalanced && options.MultiLabel ? Balance.OfLabels(rows, classes) : Balance.None(outputs),
            IsIndependent = options.MultiLabel || outputs == 1,
        };
    }

    /// <summary>Columns that some row has, in their order, so that those of many texts lie side by side.</summary>
    private static int[] Used(SparseRows all, int[] items, out int width)
    {
        var rowOf = new int[all.Width];
        foreach (var item in items)
            foreach (var column in all.Columns(item))
                rowOf[column] = 1;
        width = 0;
        for (var column = 0; column < rowOf.Length; column++)
            rowOf[column] = rowOf[column] == 0 ? -1 : width++;
        return rowOf;
    }

    private static SparseRows Side(SparseRows all, int[] items, int[] rowOf, int width)
    {
        var starts = new int[items.Length + 1];
        for (var i = 0; i < items.Length; i++)
            starts[i + 1] = checked(starts[i] + all.Columns(items[i]).Length);
        var (columns, values) = (new int[starts[^1]], new float[starts[^1]]);
        for (var i = 0; i < items.Length; i++)
        {
            all.Values(items[i]).CopyTo(values.AsSpan(starts[i]));
            var at = starts[i];
            foreach (var column in all.Columns(items[i]))
                columns[at++] = rowOf[column];
        }

        return new SparseRows(starts, columns, values, width);
    }

    private static float[] Labels(IReadOnlyList<TrainingRow> rows, int outputs, int classes)
    {
        var stride = LinearScores.StrideOf(outputs);
        var targets = new float[rows.Count * stride];
        for (var i = 0; i < rows.Count; i++)
            foreach (var label in rows[i].Labels)
                if (outputs == classes)
                    targets[(i * stride) + label] = 1;
                else
                    targets[i] = label;
        return targets;
    }
}
