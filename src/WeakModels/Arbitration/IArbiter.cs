namespace Assay.WeakModels.Arbitration;

/// <summary>Something that has an opinion on items whose answers differ.</summary>
public interface IArbiter
{
    /// <summary>The name in opinions, as a model.</summary>
    string Name { get; }

    /// <summary>Changes with everything that decides its opinions.</summary>
    string Version { get; }

    /// <summary>Asks for an opinion. What goes wrong with one dispute is told in it.</summary>
    /// <exception cref="UnfitModel">No dispute of these questions can be put to it, or it cannot be asked at all.</exception>
    Task<Opinion> Settle(Dispute dispute, CancellationToken cancellation = default);

    /// <summary>What asking about disputes would cost, without asking; null for an arbiter that costs nothing.</summary>
    /// <param name="disputes">The disputes.</param>
    /// <param name="each">How many each of them stands for: more than 1 where they are a sample.</param>
    /// <param name="cancellation">Stops between disputes.</param>
    /// <exception cref="UnfitModel">No dispute of these questions can be put to it.</exception>
    Task<CostEstimate?> Estimate(IEnumerable<Dispute> disputes, double each = 1, CancellationToken cancellation = default) => Task.FromResult<CostEstimate?>(null);
}
