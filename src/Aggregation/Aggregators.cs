namespace Assay.Aggregation;

/// <summary>Every aggregator of votes for one category an item.</summary>
public static class Aggregators
{
    /// <summary>In the order reports show them, the simple before the elaborate.</summary>
    public static readonly IReadOnlyList<IAggregator> All =
    [
        Majority.Instance,
        Wawa.Instance,
        ZeroBasedSkill.Instance,
        OneCoinDawidSkene.Instance,
        DawidSkene.Instance,
        Glad.Instance,
        Mace.Instance,
        Ebcc.Instance,
    ];

    /// <summary>The aggregator of this name; null when there is none.</summary>
    public static IAggregator? Find(string name) => All.FirstOrDefault(aggregator => aggregator.Name == name);
}
