namespace Assay.Learning.LabelErrors;

/// <summary>How given labels and true ones go together, and where they likely do not.</summary>
/// <param name="Thresholds">By class: from which chance on an item counts as of it; 2 for a class that no item was given.</param>
/// <param name="Counts">By given label, then the label the item counts as: items. Items that count as of no class are left out.</param>
/// <param name="Joint">By given label, then true label: the estimated share of items, 0 to 1. Sums to 1.</param>
/// <param name="Suspects">Items whose label is likely wrong, the most suspected first.</param>
public sealed record LabelNoise(IReadOnlyList<double> Thresholds, int[,] Counts, double[,] Joint, IReadOnlyList<SuspectedLabel> Suspects)
{
    /// <summary>The estimated share of wrong labels, 0 to 1.</summary>
    public double WrongShare
    {
        get
        {
            var right = 0.0;
            for (var label = 0; label < Thresholds.Count; label++)
                right += Joint[label, label];
            return Math.Clamp(1 - right, 0, 1);
        }
    }
}

/// <summary>An item whose given label is likely wrong.</summary>
/// <param name="Item">Its place.</param>
/// <param name="Given">Its label.</param>
/// <param name="Likely">The label it likely has.</param>
/// <param name="Margin">How far the chance of the likely label is above that of the given one, −1 to 1.</param>
public readonly record struct SuspectedLabel(int Item, int Given, int Likely, double Margin);
