using Assay.Model;

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

    /// <summary>The number of cells of all matrices: a row a category said, of this many columns.</summary>
    /// <exception cref="ArgumentException">They do not fit into one array.</exception>
    internal static int Cells(Votes votes, int columns)
    {
        var cells = (double)votes.Annotators * votes.Categories * columns;
        if (cells <= Array.MaxLength) return (int)cells;
        throw new ArgumentException(
            $"A confusion matrix for each of {votes.Annotators} people over {votes.Categories} categories does not fit into memory; take a method without, such as mace.",
            nameof(votes));
    }
}
