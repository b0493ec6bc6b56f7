namespace Assay.Sampling;

/// <summary>
/// Chooses which items of a pool to label next. Add one as a file and a line in <see cref="Strategies"/>; contract tests run over that list.
/// </summary>
/// <remarks>The same pool, budget and seed give the same choice on every machine of one kind, whatever the number of threads.</remarks>
public interface IStrategy
{
    /// <summary>The name in JSON and on the command line: <c>least_confidence</c>.</summary>
    string Name { get; }

    /// <summary>What it looks for, in a sentence.</summary>
    string Summary { get; }

    /// <summary>What the pool must hold.</summary>
    StrategyNeeds Needs { get; }

    /// <summary>
    /// The items chosen, by their places in the pool, in the order of choice: the first is the one to label first. None comes twice, and of near duplicates
    /// (<see cref="Pool.Duplicates"/>) only one. Fewer than the budget allows when the pool holds no more.
    /// </summary>
    /// <param name="pool">Items without labels, and what is known of them.</param>
    /// <param name="budget">How many, or for how long.</param>
    /// <param name="seed">Of all that is left to chance; it also settles ties.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="UnfitPool">The pool lacks what the strategy needs, or holds numbers that cannot be; the message says which.</exception>
    IReadOnlyList<int> Select(Pool pool, Budget budget, ulong seed, CancellationToken cancel = default);
}
