using System.Numerics;
using Assay.Model;

namespace Assay.Aggregation;

/// <summary>What all starts of <see cref="Ebcc"/> share: the votes and the priors, laid out for sums of several numbers at a time.</summary>
/// <remarks>
/// A row has a column for each pair of category and subtype, and empty ones up to a multiple of the width of a vector. A person has a row for each
/// category they may say.
/// </remarks>
internal sealed class EbccModel
{
    private const double PriorOfRight = 4, PriorOfWrong = 1, PriorOfAllSubtypes = 0.1;

    public EbccModel(Votes votes, double[] shares, int subtypes)
    {
        (Votes, Shares, Subtypes) = (votes, shares, subtypes);
        Pairs = votes.Categories * subtypes;
        var width = Vector<double>.Count;
        Columns = (Pairs + width - 1) / width * width;
        Cells = Confusions.Cells(votes, Columns);
        (Rows, From) = (new int[votes.Count], new int[votes.Items + 1]);
        for (var item = 0; item < votes.Items; item++)
        {
            var at = From[item];
            var who = votes.AnnotatorsOf(item);
            var said = votes.CategoriesOf(item);
            for (var v = 0; v < who.Length; v++) Rows[at++] = (who[v] * votes.Categories + said[v]) * Columns;
            From[item + 1] = at;
        }
        PriorOfSubtypes = PriorOfAllSubtypes / subtypes;
        Prior = new double[votes.Categories * Columns];
        Prior.AsSpan().Fill(PriorOfWrong);
        for (var pair = 0; pair < Pairs; pair++) Prior[pair / subtypes * Columns + pair] = PriorOfRight;
        PriorOfCategories = new double[votes.Categories];
        for (var at = 0; at < shares.Length; at++) PriorOfCategories[at % votes.Categories] += shares[at];
        // a category that nobody used stays possible, if barely
        foreach (ref var prior in PriorOfCategories.AsSpan()) prior = Math.Max(prior, 1e-10);
    }

    public Votes Votes { get; }

    /// <summary>The soft labels to start from.</summary>
    public double[] Shares { get; }

    /// <summary>Subtypes of a category.</summary>
    public int Subtypes { get; }

    /// <summary>Pairs of category and subtype.</summary>
    public int Pairs { get; }

    /// <summary>Numbers in a row: the pairs and the empty columns.</summary>
    public int Columns { get; }

    /// <summary>Numbers in all people's rows.</summary>
    public int Cells { get; }

    /// <summary>For each vote, item by item, where the row of its person and category begins.</summary>
    public int[] Rows { get; }

    /// <summary>Where an item's votes begin; one more at the end.</summary>
    public int[] From { get; }

    /// <summary>Votes beforehand of a person, row by row.</summary>
    public double[] Prior { get; }

    /// <summary>Items beforehand of a subtype.</summary>
    public double PriorOfSubtypes { get; }

    /// <summary>Items beforehand of a category.</summary>
    public double[] PriorOfCategories { get; }
}
