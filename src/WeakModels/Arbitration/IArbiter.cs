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
}
