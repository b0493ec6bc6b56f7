namespace Assay.Aggregation.Tests;

/// <summary>Crowds whose truth is known because it was drawn first.</summary>
internal static class Simulated
{
    /// <summary>People who are right with the given chance and else say any other category; a fifth of the cells are empty.</summary>
    public static (int[][] Rows, int[] Truth) Rows(int items, int people, int categories, double accuracy, int seed)
    {
        var random = new Random(seed);
        int[] truth = [.. Enumerable.Range(0, items).Select(_ => random.Next(categories))];
        int[][] rows = [.. truth.Select(right => Enumerable.Range(0, people).Select(_ => random.Next(5) == 0 ? -1
            : random.NextDouble() < accuracy ? right : (right + 1 + random.Next(categories - 1)) % categories).ToArray())];
        return (rows, truth);
    }
}
