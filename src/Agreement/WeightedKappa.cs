using Assay.Model;

namespace Assay.Agreement;

/// <summary>
/// Cohen's weighted κ: as <see cref="CohenKappa"/>, with near misses counted by how near they are.
/// <c>κ_w = 1 − Σ d_ab p_ab / Σ d_ab p_a· p_·b</c>, <c>d</c> being the distance between two numbers or its square.
/// </summary>
/// <remarks>
/// <para>Cohen (1968), "Weighted kappa", Psychological Bulletin 70:213-220. Linear weights: Cicchetti and Allison (1971); quadratic: Fleiss and Cohen (1973),
/// "The equivalence of weighted kappa and the intraclass correlation coefficient", Educational and Psychological Measurement 33:613-619. Range
/// [−1, 1]. Quadratic weights forgive much, and are often well above the linear.</para>
/// <para>Standard error for large samples after Fleiss, Cohen and Everitt (1969), eq. 13; interval κ ± 1.96 se, cut to [−1, 1]; where that error is
/// 0, Wilson's interval of plain agreement carried over. Undefined as Cohen's κ, and at nominal level.</para>
/// <para>Time grows with the items and the square of the categories used.</para>
/// </remarks>
public sealed class WeightedKappa : ICoefficient
{
    /// <summary>By the distance.</summary>
    public static readonly WeightedKappa Linear = new("cohen_kappa_linear", "Cohen's κ, linear weights", AgreementWeights.Linear);

    /// <summary>By the distance squared.</summary>
    public static readonly WeightedKappa Quadratic = new("cohen_kappa_quadratic", "Cohen's κ, quadratic weights", AgreementWeights.Quadratic);

    private readonly Func<Scale, AgreementWeights> weights;

    private WeightedKappa(string name, string title, Func<Scale, AgreementWeights> weights) => (Name, Title, this.weights) = (name, title, weights);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Title { get; }

    /// <inheritdoc/>
    public Coefficient Measure(Votes votes, Scale scale)
    {
        scale.Check(votes);
        return scale.Level == Level.Nominal ? Coefficient.NotDefined(Undefined.NeedsOrder, 0)
            : votes.Annotators == 2 ? CohenKappa.Pair(votes, (first, second) => Of(first, second, scale))
            : Coefficient.NotDefined(Undefined.NotTwoAnnotators, 0);
    }

    /// <summary>κ_w of what two people said about the same items, in the same order.</summary>
    /// <exception cref="ArgumentException">The lists differ in length, or the scale is nominal.</exception>
    public Coefficient Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second, Scale scale)
    {
        if (first.Length != second.Length) throw new ArgumentException($"{first.Length} and {second.Length} votes; there must be as many.");
        if (scale.Level == Level.Nominal) throw new ArgumentException(Undefined.NeedsOrder);
        var (items, categories) = (first.Length, scale.Values.Count);
        if (items == 0) return Coefficient.NotDefined(Undefined.NoSharedItems, 0);
        var weight = weights(scale).Of;
        double[] rows = new double[categories], columns = new double[categories];
        double observed = 0, same = 0;
        for (var i = 0; i < items; i++)
        {
            rows[first[i]]++;
            columns[second[i]]++;
            observed += weight(first[i], second[i]);
            if (first[i] == second[i]) same++;
        }
        if (rows[first[0]] == items && columns[first[0]] == items) return Coefficient.NotDefined(Undefined.OneCategory, items);
        observed /= items;
        // only categories that were used, of which there are no more than items
        int[] used = [.. Enumerable.Range(0, categories).Where(category => rows[category] + columns[category] > 0)];
        double[] rowMean = new double[categories], columnMean = new double[categories];
        double expected = 0;
        foreach (var a in used)
        {
            foreach (var b in used)
            {
                var near = weight(a, b);
                rowMean[a] += near * columns[b] / items;
                columnMean[a] += near * rows[b] / items;
            }
            expected += rowMean[a] * rows[a] / items;
        }
        var beyond = 1 - expected;
        if (beyond < 1e-12) return Coefficient.NotDefined(Undefined.OneCategory, items);
        var kappa = (observed - expected) / beyond;

        double spread = 0;
        for (var i = 0; i < items; i++)
        {
            var term = weight(first[i], second[i]) * beyond - (rowMean[first[i]] + columnMean[second[i]]) * (1 - observed);
            spread += term * term;
        }
        var constant = observed * expected - 2 * expected + observed;
        var bracket = spread / items - constant * constant;
        double? error = bracket > 1e-13 * spread / items ? Math.Sqrt(bracket / items) / (beyond * beyond) : null;
        var interval = error is { } known ? BeyondChance.Around(kappa, known) : BeyondChance.Carried(WilsonInterval.Of(same / items, items), expected);
        return Coefficient.Of(kappa, BeyondChance.Holding(interval, kappa), items, error) with { Observed = observed, Expected = expected };
    }
}
