namespace Assay.Agreement;

/// <summary>What a unit without partner means to γ-cat and γ-k.</summary>
public enum UnalignedUnits
{
    /// <summary>Nothing: there is nothing to compare its category with. Mathet (2017).</summary>
    Ignored,

    /// <summary>Another category, once for each person without a partner for it: what pygamma-agreement 0.5 computes.</summary>
    Counted,
}

/// <summary>
/// The disorder of categories in an alignment: over all pairs of aligned units <c>δ = Σ w d / Σ w</c>, where d is 1 for different categories, else 0, and
/// <c>w = max(0, 1 − d_place) / (n − 1)</c> for a pair in a group of n units: a pair far apart says little about categories, and each unit weighs as much in a large group as in a small one.
/// </summary>
/// <remarks>Mathet (2017), Computational Linguistics 43:661-681, 4.2. For γ-k only pairs enter of which one unit or both have the category.</remarks>
internal sealed class CategoryDisorder
{
    private readonly Dictionary<string, (double Disorder, double Weight)> perCategory = [];
    private (double Disorder, double Weight) all;

    public CategoryDisorder(List<List<ContinuumUnit>> groups, int annotators, UnitDissimilarity dissimilarity, UnalignedUnits unaligned)
    {
        foreach (var unit in groups.SelectMany(group => group)) perCategory.TryAdd(unit.Category, default);
        foreach (var group in groups)
        {
            for (var a = 0; a < group.Count; a++)
                for (var b = 0; b < a; b++) Add(group[a], group[b], Math.Max(0, 1 - dissimilarity.Place(group[a], group[b])) / (group.Count - 1));
            if (unaligned == UnalignedUnits.Counted)
                foreach (var unit in group) AddUnaligned(unit, annotators - group.Count);
        }
    }

    /// <summary>The categories of the units.</summary>
    public IEnumerable<string> Names => perCategory.Keys;

    /// <summary>Agreement on one category, or on all if none is named: the disorder in the data against the mean of that in each corpus by chance that has any weight.</summary>
    public static Coefficient Agreement(IReadOnlyList<CategoryDisorder> real, IEnumerable<IEnumerable<CategoryDisorder>> chance, string? category)
    {
        double[] expected = [.. chance.Select(corpus => corpus.Select(each => each.Of(category)).Aggregate(Sum)).Where(sum => sum.Weight > 0).Select(sum => sum.Disorder / sum.Weight)];
        if (expected.Length == 0 || expected.Max() == 0)
        {
            var several = real.SelectMany(each => each.Names).Distinct().Skip(1).Any();
            return Coefficient.NotDefined(several ? DisorderAgreement.NoDisorderByChance : Undefined.OneCategory, 0);
        }
        return DisorderAgreement.Of(real.Select(each => each.Of(category)), expected.Average(), 1, category is null ? Gamma.NoneAligned : Gamma.CategoryNotAligned);
    }

    /// <summary>The sums of one category, or of all if none is named.</summary>
    public (double Disorder, double Weight) Of(string? category) => category is null ? all : perCategory.GetValueOrDefault(category);

    private void Add(ContinuumUnit a, ContinuumUnit b, double weight)
    {
        var sum = (a.Category == b.Category ? 0 : weight, weight);
        all = Sum(all, sum);
        perCategory[a.Category] = Sum(perCategory[a.Category], sum);
        if (a.Category != b.Category) perCategory[b.Category] = Sum(perCategory[b.Category], sum);
    }

    private void AddUnaligned(ContinuumUnit unit, int absent)
    {
        all = Sum(all, (absent, absent));
        perCategory[unit.Category] = Sum(perCategory[unit.Category], (absent, absent));
    }

    private static (double Disorder, double Weight) Sum((double Disorder, double Weight) a, (double Disorder, double Weight) b) => (a.Disorder + b.Disorder, a.Weight + b.Weight);
}
