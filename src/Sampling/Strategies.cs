namespace Assay.Sampling;

/// <summary>Every strategy there is.</summary>
public static class Strategies
{
    /// <summary>In the order reports show them.</summary>
    public static IReadOnlyList<IStrategy> All { get; } =
    [
        RandomOrder.Instance,
        LeastConfidence.Instance,
        Margin.Instance,
        Entropy.Instance,
        KCenter.Instance,
        Badge.Instance,
        Hybrid.Instance,
        TypiClust.Instance,
        VoteEntropy.Instance,
        CommitteeDivergence.Instance,
        ClassBalanced.Instance,
        TokenUncertainty.Instance,
    ];

    /// <summary>The strategy of this name, written with <c>_</c>, <c>-</c> or together; null when there is none.</summary>
    public static IStrategy? Find(string name) => All.FirstOrDefault(strategy => Plain(strategy.Name) == Plain(name));

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
