using Assay.Agreement;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>MASI distances between the sets that occur, computed once where they are not too many.</summary>
internal sealed class SetDistances
{
    /// <summary>8 MB of distances.</summary>
    private const int MostKept = 1_000;

    private readonly HashSet<int>[] sets;
    private readonly double[]? kept;

    public SetDistances(IReadOnlyList<int[]> members)
    {
        sets = [.. members.Select(set => set.ToHashSet())];
        if (sets.Length > MostKept)
            return;
        kept = new double[sets.Length * sets.Length];
        Parallel.For(0, sets.Length, a =>
        {
            for (var b = 0; b < sets.Length; b++)
                kept[(a * sets.Length) + b] = SetDistance.Masi(sets[a], sets[b]);
        });
    }

    public double Of(int a, int b) => kept is not null ? kept[(a * sets.Length) + b] : SetDistance.Masi(sets[a], sets[b]);
}
