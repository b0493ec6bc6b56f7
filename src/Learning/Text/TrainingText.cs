namespace Assay.Learning.Text;

/// <summary>A labeled text.</summary>
/// <param name="Text">May be empty.</param>
/// <param name="Labels">Places in the list of classes: one, or with several labels any number, also none.</param>
/// <param name="Weight">How much it counts, above 0.</param>
public readonly record struct TrainingText(string Text, IReadOnlyList<int> Labels, double Weight = 1)
{
    /// <summary>A text of one label.</summary>
    /// <param name="text">May be empty.</param>
    /// <param name="label">Its place in the list of classes.</param>
    /// <param name="weight">How much it counts, above 0.</param>
    public TrainingText(string text, int label, double weight = 1)
        : this(text, [label], weight)
    {
    }
}

/// <summary>A labeled text that is vectorised already.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Labels">Places in the list of classes: one, or with several labels any number, also none.</param>
/// <param name="Weight">How much it counts, above 0.</param>
public readonly record struct TrainingRow(int Row, IReadOnlyList<int> Labels, double Weight = 1)
{
    /// <summary>A row of one label.</summary>
    /// <param name="row">The row.</param>
    /// <param name="label">Its place in the list of classes.</param>
    /// <param name="weight">How much it counts, above 0.</param>
    public TrainingRow(int row, int label, double weight = 1)
        : this(row, [label], weight)
    {
    }
}
