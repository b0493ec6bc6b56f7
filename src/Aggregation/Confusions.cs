namespace Assay.Aggregation;

/// <summary>For each person the chances of what they say, given what is true: a row a true category, summing to 1.</summary>
/// <remarks>8 bytes a person and pair of categories.</remarks>
public sealed class Confusions
{
    private readonly double[] chances;

    internal Confusions(double[] chances, int categories) => (this.chances, Categories) = (chances, categories);

    /// <summary>The number of rows and of columns of each matrix.</summary>
    public int Categories { get; }

    /// <summary>The chance that this person says <paramref name="said"/> where <paramref name="truth"/> is true.</summary>
    public double this[int annotator, int truth, int said] => Of(annotator)[truth * Categories + said];

    /// <summary>The matrix of this person, row by row.</summary>
    public ReadOnlySpan<double> Of(int annotator) => chances.AsSpan(annotator * Categories * Categories, Categories * Categories);
}
