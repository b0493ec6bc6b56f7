namespace Assay.Agreement;

/// <summary>Every coefficient there is.</summary>
public static class Coefficients
{
    /// <summary>In the order reports show them.</summary>
    public static readonly IReadOnlyList<ICoefficient> All =
    [
        PercentAgreement.Instance,
        CohenKappa.Instance,
        WeightedKappa.Linear,
        WeightedKappa.Quadratic,
        ScottPi.Instance,
        FleissKappa.Instance,
        CongerKappa.Instance,
        KrippendorffAlpha.Instance,
        BrennanPrediger.Instance,
        GwetAc.Ac1,
        GwetAc.Ac2Linear,
        GwetAc.Ac2Quadratic,
        GwetAc.Ac2Ordinal,
    ];

    /// <summary>The coefficient of this name; null when there is none.</summary>
    public static ICoefficient? Find(string name) => All.FirstOrDefault(coefficient => coefficient.Name == name);
}
