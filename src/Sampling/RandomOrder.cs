namespace Assay.Sampling;

/// <summary>
/// Every item with the same chance, in an order that the seed decides: what other strategies are to be held against, and the only one whose labels tell
/// without bias how right a model is.
/// </summary>
public sealed class RandomOrder : Uncertainty
{
    /// <summary>The one there is.</summary>
    public static RandomOrder Instance { get; } = new();

    private RandomOrder() { }

    /// <inheritdoc/>
    public override string Name => "random";

    /// <inheritdoc/>
    public override string Summary => "Every item with the same chance.";

    /// <inheritdoc/>
    public override StrategyNeeds Needs => StrategyNeeds.None;

    // all are equal, and of equal ones the seed decides
    private protected override void Judge(Pool pool, Memory<float> scores, CancellationToken cancel) => scores.Span.Clear();
}
