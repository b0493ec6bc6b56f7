namespace Assay.Agreement;

/// <summary>Every coefficient there is.</summary>
public static class Coefficients
{
    /// <summary>In the order reports show them.</summary>
    public static readonly IReadOnlyList<ICoefficient> All =
    [
        PercentAgreement.Instance,
        CohenKappa.Instance,
    ];

    /// <summary>The coefficient of this name; null when there is none.</summary>
    public static ICoefficient? Find(string name) => All.FirstOrDefault(coefficient => coefficient.Name == name);
}
