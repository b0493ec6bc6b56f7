namespace Assay.Dedup;

/// <summary>
/// How signatures are cut into bands of so many numbers each: two items are compared where they have a whole band in common, which has the chance <c>1 − (1 − Jʳ)ᵇ</c> for b bands of r numbers
/// (Indyk and Motwani 1998; Leskovec, Rajaraman and Ullman, "Mining of massive datasets", 3.4).
/// </summary>
/// <param name="Count">Bands, b.</param>
/// <param name="Rows">Numbers a band, r.</param>
public readonly record struct Bands(int Count, int Rows)
{
    /// <summary>A pair at the threshold is not compared with at most this chance.</summary>
    public const double MostMissed = 0.01;

    /// <summary>The longest bands with which at most <see cref="MostMissed"/> of the pairs at the threshold are missed: the longer, the fewer unlike ones are compared.</summary>
    /// <param name="places">Numbers a signature.</param>
    /// <param name="threshold">Above 0, at most 1.</param>
    public static Bands For(int places, double threshold)
    {
        var rows = 1;
        while (rows < places && new Bands(places / (rows + 1), rows + 1).Chance(threshold) >= 1 - MostMissed)
            rows++;
        return new Bands(places / rows, rows);
    }

    /// <summary>The chance that two items of this similarity are compared.</summary>
    public double Chance(double similarity) => 1 - Math.Pow(1 - Math.Pow(similarity, Rows), Count);
}
