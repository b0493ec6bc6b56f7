namespace Assay.Agreement;

/// <summary>The best alignment of a continuum and what it amounts to.</summary>
/// <param name="MeanUnits">How many units a person has on the mean.</param>
/// <param name="Groups">The units taken to mean the same.</param>
/// <param name="Disorder">Of place and category together, the sum over groups.</param>
/// <param name="Categories">Of categories alone.</param>
internal sealed record AlignedContinuum(double MeanUnits, List<List<ContinuumUnit>> Groups, double Disorder, CategoryDisorder Categories)
{
    public static AlignedContinuum Of(Continuum continuum, GammaOptions options)
    {
        var dissimilarity = new UnitDissimilarity(options.PositionWeight, options.CategoryWeight);
        var (groups, disorder) = UnitAlignment.Best(continuum, dissimilarity);
        var categories = new CategoryDisorder(groups, continuum.Annotators, dissimilarity, options.Unaligned);
        return new AlignedContinuum((double)continuum.Count / continuum.Annotators, groups, disorder, categories);
    }
}
