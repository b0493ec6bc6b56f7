namespace Assay.Simulation.Crowds;

/// <summary>Somebody who has answered real tasks for pay, and how often they were wrong.</summary>
/// <param name="Set">Which data set they worked on.</param>
/// <param name="Labels">For each true label they met: how many answers they gave, and how many of these were wrong.</param>
public sealed record RealPerson(string Set, IReadOnlyList<(int Answers, int Wrong)> Labels)
{
    /// <summary>The share of right answers, 0 to 1.</summary>
    public double Accuracy => 1 - (Labels.Sum(label => label.Wrong) / (double)Labels.Sum(label => label.Answers));
}
