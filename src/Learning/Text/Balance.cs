namespace Assay.Learning.Text;

/// <summary>Weights by which rare classes count as much as frequent ones.</summary>
internal static class Balance
{
    private const double Most = 100;

    public static float[] None(int outputs) => [.. Enumerable.Repeat(1f, outputs)];

    /// <summary>By item: its own weight, times n / (classes there are · n of its class).</summary>
    public static float[] OfClasses(IReadOnlyList<TrainingRow> rows, int classes)
    {
        var having = Having(rows, classes);
        var factor = rows.Sum(row => row.Weight) / having.Count(weight => weight > 0);
        return [.. rows.Select(row => (float)(row.Weight * factor / having[row.Labels[0]]))];
    }

    /// <summary>By label: the texts without it for each one with it.</summary>
    public static float[] OfLabels(IReadOnlyList<TrainingRow> rows, int classes)
    {
        var all = rows.Sum(row => row.Weight);
        return [.. Having(rows, classes).Select(having => having == 0 ? 1 : (float)Math.Clamp((all - having) / having, 1 / Most, Most))];
    }

    private static double[] Having(IReadOnlyList<TrainingRow> rows, int classes)
    {
        var having = new double[classes];
        foreach (var row in rows)
            foreach (var label in row.Labels)
                having[label] += row.Weight;
        return having;
    }
}
