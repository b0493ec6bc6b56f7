namespace Assay.Simulation.Crowds;

/// <summary>Somebody who has answered real tasks for pay, and how often they were wrong.</summary>
/// <param name="Set">Which data set they worked on.</param>
/// <param name="Labels">For each true label they met: how many answers they gave, and how many of these were wrong.</param>
public sealed record RealPerson(string Set, IReadOnlyList<(int Answers, int Wrong)> Labels)
{
    /// <summary>A rate from fewer answers says little.</summary>
    private const int FewestAnswers = 10;

    /// <summary>The labels of which their rate of mistakes is known.</summary>
    public IReadOnlyList<(int Answers, int Wrong)> Known { get; } = [.. Labels.Where(label => label.Answers >= FewestAnswers)];

    /// <summary>The share of right answers, 0 to 1, as if all known labels were equally frequent; 0 where fewer than two are known.</summary>
    public double Accuracy => Known.Count < 2 ? 0 : 1 - Known.Average(label => label.Wrong / (double)label.Answers);
}
