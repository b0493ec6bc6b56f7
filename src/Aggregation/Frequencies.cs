using Assay.Model;

namespace Assay.Aggregation;

/// <summary>How frequent each category is.</summary>
internal static class Frequencies
{
    private const double Least = 1e-10;

    /// <summary>The mean of the soft labels over the items with votes.</summary>
    public static void Of(Votes votes, double[] truth, double[] frequencies)
    {
        frequencies.AsSpan().Clear();
        var items = 0;
        for (var item = 0; item < votes.Items; item++)
        {
            if (votes.CategoriesOf(item).Length == 0) continue;
            items++;
            var row = truth.AsSpan(item * frequencies.Length, frequencies.Length);
            for (var c = 0; c < row.Length; c++) frequencies[c] += row[c];
        }
        foreach (ref var frequency in frequencies.AsSpan()) frequency /= items;
    }

    /// <summary>Their logarithms; a category that is nowhere gets that of 1e-10, so that it stays possible.</summary>
    public static double[] Log(double[] frequencies)
    {
        var log = new double[frequencies.Length];
        for (var c = 0; c < log.Length; c++) log[c] = Math.Log(Math.Max(frequencies[c], Least));
        return log;
    }
}
