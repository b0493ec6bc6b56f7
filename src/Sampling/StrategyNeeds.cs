namespace Assay.Sampling;

/// <summary>What a pool must hold for a strategy; what else it uses when it is there, its summary says.</summary>
[Flags]
public enum StrategyNeeds
{
    /// <summary>Nothing but the number of items.</summary>
    None = 0,

    /// <summary><see cref="Pool.Probabilities"/>.</summary>
    Probabilities = 1,

    /// <summary><see cref="Pool.Embeddings"/>.</summary>
    Embeddings = 2,

    /// <summary><see cref="Pool.Committee"/>, two members or more.</summary>
    Committee = 4,

    /// <summary><see cref="Pool.SpanUncertainty"/>.</summary>
    SpanUncertainty = 8,
}
